/**
 * Short ASCII strings without a call of the platform. An encoder or decoder written in C++ costs 40–100 ns before its first byte;
 * most strings that cross a component's boundary (names, keys, header fields) are shorter than that.
 */
import type { Utf8 } from "./platform.ts";

/** `utf8`, but ASCII strings of at most `maxLength` bytes are read and written by loops. */
export function withShortAscii(utf8: Utf8, maxLength: number): Utf8 {
  return {
    byteLength: (text) => (isShortAscii(text, maxLength) ? text.length : utf8.byteLength(text)),
    write: (text, memory, at) => writeAscii(text, memory, at, maxLength) ?? utf8.write(text, memory, at),
    read: (memory, begin, end) => readAscii(memory, begin, end, maxLength) ?? utf8.read(memory, begin, end),
  };
}

function isShortAscii(text: string, maxLength: number): boolean {
  if (text.length > maxLength) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

function writeAscii(text: string, memory: Uint8Array, at: number, maxLength: number): number | undefined {
  if (text.length > maxLength) return undefined;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return undefined;
    memory[at + i] = code;
  }
  return text.length;
}

/** Four at a time: half as many pieces to join. */
function readAscii(memory: Uint8Array, begin: number, end: number, maxLength: number): string | undefined {
  if (end - begin > maxLength) return undefined;
  let text = "";
  let at = begin;
  for (; at + 4 <= end; at += 4) {
    const [a, b, c, d] = [byteAt(memory, at), byteAt(memory, at + 1), byteAt(memory, at + 2), byteAt(memory, at + 3)];
    if ((a | b | c | d) > 0x7f) return undefined;
    text += String.fromCharCode(a, b, c, d);
  }
  for (; at < end; at++) {
    const byte = byteAt(memory, at);
    if (byte > 0x7f) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

function byteAt(memory: Uint8Array, at: number): number {
  return memory[at] as number;
}
