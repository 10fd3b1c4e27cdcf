/**
 * `wasi:io/streams#output-stream` over a `ByteSink`.
 *
 * The permit is the sink's capacity: a write of at most that many bytes is taken whole and never waits, a larger one traps. A
 * failure is reported once, by whichever call meets it, and from then on the stream is closed.
 */

import type { InputStream } from "./input-stream.ts";
import { IoError } from "./io-error.ts";
import { Misuse } from "./misuse.ts";
import { Pollable } from "./pollable.ts";
import { type Readiness, whenReady } from "./readiness.ts";
import { closed, lastOperationFailed } from "./stream-error.ts";
import { countOf } from "./u64.ts";

/** Where an output stream's bytes go. Ready: `capacity` is not 0. */
export interface ByteSink extends Readiness {
  /**
   * How many bytes `write` takes now; 0 = none yet, or a flush is under way; `undefined` = closed at the other end.
   *
   * @throws IoError when an earlier write or flush has failed.
   */
  capacity(): number | undefined;
  /**
   * Takes at most `capacity()` bytes; the array belongs to the sink from now on.
   *
   * @throws IoError when the write fails at once.
   */
  write(bytes: Uint8Array): void;
  /** Starts handing on what was written; until that is done `capacity` is 0. A sink that buffers nothing does nothing. */
  flush(): void;
  /** The guest dropped the stream: what was written still goes out, nothing will follow. */
  close(): void;
}

/** The `blocking-write…-and-flush` functions take no more (wasi:io/streams). */
const MAX_BLOCKING_WRITE_BYTES = 4096;

const NOTHING = new Uint8Array(0);

export class OutputStream implements Readiness {
  readonly #sink: ByteSink;
  #state: "open" | "closed" | "dropped" = "open";

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  checkWrite(): bigint {
    return BigInt(this.#permit());
  }

  /** @throws Misuse beyond the permit. */
  write(contents: Uint8Array): void {
    this.#demandPermit("write", contents.length);
    this.#writeSink(contents);
  }

  writeZeroes(len: bigint): void {
    const length = countOf(len);
    this.#demandPermit("write-zeroes", length);
    this.#writeSink(new Uint8Array(length));
  }

  flush(): void {
    this.#permit();
    this.#flushSink();
  }

  /**
   * Writes and flushes all of it. A reader that closes after it has everything is no failure.
   *
   * @throws Misuse when given more than 4096 bytes.
   */
  blockingWriteAndFlush(contents: Uint8Array): void | Promise<void> {
    demandSmall("blocking-write-and-flush", contents.length);
    const rest = this.#writeSome(contents);
    if (rest.length > 0) return this.#writeLater(rest);
    if (this.#startFlush() === 0) return this.#flushed();
  }

  blockingWriteZeroesAndFlush(len: bigint): void | Promise<void> {
    const length = countOf(len);
    demandSmall("blocking-write-zeroes-and-flush", length);
    return this.blockingWriteAndFlush(new Uint8Array(length));
  }

  /** Flushes and waits until the stream can be written again. */
  blockingFlush(): void | Promise<void> {
    this.flush();
    if (this.#permit() === 0) return this.#writable();
  }

  /** Moves what is there and fits, at most `len` bytes; returns how many. */
  splice(src: InputStream, len: bigint): bigint {
    const max = Math.min(countOf(len), this.#permit());
    if (max === 0) return 0n;
    const contents = src.read(BigInt(max));
    if (contents.length > 0) this.#writeSink(contents);
    return BigInt(contents.length);
  }

  /** Waits for room here and for bytes there, then splices. */
  blockingSplice(src: InputStream, len: bigint): bigint | Promise<bigint> {
    const moved = this.splice(src, len);
    return moved > 0n || len === 0n ? moved : this.#spliceLater(src, len);
  }

  subscribe(): Pollable {
    return new Pollable(this);
  }

  /** For pollables and hosts; a guest asks through `subscribe`. */
  ready(): boolean {
    if (this.#state === "dropped") throw new Misuse("A pollable was used after its output-stream was dropped");
    return this.#state === "closed" || this.#sink.ready();
  }

  onReady(wake: () => void): () => void {
    return this.#sink.onReady(wake);
  }

  /** Whether the guest has dropped it; a parent resource may insist on that before it finishes. */
  get dropped(): boolean {
    return this.#state === "dropped";
  }

  [Symbol.dispose](): void {
    if (this.#state === "dropped") return;
    this.#state = "dropped";
    this.#sink.close();
  }

  /** `undefined` = closed. */
  #capacity(): number | undefined {
    if (this.#state !== "open") return undefined;
    try {
      const capacity = this.#sink.capacity();
      if (capacity === undefined) this.#state = "closed";
      return capacity;
    } catch (error) {
      throw this.#failure(error);
    }
  }

  #permit(): number {
    const capacity = this.#capacity();
    if (capacity === undefined) throw closed();
    return capacity;
  }

  #demandPermit(name: string, length: number): void {
    const permit = this.#permit();
    if (length > permit) throw tooLong(name, permit, length);
  }

  #writeSink(bytes: Uint8Array): void {
    try {
      this.#sink.write(bytes);
    } catch (error) {
      throw this.#failure(error);
    }
  }

  #flushSink(): void {
    try {
      this.#sink.flush();
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** Writes as much as fits and returns the rest. */
  #writeSome(bytes: Uint8Array): Uint8Array {
    const permit = this.#permit();
    const fits = bytes.length <= permit;
    if (bytes.length > 0 && permit > 0) this.#writeSink(fits ? bytes : bytes.subarray(0, permit));
    return fits ? NOTHING : bytes.subarray(permit);
  }

  async #writeLater(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0; rest = this.#writeSome(rest)) await whenReady(this);
    if (this.#startFlush() === 0) await this.#flushed();
  }

  /** Returns the capacity left by the flush: 0 = it is under way. */
  #startFlush(): number | undefined {
    if (this.#capacity() === undefined) return undefined;
    this.#flushSink();
    return this.#capacity();
  }

  async #flushed(): Promise<void> {
    do await whenReady(this);
    while (this.#capacity() === 0);
  }

  async #writable(): Promise<void> {
    do await whenReady(this);
    while (this.#permit() === 0);
  }

  async #spliceLater(src: InputStream, len: bigint): Promise<bigint> {
    for (;;) {
      await this.#writable();
      await whenReady(src);
      const moved = this.splice(src, len);
      if (moved > 0n) return moved;
    }
  }

  /** What to throw for what the sink has thrown; after a failure of I/O the stream is closed. */
  #failure(error: unknown): unknown {
    if (!(error instanceof IoError)) return error;
    this.#state = "closed";
    return lastOperationFailed(error);
  }
}

function demandSmall(name: string, length: number): void {
  if (length > MAX_BLOCKING_WRITE_BYTES) throw tooLong(name, MAX_BLOCKING_WRITE_BYTES, length);
}

function tooLong(name: string, permit: number, length: number): Misuse {
  const called = `wasi:io/streams#[method]output-stream.${name}`;
  return new Misuse(
    `${called}: expected at most ${permit} bytes, found ${length}; check-write says how many are permitted`,
  );
}
