import { ParseError } from "../errors.ts";

/**
 * A cursor over a slice of the input. Every failure names the offset from the start of the whole input, and every count is
 * checked against the bytes that are left before anything is allocated for it.
 *
 * Source: Core specification, "Values" (LEB128, names, vectors).
 */
export class Reader {
  readonly bytes: Uint8Array;
  readonly end: number;
  offset: number;

  constructor(bytes: Uint8Array, offset = 0, end = bytes.length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  get done(): boolean {
    return this.offset >= this.end;
  }

  fail(message: string, offset = this.offset): never {
    throw new ParseError(message, offset);
  }

  byte(what: string): number {
    const value = this.offset < this.end ? this.bytes[this.offset] : undefined;
    if (value === undefined) this.fail(`Unexpected end of input: expected ${what}`);
    this.offset++;
    return value;
  }

  expect(value: number, what: string): void {
    const at = this.offset;
    const found = this.byte(what);
    if (found !== value) this.fail(`Expected ${what} (0x${hex(value)}), found 0x${hex(found)}`, at);
  }

  /** An unsigned LEB128 of at most 32 bits. */
  u32(what: string): number {
    const at = this.offset;
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte(what);
      if (shift === 28 && byte > 0x0f)
        this.fail(`Expected ${what}: an integer of at most 32 bits, found a longer one`, at);
      result += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return result;
    }
    return this.fail(`Expected ${what}: an integer of at most 32 bits, found a longer one`, at);
  }

  /** A signed LEB128 of at most 33 bits, as type indices and type opcodes are written. */
  s33(what: string): number {
    const at = this.offset;
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte(what);
      // Of the fifth byte only five bits are left: the other two repeat the sign.
      if (shift === 28 && byte > 0x0f && (byte < 0x70 || byte > 0x7f)) break;
      result += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return byte & 0x40 ? result - 2 ** (shift + 7) : result;
    }
    return this.fail(`Expected ${what}: an integer of at most 33 bits, found a longer one`, at);
  }

  u64(what: string): bigint {
    const at = this.offset;
    let result = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte(what);
      if (shift === 63n && byte > 0x01) break;
      result |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return result;
    }
    return this.fail(`Expected ${what}: an integer of at most 64 bits, found a longer one`, at);
  }

  name(what: string): string {
    const length = this.u32(`the length of ${what}`);
    const begin = this.skip(length, what);
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
        this.bytes.subarray(begin, begin + length),
      );
    } catch (cause) {
      throw new ParseError(`Expected ${what} in UTF-8, found malformed bytes`, begin, { cause });
    }
  }

  /** Reads a count, then that many items. Each item takes at least one byte, so a count beyond the input is refused at once. */
  vec<T>(what: string, item: (reader: Reader, index: number) => T): T[] {
    const at = this.offset;
    const count = this.u32(`the number of ${what}`);
    if (count > this.end - this.offset) {
      this.fail(`Expected ${count} ${what}, found only ${this.end - this.offset} bytes`, at);
    }
    const items: T[] = [];
    for (let i = 0; i < count; i++) items.push(item(this, i));
    return items;
  }

  /** `0x00` nothing, `0x01` one item. */
  optional<T>(what: string, item: (reader: Reader) => T): T | undefined {
    return this.flag(what) ? item(this) : undefined;
  }

  flag(what: string): boolean {
    const at = this.offset;
    const byte = this.byte(what);
    if (byte > 1) this.fail(`Expected ${what} (0x00 or 0x01), found 0x${hex(byte)}`, at);
    return byte === 1;
  }

  /** Steps over `length` bytes and returns where they begin. */
  skip(length: number, what: string): number {
    const begin = this.offset;
    if (length > this.end - begin) {
      this.fail(`Unexpected end of input: expected ${length} bytes of ${what}, found ${this.end - begin}`);
    }
    this.offset = begin + length;
    return begin;
  }

  /** A reader of the next `length` bytes; this one steps over them. */
  slice(length: number, what: string): Reader {
    const begin = this.skip(length, what);
    return new Reader(this.bytes, begin, begin + length);
  }

  finish(what: string): void {
    if (!this.done) this.fail(`Expected the end of ${what}, found ${this.end - this.offset} more bytes`);
  }
}

export function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
