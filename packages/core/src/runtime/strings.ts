/**
 * Strings between JavaScript and linear memory, in the three encodings of the canonical ABI. Reading is strict: malformed text is a
 * trap. Writing replaces lone surrogates by U+FFFD, as the Web does. Source: CanonicalABI.md, `load_string`, `store_string`.
 */
import { ValueError } from "../errors.ts";
import type { Utf8 } from "../platform.ts";
import { mismatch } from "./host-value.ts";
import type { Trap } from "./trap.ts";

/** Source: CanonicalABI.md, `MAX_STRING_BYTE_LENGTH`. */
export const MAX_STRING_BYTE_LENGTH = 2 ** 28 - 1;

/** In latin1+utf16, set in the length of a string that is in UTF-16. Source: CanonicalABI.md, `utf16_tag`. */
export const UTF16_TAG = 2 ** 31;

const CHUNK = 8192;

export interface Strings {
  loadUtf8(memory: Uint8Array, ptr: number, length: number): string;
  loadUtf16(memory: Uint8Array, ptr: number, units: number): string;
  loadLatin1OrUtf16(memory: Uint8Array, ptr: number, tagged: number): string;
  utf8Length(text: unknown): number;
  writeUtf8(text: string, memory: Uint8Array, at: number, size: number): void;
}

export function createStrings(utf8: Utf8, trap: (reason: string, cause?: unknown) => Trap): Strings {
  function check(memory: Uint8Array, ptr: number, bytes: number, align: number): void {
    if (bytes > MAX_STRING_BYTE_LENGTH)
      throw trap(`string of ${bytes} bytes: expected at most ${MAX_STRING_BYTE_LENGTH}`);
    if ((ptr & (align - 1)) !== 0) throw trap(`string pointer 0x${ptr.toString(16)} not aligned to ${align}`);
    if (ptr + bytes > memory.length) {
      throw trap(
        `string pointer/length out of bounds of memory: 0x${ptr.toString(16)} + ${bytes} of ${memory.length} bytes`,
      );
    }
  }

  function loadLatin1(memory: Uint8Array, ptr: number, length: number): string {
    let text = "";
    for (let at = ptr; at < ptr + length; at += CHUNK) {
      text += String.fromCharCode(...memory.subarray(at, Math.min(at + CHUNK, ptr + length)));
    }
    return text;
  }

  function loadUtf16(memory: Uint8Array, ptr: number, units: number): string {
    check(memory, ptr, units * 2, 2);
    const source = new Uint16Array(memory.buffer, ptr, units);
    let text = "";
    for (let at = 0; at < units; at += CHUNK) text += String.fromCharCode(...source.subarray(at, at + CHUNK));
    if (!text.isWellFormed()) throw trap("string is not well-formed UTF-16: it has a lone surrogate");
    return text;
  }

  return {
    loadUtf8(memory, ptr, length) {
      check(memory, ptr, length, 1);
      try {
        return utf8.read(memory, ptr, ptr + length);
      } catch (cause) {
        throw trap("string is not well-formed UTF-8", cause);
      }
    },
    loadUtf16,
    loadLatin1OrUtf16(memory, ptr, tagged) {
      if (tagged >= UTF16_TAG) return loadUtf16(memory, ptr, tagged - UTF16_TAG);
      check(memory, ptr, tagged, 2);
      return loadLatin1(memory, ptr, tagged);
    },
    utf8Length(text) {
      if (typeof text !== "string") throw mismatch("string", text);
      const length = utf8.byteLength(text);
      if (length > MAX_STRING_BYTE_LENGTH) throw tooLong(length);
      return length;
    },
    writeUtf8(text, memory, at, size) {
      if (size > 0) utf8.write(text, memory, at);
    },
  };
}

/** The text to write as UTF-16 or Latin-1. Its `length` is the number of code units. */
export function utf16Units(text: unknown): string {
  if (typeof text !== "string") throw mismatch("string", text);
  if (text.length * 2 > MAX_STRING_BYTE_LENGTH) throw tooLong(text.length * 2);
  return text.toWellFormed();
}

export function isLatin1(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return false;
  return true;
}

export function writeUtf16(text: string, memory: Uint8Array, ptr: number): void {
  const target = new Uint16Array(memory.buffer, ptr, text.length);
  for (let i = 0; i < text.length; i++) target[i] = text.charCodeAt(i);
}

export function writeLatin1(text: string, memory: Uint8Array, ptr: number): void {
  for (let i = 0; i < text.length; i++) memory[ptr + i] = text.charCodeAt(i);
}

function tooLong(bytes: number): ValueError {
  return new ValueError(`expected a string of at most ${MAX_STRING_BYTE_LENGTH} bytes, found one of ${bytes}`);
}
