/**
 * Value types, which are small negative numbers where a type index could stand as well.
 * Source: Core specification 3.0, "Binary Format: Types".
 */
import { type ByteReader, hex } from "../binary/byte-reader.ts";
import type { ByteWriter } from "../binary/byte-writer.ts";
import { bug } from "../errors.ts";
import type { TypeIdx } from "../indices.ts";
import type { AbsHeapType, BlockType, HeapType, RefType, StorageType, ValType } from "../types.ts";

const NUMBERS = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const;
const PACKED = { i8: 0x78, i16: 0x77 } as const;
const HEAP: Readonly<Record<AbsHeapType, number>> = {
  noexn: 0x74,
  nofunc: 0x73,
  noextern: 0x72,
  none: 0x71,
  func: 0x70,
  extern: 0x6f,
  any: 0x6e,
  eq: 0x6d,
  i31: 0x6c,
  struct: 0x6b,
  array: 0x6a,
  exn: 0x69,
};
export const REF = 0x64;
export const REF_NULL = 0x63;
const EMPTY_BLOCK = 0x40;

const NUMBER_BY_CODE = byCode(NUMBERS);
const PACKED_BY_CODE = byCode(PACKED);
const HEAP_BY_CODE = byCode(HEAP);

export function readValType(reader: ByteReader): ValType {
  const at = reader.offset;
  const code = reader.byte("a value type");
  return NUMBER_BY_CODE.get(code) ?? refType(reader, code) ?? unknown(reader, "a value type", code, at);
}

export function readRefType(reader: ByteReader): RefType {
  const at = reader.offset;
  const code = reader.byte("a reference type");
  return refType(reader, code) ?? unknown(reader, "a reference type", code, at);
}

export function readStorageType(reader: ByteReader): StorageType {
  const packed = PACKED_BY_CODE.get(reader.bytes[reader.offset] ?? 0);
  if (packed === undefined || reader.done) return readValType(reader);
  reader.offset++;
  return packed;
}

export function readHeapType(reader: ByteReader): HeapType {
  const at = reader.offset;
  const code = reader.s33("a heap type");
  if (code >= 0) return code as TypeIdx;
  return HEAP_BY_CODE.get(code + 0x80) ?? unknown(reader, "a heap type", code & 0x7f, at);
}

export function readBlockType(reader: ByteReader): BlockType {
  const at = reader.offset;
  const code = reader.bytes[at] ?? 0;
  if (code === EMPTY_BLOCK && !reader.done) {
    reader.offset++;
    return "empty";
  }
  if ((code & 0xc0) === 0x40) return readValType(reader);
  const index = reader.s33("a block type");
  return index >= 0 ? (index as TypeIdx) : reader.fail(`Expected a block type, found ${index}`, at);
}

export function writeValType(writer: ByteWriter, type: ValType): void {
  if (typeof type === "string") writer.byte(NUMBERS[type]);
  else writeRefType(writer, type);
}

export function writeRefType(writer: ByteWriter, type: RefType): void {
  if (typeof type.heap === "string" && type.nullable) {
    writer.byte(HEAP[type.heap]);
    return;
  }
  writer.byte(type.nullable ? REF_NULL : REF);
  writeHeapType(writer, type.heap);
}

export function writeStorageType(writer: ByteWriter, type: StorageType): void {
  if (type === "i8" || type === "i16") writer.byte(PACKED[type]);
  else writeValType(writer, type);
}

export function writeHeapType(writer: ByteWriter, type: HeapType): void {
  if (typeof type === "string") writer.byte(HEAP[type]);
  else writer.s33(type);
}

export function writeBlockType(writer: ByteWriter, type: BlockType): void {
  if (type === "empty") writer.byte(EMPTY_BLOCK);
  else if (typeof type === "number") writer.s33(type);
  else writeValType(writer, type);
}

/** `funcref`, `(ref null func)` and `(ref 3)` as the text format writes them. */
export function printValType(type: StorageType): string {
  if (typeof type === "string") return type;
  return type.nullable ? `(ref null ${type.heap})` : `(ref ${type.heap})`;
}

export function sameValType(a: ValType, b: ValType): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return a.nullable === b.nullable && a.heap === b.heap;
}

/** The reference type that begins with `code`, if one does. */
function refType(reader: ByteReader, code: number): RefType | undefined {
  if (code === REF || code === REF_NULL) return { nullable: code === REF_NULL, heap: readHeapType(reader) };
  const heap = HEAP_BY_CODE.get(code);
  return heap === undefined ? undefined : { nullable: true, heap };
}

function unknown(reader: ByteReader, what: string, code: number, at: number): never {
  return reader.fail(`Expected ${what}, found the unknown code 0x${hex(code)}`, at, "unknown");
}

function byCode<K extends string>(codes: Readonly<Record<K, number>>): ReadonlyMap<number, K> {
  const names = Object.keys(codes) as K[];
  return new Map(names.map((name) => [codes[name] ?? bug(`${name} has no code`), name]));
}
