/**
 * The platform that any JavaScript host with web globals offers: browsers, workers, Node. The default where none is injected;
 * `@weft/wasi/node` has a faster one for Node.
 */
import type { Platform, Utf8 } from "./platform.ts";
import { withShortAscii } from "./short-ascii.ts";

const NANOSECONDS_PER_MS = 1_000_000n;
/** The most `crypto.getRandomValues` fills at once (Web Cryptography API, §10.1.1). */
const MAX_RANDOM_BYTES = 65_536;
/** Up to here a loop beats `encodeInto` and `decode` (measured in V8 14.6). */
const SHORT_ASCII = 24;

export const webPlatform: Platform = {
  utf8: withShortAscii(webUtf8(), SHORT_ASCII),
  now: () => BigInt(Math.round(performance.now() * 1e6)),
  wallClock: () => BigInt(Date.now()) * NANOSECONDS_PER_MS,
  // Browsers round `performance.now` to 5 µs with cross-origin isolation, to 100 µs without.
  resolution: { now: 100_000n, wallClock: NANOSECONDS_PER_MS },
  randomBytes,
  setTimer,
};

function webUtf8(): Utf8 {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const encoder = new TextEncoder();
  return {
    byteLength,
    write: (text, memory, at) => encoder.encodeInto(text, memory.subarray(at)).written,
    read: (memory, begin, end) => decoder.decode(memory.subarray(begin, end)),
  };
}

/** A lone surrogate counts 3, as the U+FFFD it is written as. */
function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    bytes += code < 0x800 ? 1 : 2;
    if (isHighSurrogate(code) && isLowSurrogate(text.charCodeAt(i + 1))) i++;
  }
  return bytes;
}

function isHighSurrogate(code: number): boolean {
  return (code & 0xfc00) === 0xd800;
}

function isLowSurrogate(code: number): boolean {
  return (code & 0xfc00) === 0xdc00;
}

function randomBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += MAX_RANDOM_BYTES)
    crypto.getRandomValues(bytes.subarray(at, at + MAX_RANDOM_BYTES));
  return bytes;
}

function setTimer(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}
