/**
 * Short ASCII strings without a call of the platform. An encoder or decoder written in C++ costs 40–100 ns before its first byte;
 * most strings that cross a component's boundary (names, keys, header fields) are shorter than that.
 */
import { bug } from "./errors.ts";
import type { Utf8 } from "./platform.ts";

const MAX_PIECE = 16;
const chars = String.fromCharCode;

/** `utf8`, but ASCII strings of at most `maxLength` bytes are read and written by loops. */
export function withShortAscii(utf8: Utf8, maxLength: number): Utf8 {
  return {
    byteLength: (text) => (isShortAscii(text, maxLength) ? text.length : utf8.byteLength(text)),
    write: (text, memory, at) =>
      text.length <= maxLength && writeShortAscii(text, memory, at) ? text.length : utf8.write(text, memory, at),
    read: (memory, begin, end) => readAscii(memory, begin, end, maxLength) ?? utf8.read(memory, begin, end),
  };
}

function isShortAscii(text: string, maxLength: number): boolean {
  if (text.length > maxLength) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** Up to here it is worth trying before anything is known of the text. */
export const SHORT_ASCII = 16;

/** Writes the code units of `text`, of which each has room, and tells whether they were all ASCII. */
export function writeShortAscii(text: string, memory: Uint8Array, at: number): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return false;
    memory[at + i] = code;
  }
  return true;
}

function readAscii(memory: Uint8Array, begin: number, end: number, maxLength: number): string | undefined {
  if (end - begin > maxLength) return undefined;
  for (let at = begin; at < end; at++) if (byteAt(memory, at) > 0x7f) return undefined;
  let text = "";
  let at = begin;
  for (; at + MAX_PIECE < end; at += MAX_PIECE) text += readPiece(memory, at, MAX_PIECE);
  return text === "" ? readPiece(memory, at, end - at) : text + readPiece(memory, at, end - at);
}

/**
 * At most `MAX_PIECE` characters, made in one call: V8 joins strings into a tree, which costs a node for each `+` and is copied when
 * somebody looks (ten characters one by one: 59 ns, at once: 25 ns).
 */
function readPiece(memory: Uint8Array, begin: number, length: number): string {
  const byte = (i: number): number => byteAt(memory, begin + i);
  switch (length) {
    case 0:
      return "";
    case 1:
      return chars(byte(0));
    case 2:
      return chars(byte(0), byte(1));
    case 3:
      return chars(byte(0), byte(1), byte(2));
    case 4:
      return chars(byte(0), byte(1), byte(2), byte(3));
    case 5:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4));
    case 6:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4), byte(5));
    case 7:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6));
    case 8:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7));
    case 9:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7), byte(8));
    case 10:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7), byte(8), byte(9));
    case 11:
      return chars(byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7), byte(8), byte(9), byte(10));
    case 12:
      return chars(
        byte(0),
        byte(1),
        byte(2),
        byte(3),
        byte(4),
        byte(5),
        byte(6),
        byte(7),
        byte(8),
        byte(9),
        byte(10),
        byte(11),
      );
    case 13:
      return chars(
        byte(0),
        byte(1),
        byte(2),
        byte(3),
        byte(4),
        byte(5),
        byte(6),
        byte(7),
        byte(8),
        byte(9),
        byte(10),
        byte(11),
        byte(12),
      );
    case 14:
      return chars(
        byte(0),
        byte(1),
        byte(2),
        byte(3),
        byte(4),
        byte(5),
        byte(6),
        byte(7),
        byte(8),
        byte(9),
        byte(10),
        byte(11),
        byte(12),
        byte(13),
      );
    case 15:
      return chars(
        byte(0),
        byte(1),
        byte(2),
        byte(3),
        byte(4),
        byte(5),
        byte(6),
        byte(7),
        byte(8),
        byte(9),
        byte(10),
        byte(11),
        byte(12),
        byte(13),
        byte(14),
      );
    case 16:
      return chars(
        byte(0),
        byte(1),
        byte(2),
        byte(3),
        byte(4),
        byte(5),
        byte(6),
        byte(7),
        byte(8),
        byte(9),
        byte(10),
        byte(11),
        byte(12),
        byte(13),
        byte(14),
        byte(15),
      );
    default:
      return bug(`a piece of ${length} characters`);
  }
}

function byteAt(memory: Uint8Array, at: number): number {
  return memory[at] as number;
}
