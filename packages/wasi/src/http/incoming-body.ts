/**
 * `wasi:http/types#incoming-body` and `#future-trailers`: the body of a request we serve or of a response we asked for.
 *
 * Bytes first, trailers after the last of them, never both at once: `finish` gives up the bytes that are left, which are then
 * read and thrown away until the trailers come.
 */
import { ComponentError } from "@weft/core";
import { type ByteSource, InputStream } from "../io/input-stream.ts";
import { IoError } from "../io/io-error.ts";
import { Misuse } from "../io/misuse.ts";
import { Pollable } from "../io/pollable.ts";
import type { Readiness } from "../io/readiness.ts";
import { type ErrorCode, httpErrorCode } from "./error-code.ts";
import type { Fields } from "./fields.ts";

/** A body as the connection delivers it. `close` = nobody wants the rest. */
export interface BodySource extends ByteSource {
  /** Once `read` has reported the end: the trailers, if there were any. */
  trailers(): Fields | undefined;
}

export class IncomingBody {
  readonly #source: BodySource;
  #stream: "unopened" | "open" | "dropped" = "unopened";
  #finished = false;

  constructor(source: BodySource) {
    this.#source = source;
  }

  /** @throws ComponentError when called twice. */
  stream(): InputStream {
    if (this.#stream !== "unopened") throw new ComponentError(undefined);
    this.#stream = "open";
    return new InputStream(this.#contents());
  }

  /** @throws Misuse while the stream is still open. */
  static finish(body: IncomingBody): FutureTrailers {
    if (body.#stream === "open") {
      throw new Misuse("wasi:http/types#incoming-body.finish: expected its input-stream to be dropped, found it open");
    }
    body.#finished = true;
    return new FutureTrailers(body.#source);
  }

  [Symbol.dispose](): void {
    if (!this.#finished) this.#source.close();
  }

  /** The stream's view of the body: dropping the stream leaves the trailers to come. */
  #contents(): ByteSource {
    const source = this.#source;
    const close = () => {
      this.#stream = "dropped";
    };
    return {
      read: (max) => source.read(max),
      ready: () => source.ready(),
      onReady: (wake) => source.onReady(wake),
      close,
    };
  }
}

/** The `ok` of the inner result: trailers, or none came. */
type TrailersResult =
  | { readonly tag: "ok"; readonly val: Fields | undefined }
  | { readonly tag: "err"; readonly val: ErrorCode };

/** The most that is thrown away in one go while trailers are awaited. */
const DISCARD_BYTES = 1 << 20;

export class FutureTrailers implements Readiness {
  readonly #source: BodySource;
  #result: TrailersResult | "waiting" | "taken" = "waiting";

  constructor(source: BodySource) {
    this.#source = source;
  }

  subscribe(): Pollable {
    return new Pollable(this);
  }

  /** `undefined` = not yet; the outer `err` = already taken. */
  get(): { tag: "ok"; val: TrailersResult } | { tag: "err"; val: undefined } | undefined {
    if (!this.ready()) return undefined;
    const result = this.#result;
    if (typeof result === "string") return { tag: "err", val: undefined };
    this.#result = "taken";
    return { tag: "ok", val: result };
  }

  ready(): boolean {
    if (this.#result === "waiting") this.#discard();
    return this.#result !== "waiting";
  }

  onReady(wake: () => void): () => void {
    return this.#source.onReady(wake);
  }

  [Symbol.dispose](): void {
    this.#source.close();
  }

  /** Throws away what is there of the body; at its end the result is known. */
  #discard(): void {
    try {
      let bytes = this.#source.read(DISCARD_BYTES);
      while (bytes !== undefined && bytes.length > 0) bytes = this.#source.read(DISCARD_BYTES);
      if (bytes === undefined) this.#result = { tag: "ok", val: this.#source.trailers() };
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      this.#result = { tag: "err", val: httpErrorCode(error) ?? { tag: "internal-error", val: error.message } };
    }
  }
}
