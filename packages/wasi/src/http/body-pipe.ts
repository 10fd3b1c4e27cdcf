/**
 * The way of an outgoing body from the guest to the connection.
 *
 * A message whose body is known when its head goes out costs half of one that is streamed: it has a length, needs no chunks and
 * leaves in one write. So a pipe holds what the guest writes until the guest finishes, or stops running (it waits, or returns),
 * or there is more than is worth holding:
 *
 *     guest writes ──▶ held ──finish, same turn──▶ writer.sendWhole(body)
 *                       └──end of the turn, or full──▶ writer.sendHead(parts), then write… and end()
 *
 * What is written afterwards is gathered likewise, so that many small writes make few large ones. A flush does not cut this short:
 * guests flush after every write as a matter of course, and nothing leaves a process while a guest computes. wasmtime's body
 * streams ignore flushes, too.
 *
 * A pipe exists before its connection: a guest may write a body first and send the response afterwards.
 */
import type { ByteSink } from "../io/output-stream.ts";
import { type Readiness, Waiters } from "../io/readiness.ts";
import { type ErrorCode, HttpFailure } from "./error-code.ts";
import type { Fields } from "./fields.ts";

/** One message on a connection. Exactly one of `sendWhole` and `sendHead` is called, or `abort` before either. */
export interface MessageWriter extends Readiness {
  /** Head and body; nothing follows. */
  sendWhole(body: Uint8Array): void;
  /** The head of a message whose body follows in parts, and those that are there. */
  sendHead(parts: readonly Uint8Array[]): void;
  /** As a `ByteSink`'s: how many bytes `write` takes now, 0 = wait, `undefined` = the other side is gone. */
  capacity(): number | undefined;
  write(bytes: Uint8Array): void;
  end(trailers: Fields | undefined): void;
  /** The body will never be complete, because of `reason`. */
  abort(reason: string): void;
}

/** As much as one write to a socket usually takes. */
const HOLD_BYTES = 1 << 16;

export class BodyPipe implements ByteSink {
  readonly #kind: "request" | "response";
  readonly #declaredBytes: bigint | "none";
  readonly #waiters = new Waiters();
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #writtenBytes = 0;
  #writer: MessageWriter | undefined;
  #streaming = false;
  #sendsLater = false;
  #state: "open" | "finished" | "aborted" | "disconnected" = "open";
  #trailers: Fields | undefined;
  #abortReason = "";

  constructor(kind: "request" | "response", declaredBytes: bigint | "none") {
    this.#kind = kind;
    this.#declaredBytes = declaredBytes;
  }

  /** The message is to be sent: through `writer`, from the end of this turn at the latest. */
  connect(writer: MessageWriter): void {
    this.#writer = writer;
    if (this.#state === "finished") this.#sendFinished(writer);
    else if (this.#state === "aborted") writer.abort(this.#abortReason);
    else this.#sendLater();
    this.#waiters.wake();
  }

  /** The message will never be sent. */
  disconnect(): void {
    if (this.#state === "open") this.#state = "disconnected";
    this.#waiters.wake();
  }

  capacity(): number | undefined {
    if (this.#state !== "open") return undefined;
    return this.#streaming ? this.#writer?.capacity() : HOLD_BYTES - this.#heldBytes;
  }

  /** @throws HttpFailure beyond the declared content-length. */
  write(bytes: Uint8Array): void {
    this.#writtenBytes += bytes.length;
    if (this.#declaredBytes !== "none" && this.#writtenBytes > this.#declaredBytes)
      throw new HttpFailure(this.#wrongSize());
    this.#hold(bytes);
  }

  flush(): void {}

  close(): void {}

  ready(): boolean {
    return this.capacity() !== 0;
  }

  onReady(wake: () => void): () => void {
    return this.#streaming && this.#writer !== undefined ? this.#writer.onReady(wake) : this.#waiters.add(wake);
  }

  /** The body is complete. Returns what is wrong with its length, if something is. */
  finish(trailers: Fields | undefined): ErrorCode | undefined {
    if (this.#state !== "open") return undefined;
    if (this.#declaredBytes !== "none" && BigInt(this.#writtenBytes) !== this.#declaredBytes)
      return this.#abortWrongSize();
    this.#state = "finished";
    this.#trailers = trailers;
    if (this.#writer !== undefined) this.#sendFinished(this.#writer);
    return undefined;
  }

  /** The body will never be complete. */
  abort(reason: string): void {
    if (this.#state !== "open") return;
    this.#state = "aborted";
    this.#abortReason = reason;
    this.#held = [];
    this.#writer?.abort(reason);
  }

  #hold(bytes: Uint8Array): void {
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    if (this.#writer === undefined) return;
    if (this.#heldBytes >= HOLD_BYTES) this.#send(this.#writer);
    else if (this.#streaming) this.#sendLater();
  }

  /** At the end of this turn, when the guest has stopped running. */
  #sendLater(): void {
    if (this.#sendsLater) return;
    this.#sendsLater = true;
    Promise.resolve().then(() => {
      this.#sendsLater = false;
      if (this.#state === "open" && this.#writer !== undefined) this.#send(this.#writer);
    });
  }

  /** Hands on what is held, with the head if that has not gone out. */
  #send(writer: MessageWriter): void {
    const held = this.#held;
    const bytes = this.#heldBytes;
    this.#held = [];
    this.#heldBytes = 0;
    if (this.#streaming && bytes > 0) writer.write(joined(held, bytes));
    if (!this.#streaming) writer.sendHead(held);
    this.#streaming = true;
  }

  #sendFinished(writer: MessageWriter): void {
    if (this.#streaming || this.#trailers !== undefined) {
      this.#send(writer);
      writer.end(this.#trailers);
    } else {
      writer.sendWhole(joined(this.#held, this.#heldBytes));
    }
  }

  #abortWrongSize(): ErrorCode {
    const code = this.#wrongSize();
    this.abort(new HttpFailure(code).message);
    return code;
  }

  #wrongSize(): ErrorCode {
    return { tag: `HTTP-${this.#kind}-body-size`, val: BigInt(this.#writtenBytes) };
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
