/**
 * What the engine needs from the machine it runs on, injected once where the program is put together, so that `core` stays free
 * of any platform and a run can be replayed with another clock or other random numbers.
 */
export interface Platform {
  readonly utf8: Utf8;
  /** Monotonic time in nanoseconds. */
  now(): bigint;
  /** Wall-clock time in nanoseconds since the Unix epoch. */
  wallClock(): bigint;
  /** The steps, in nanoseconds, in which the two clocks advance. */
  readonly resolution: { readonly now: bigint; readonly wallClock: bigint };
  /** Cryptographically strong random bytes. */
  randomBytes(length: number): Uint8Array;
  /** Calls back once after `delayMs`, or with 0 as soon as the event loop has turned; the returned function cancels. */
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** UTF-8 in linear memory, as fast as the platform can do it. Lone surrogates become U+FFFD when written. */
export interface Utf8 {
  /** Bytes `write` will produce. */
  byteLength(text: string): number;
  /** Writes `text` at `at`; there is room for `byteLength(text)` bytes. Returns the bytes written. */
  write(text: string, memory: Uint8Array, at: number): number;
  /** @throws TypeError when the bytes are not well-formed UTF-8. */
  read(memory: Uint8Array, begin: number, end: number): string;
}
