/**
 * `wasi:io/streams#input-stream` over a `ByteSource`, which is all that a file, a socket, a terminal or an HTTP body has to be.
 * The stream adds what every guest sees alike: a failure is reported once and then the stream is closed, a blocking read
 * returns a plain value when bytes are there and a promise only when it has to wait.
 *
 * A pollable is a child of its stream. Where wasmtime traps when the stream is dropped first, we trap when the orphan is used:
 * a host that tears an instance down drops handles in any order.
 */
import { IoError } from "./io-error.ts";
import { Misuse } from "./misuse.ts";
import { Pollable } from "./pollable.ts";
import { type Readiness, whenReady } from "./readiness.ts";
import { closed, lastOperationFailed } from "./stream-error.ts";
import { countOf } from "./u64.ts";

/** Where an input stream's bytes come from. Ready: `read` would give bytes, the end or a failure. */
export interface ByteSource extends Readiness {
  /**
   * At most `max` bytes that are there now, given away for good; empty when there are none yet, `undefined` at the end. An empty
   * answer to a `max` above zero is a request too: a source that has to be asked starts fetching and wakes when it has something.
   *
   * @throws IoError when the source has failed.
   */
  read(max: number): Uint8Array | undefined;
  /** The guest dropped the stream: nobody will read the rest. */
  close(): void;
}

/** The most one read returns, so that a guest asking for 2^64 bytes gets a buffer's worth. */
const MAX_READ_BYTES = 1 << 20;

export class InputStream implements Readiness {
  readonly #source: ByteSource;
  #state: "open" | "closed" | "dropped" = "open";

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Bytes that are there now, perhaps none. */
  read(len: bigint): Uint8Array {
    return this.#read(readSize(len));
  }

  /** Waits until there is at least one byte, then reads. */
  blockingRead(len: bigint): Uint8Array | Promise<Uint8Array> {
    const max = readSize(len);
    const bytes = this.#read(max);
    return bytes.length > 0 || (max === 0 && this.ready()) ? bytes : this.#readLater(max);
  }

  skip(len: bigint): bigint {
    return BigInt(this.read(len).length);
  }

  blockingSkip(len: bigint): bigint | Promise<bigint> {
    const bytes = this.blockingRead(len);
    return bytes instanceof Promise ? bytes.then((read) => BigInt(read.length)) : BigInt(bytes.length);
  }

  subscribe(): Pollable {
    return new Pollable(this);
  }

  /** For pollables and hosts; a guest asks through `subscribe`. */
  ready(): boolean {
    if (this.#state === "dropped") throw new Misuse("A pollable was used after its input-stream was dropped");
    return this.#state === "closed" || this.#source.ready();
  }

  onReady(wake: () => void): () => void {
    return this.#source.onReady(wake);
  }

  [Symbol.dispose](): void {
    if (this.#state === "dropped") return;
    this.#state = "dropped";
    this.#source.close();
  }

  #read(max: number): Uint8Array {
    if (this.#state !== "open") throw closed();
    const bytes = this.#readSource(max);
    if (bytes !== undefined) return bytes;
    this.#state = "closed";
    throw closed();
  }

  #readSource(max: number): Uint8Array | undefined {
    try {
      return this.#source.read(max);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      this.#state = "closed";
      throw lastOperationFailed(error);
    }
  }

  async #readLater(max: number): Promise<Uint8Array> {
    for (;;) {
      await whenReady(this);
      const bytes = this.#read(max);
      if (bytes.length > 0 || max === 0) return bytes;
    }
  }
}

function readSize(len: bigint): number {
  return Math.min(countOf(len), MAX_READ_BYTES);
}
