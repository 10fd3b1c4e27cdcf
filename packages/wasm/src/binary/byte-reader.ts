import { WasmError, type WasmErrorCode } from "../errors.ts";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A cursor over a part of a module. Every failure names the offset from the start of the module, and every count is checked against
 * the bytes that are left before anything is allocated for it.
 *
 * Source: Core specification, "Binary Format: Values" (LEB128, names, lists).
 */
export class ByteReader {
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

  fail(message: string, offset = this.offset, code: WasmErrorCode = "malformed"): never {
    throw new WasmError(code, message, offset);
  }

  byte(what: string): number {
    const value = this.offset < this.end ? this.bytes[this.offset] : undefined;
    if (value === undefined) this.fail(`Unexpected end: expected ${what}`);
    this.offset++;
    return value;
  }

  expect(value: number, what: string): void {
    const at = this.offset;
    const found = this.byte(what);
    if (found !== value) this.fail(`Expected ${what} (0x${hex(value)}), found 0x${hex(found)}`, at);
  }

  u32(what: string): number {
    const at = this.offset;
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte(what);
      if (shift === 28 && byte > 0x0f) break;
      result += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return result;
    }
    return this.fail(`Expected ${what}: an integer of at most 32 bits, found a longer one`, at);
  }

  /** A signed integer of at most 33 bits, which is how type indices and type codes are told apart. */
  s33(what: string): number {
    const at = this.offset;
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte(what);
      result += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return byte & 0x40 ? result - 2 ** (shift + 7) : result;
    }
    return this.fail(`Expected ${what}: an integer of at most 33 bits, found a longer one`, at);
  }

  s32(what: string): number {
    const at = this.offset;
    const value = this.s33(what);
    if (value !== (value | 0)) this.fail(`Expected ${what}: an integer of at most 32 bits, found a longer one`, at);
    return value;
  }

  u64(what: string): bigint {
    const at = this.offset;
    const value = this.#long(what);
    if (value >> 64n) this.fail(`Expected ${what}: an integer of at most 64 bits, found a longer one`, at);
    return value;
  }

  s64(what: string): bigint {
    const begin = this.offset;
    const value = this.#long(what);
    return BigInt.asIntN(Math.min(64, (this.offset - begin) * 7), value);
  }

  #long(what: string): bigint {
    const at = this.offset;
    let result = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte(what);
      result |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return result;
    }
    return this.fail(`Expected ${what}: an integer of at most 64 bits, found a longer one`, at);
  }

  name(what: string): string {
    const length = this.u32(`the length of ${what}`);
    const begin = this.skip(length, what);
    try {
      return UTF8.decode(this.bytes.subarray(begin, begin + length));
    } catch (cause) {
      throw new WasmError("malformed", `Expected ${what} in UTF-8, found other bytes`, begin, { cause });
    }
  }

  /** A count of items that follow. Each takes at least one byte, so a count beyond the input is refused before it costs anything. */
  count(what: string): number {
    const at = this.offset;
    const count = this.u32(`the number of ${what}`);
    if (count > this.end - this.offset) {
      this.fail(`Expected ${count} ${what}, found only ${this.end - this.offset} bytes`, at);
    }
    return count;
  }

  list<T>(what: string, item: (reader: ByteReader, index: number) => T): T[] {
    const count = this.count(what);
    const items: T[] = [];
    for (let i = 0; i < count; i++) items.push(item(this, i));
    return items;
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
      this.fail(`Unexpected end: expected ${length} bytes of ${what}, found ${this.end - begin}`);
    }
    this.offset = begin + length;
    return begin;
  }

  /** The next `length` bytes, without a copy. */
  take(length: number, what: string): Uint8Array {
    const begin = this.skip(length, what);
    return this.bytes.subarray(begin, begin + length);
  }

  /** A reader of the next `length` bytes; this one steps over them. */
  slice(length: number, what: string): ByteReader {
    const begin = this.skip(length, what);
    return new ByteReader(this.bytes, begin, begin + length);
  }

  finish(what: string): void {
    if (!this.done) this.fail(`Expected the end of ${what}, found ${this.end - this.offset} more bytes`);
  }
}

export function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
