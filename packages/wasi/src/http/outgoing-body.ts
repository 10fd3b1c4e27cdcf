/** `wasi:http/types#outgoing-body`. */
import { ComponentError } from "@weft/core";
import { Misuse } from "../io/misuse.ts";
import { OutputStream } from "../io/output-stream.ts";
import type { BodyPipe } from "./body-pipe.ts";
import { failedWith } from "./error-code.ts";
import type { Fields } from "./fields.ts";

export class OutgoingBody {
  readonly #pipe: BodyPipe;
  #stream: OutputStream | undefined;

  constructor(pipe: BodyPipe) {
    this.#pipe = pipe;
  }

  /** @throws ComponentError when called twice. */
  write(): OutputStream {
    if (this.#stream !== undefined) throw new ComponentError(undefined);
    this.#stream = new OutputStream(this.#pipe);
    return this.#stream;
  }

  /**
   * @throws ComponentError when the length differs from the content-length declared.
   * @throws Misuse while the stream is still open.
   */
  static finish(body: OutgoingBody, trailers: Fields | undefined): void {
    if (body.#stream !== undefined && !body.#stream.dropped) {
      throw new Misuse("wasi:http/types#outgoing-body.finish: expected its output-stream to be dropped, found it open");
    }
    const problem = body.#pipe.finish(trailers);
    if (problem !== undefined) throw failedWith(problem);
  }

  /** Dropped without `finish`: the body is incomplete, and the other side has to notice. */
  [Symbol.dispose](): void {
    this.#pipe.abort("the guest dropped the body before it was finished");
  }
}
