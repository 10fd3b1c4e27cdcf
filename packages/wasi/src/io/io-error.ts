/**
 * `wasi:io/error`: the resource that carries why a stream failed.
 *
 * An `IoError` is a JavaScript error, so a source or sink throws it; other interfaces derive from it and downcast with
 * `instanceof` (`wasi:http/types#http-error-code`, `wasi:filesystem/types#filesystem-error-code`).
 */
export class IoError extends Error {
  override readonly name: string = "IoError";

  /** For people: the message and those of its causes. */
  toDebugString(): string {
    const messages = [this.message];
    for (let cause = this.cause; cause instanceof Error; cause = cause.cause) messages.push(cause.message);
    return messages.join(": ");
  }
}
