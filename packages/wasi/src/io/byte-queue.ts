/**
 * A source that is pushed into: stdin, a socket, a request body. Whoever pushes is told when to stop (`push` returns false) and
 * when to go on (`onRoom`), so that a guest that does not read holds up the sender instead of filling memory.
 */

import type { ByteSource } from "./input-stream.ts";
import type { IoError } from "./io-error.ts";
import { Waiters } from "./readiness.ts";

export interface ByteQueueOptions {
  /** From this many bytes on, `push` asks its caller to stop. */
  readonly highWaterBytes?: number;
  /** Half of that has been read since `push` asked to stop: go on. */
  readonly onRoom?: () => void;
  /** The guest dropped the stream; what is pushed from now on is thrown away. */
  readonly onClose?: () => void;
}

const DEFAULT_HIGH_WATER_BYTES = 1 << 16;
const EMPTY = new Uint8Array(0);

export class ByteQueue implements ByteSource {
  readonly #options: ByteQueueOptions;
  #highWaterBytes: number;
  readonly #waiters = new Waiters();
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #end: "open" | "ended" | "closed" | IoError = "open";
  #full = false;

  constructor(options: ByteQueueOptions = {}) {
    this.#options = options;
    this.#highWaterBytes = options.highWaterBytes ?? DEFAULT_HIGH_WATER_BYTES;
  }

  /** Where `push` asks its caller to stop, from the next `push` on. */
  set highWaterBytes(bytes: number) {
    this.#highWaterBytes = bytes;
  }

  /** Bytes pushed and not yet read. */
  get length(): number {
    return this.#bytes;
  }

  /** Gives `chunk` away. Returns false when the queue is full: the caller stops until `onRoom`. */
  push(chunk: Uint8Array): boolean {
    if (this.#end !== "open") return true;
    if (chunk.length === 0) return !this.#full;
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    this.#full = this.#bytes >= this.#highWaterBytes;
    this.#waiters.wake();
    return !this.#full;
  }

  /** No more will come. What is queued is read first. */
  end(): void {
    this.#finish("ended");
  }

  /** The sender failed. What is queued is read first. */
  fail(error: IoError): void {
    this.#finish(error);
  }

  read(max: number): Uint8Array | undefined {
    const chunk = this.#chunks[0];
    if (chunk === undefined) return this.#readEnd();
    return max === 0 ? EMPTY : this.#take(chunk, max);
  }

  ready(): boolean {
    return this.#bytes > 0 || this.#end !== "open";
  }

  onReady(wake: () => void): () => void {
    return this.#waiters.add(wake);
  }

  close(): void {
    if (this.#end === "closed") return;
    this.#end = "closed";
    this.#chunks = [];
    this.#bytes = 0;
    this.#options.onClose?.();
  }

  #finish(end: "ended" | IoError): void {
    if (this.#end !== "open") return;
    this.#end = end;
    this.#waiters.wake();
  }

  #readEnd(): Uint8Array | undefined {
    if (this.#end === "open") return EMPTY;
    if (typeof this.#end === "string") return undefined;
    throw this.#end;
  }

  #take(chunk: Uint8Array, max: number): Uint8Array {
    const fits = chunk.length <= max;
    if (fits) this.#chunks.shift();
    else this.#chunks[0] = chunk.subarray(max);
    const taken = fits ? chunk : chunk.subarray(0, max);
    this.#bytes -= taken.length;
    this.#makeRoom();
    return taken;
  }

  #makeRoom(): void {
    if (!this.#full || this.#bytes > this.#highWaterBytes / 2) return;
    this.#full = false;
    this.#options.onRoom?.();
  }
}
