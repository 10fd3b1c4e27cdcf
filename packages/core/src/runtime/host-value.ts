/**
 * Checks and conversions of JavaScript values, called by generated code. A value of the right type and range is taken as it is; for
 * 64-bit integers a whole number is taken too. Everything else is a ValueError, never coerced: what is out of range is a bug of the
 * caller's, and it is found here or nowhere.
 */
import { ValueError } from "../errors.ts";

export function mismatch(expected: string, value: unknown): ValueError {
  return new ValueError(`expected ${expected}, found ${describe(value)}`);
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if ("tag" in value) return `{ tag: ${typeof value.tag === "object" ? "an object" : describe(value.tag)} }`;
  const keys = Object.keys(value);
  return keys.length === 0 ? "an object without properties" : `an object with ${keys.slice(0, 5).join(", ")}`;
}

export function lowerBool(value: unknown): number {
  if (value === true) return 1;
  if (value === false) return 0;
  throw mismatch("bool", value);
}

export function u8(value: unknown): number {
  if (typeof value === "number" && (value & 0xff) === value) return value;
  throw mismatch("u8 (0 to 255)", value);
}

export function s8(value: unknown): number {
  if (typeof value === "number" && (value << 24) >> 24 === value) return value;
  throw mismatch("s8 (-128 to 127)", value);
}

export function u16(value: unknown): number {
  if (typeof value === "number" && (value & 0xffff) === value) return value;
  throw mismatch("u16 (0 to 65535)", value);
}

export function s16(value: unknown): number {
  if (typeof value === "number" && (value << 16) >> 16 === value) return value;
  throw mismatch("s16 (-32768 to 32767)", value);
}

export function u32(value: unknown): number {
  if (typeof value === "number" && value >>> 0 === value) return value;
  throw mismatch("u32 (0 to 4294967295)", value);
}

export function s32(value: unknown): number {
  if (typeof value === "number" && (value | 0) === value) return value;
  throw mismatch("s32 (-2147483648 to 2147483647)", value);
}

export function u64(value: unknown): bigint {
  const big = toBigInt(value);
  if (big !== undefined && BigInt.asUintN(64, big) === big) return big;
  throw mismatch("u64 (a bigint from 0 to 2^64 - 1)", value);
}

export function s64(value: unknown): bigint {
  const big = toBigInt(value);
  if (big !== undefined && BigInt.asIntN(64, big) === big) return big;
  throw mismatch("s64 (a bigint from -2^63 to 2^63 - 1)", value);
}

function toBigInt(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
}

export function f32(value: unknown): number {
  if (typeof value === "number") return value;
  throw mismatch("f32 (a number)", value);
}

export function f64(value: unknown): number {
  if (typeof value === "number") return value;
  throw mismatch("f64 (a number)", value);
}

export function lowerChar(value: unknown): number {
  if (typeof value === "string") {
    const point = value.codePointAt(0);
    const units = point !== undefined && point > 0xffff ? 2 : 1;
    if (point !== undefined && value.length === units && !isSurrogate(point)) return point;
  }
  throw mismatch("char (a string of one Unicode scalar value)", value);
}

export function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff;
}

export function lowerEnum(indices: ReadonlyMap<string, number>, value: string, type: string): number {
  const index = indices.get(value);
  if (index !== undefined) return index;
  throw mismatch(type, value);
}

/** An array, a typed array, or the bytes of an ArrayBuffer. */
export function arrayLike(value: unknown, type: string): ArrayLike<unknown> {
  if (Array.isArray(value)) return value;
  if (ArrayBuffer.isView(value) && "length" in value) return value as unknown as ArrayLike<unknown>;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw mismatch(type, value);
}

export function fixedList(value: unknown, length: number, type: string): ArrayLike<unknown> {
  const list = arrayLike(value, type);
  if (list.length === length) return list;
  throw mismatch(type, value);
}

/** A Map, or an array of pairs. */
export function mapEntries(value: unknown, type: string): readonly unknown[] {
  if (value instanceof Map) return [...value];
  if (Array.isArray(value)) return value;
  throw mismatch(type, value);
}

/** Source: CanonicalABI.md, `MAX_LIST_BYTE_LENGTH`. */
export const MAX_LIST_BYTE_LENGTH = 2 ** 28 - 1;

export function byteLength(length: number, size: number): number {
  const bytes = length * size;
  if (bytes <= MAX_LIST_BYTE_LENGTH) return bytes;
  throw new ValueError(
    `expected a list of at most ${MAX_LIST_BYTE_LENGTH} bytes, found one of ${length} elements of ${size} bytes`,
  );
}

const TYPED: Readonly<Record<string, (values: never) => unknown>> = {
  u8: (values) => Uint8Array.from(values),
  s8: (values) => Int8Array.from(values),
  u16: (values) => Uint16Array.from(values),
  s16: (values) => Int16Array.from(values),
  u32: (values) => Uint32Array.from(values),
  s32: (values) => Int32Array.from(values),
  u64: (values) => BigUint64Array.from(values),
  s64: (values) => BigInt64Array.from(values),
  f32: (values) => Float32Array.from(values),
  f64: (values) => Float64Array.from(values),
};

/** The elements of a flat fixed-length list, as the typed array their kind calls for. */
export function fixedValues(kind: string, values: readonly unknown[]): unknown {
  return TYPED[kind]?.(values as never) ?? values;
}
