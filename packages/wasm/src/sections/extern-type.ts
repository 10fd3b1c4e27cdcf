/**
 * The types of what can be imported and exported: tables, memories, globals, tags. Source: Core specification 3.0, "Binary Format: Types".
 *
 *     limits flags   1 has a maximum, 2 shared, 4 addressed by i64
 */
import { type ByteReader, hex } from "../binary/byte-reader.ts";
import type { ByteWriter } from "../binary/byte-writer.ts";
import type { TypeIdx } from "../indices.ts";
import type { GlobalType, Limits, MemoryType, TableType } from "../types.ts";
import { readRefType, readValType, writeRefType, writeValType } from "./value-type.ts";

const HAS_MAX = 1;
const SHARED = 2;
const ADDRESS_64 = 4;

export function readMemoryType(reader: ByteReader): MemoryType {
  const flags = readLimitsFlags(reader, HAS_MAX | SHARED | ADDRESS_64);
  return { ...readLimits(reader, flags), shared: (flags & SHARED) !== 0 };
}

export function writeMemoryType(writer: ByteWriter, type: MemoryType): void {
  writeLimits(writer, type, type.shared ? SHARED : 0);
}

export function readTableType(reader: ByteReader): TableType {
  const element = readRefType(reader);
  return { element, limits: readLimits(reader, readLimitsFlags(reader, HAS_MAX | ADDRESS_64)) };
}

export function writeTableType(writer: ByteWriter, type: TableType): void {
  writeRefType(writer, type.element);
  writeLimits(writer, type.limits, 0);
}

export function readGlobalType(reader: ByteReader): GlobalType {
  return { type: readValType(reader), mutable: reader.flag("a global's mutability") };
}

export function writeGlobalType(writer: ByteWriter, { type, mutable }: GlobalType): void {
  writeValType(writer, type);
  writer.byte(mutable ? 1 : 0);
}

/** A tag's type: the index of a function type whose parameters are the exception's values. */
export function readTagType(reader: ByteReader): TypeIdx {
  reader.expect(0, "an exception tag");
  return reader.u32("a tag's type") as TypeIdx;
}

export function writeTagType(writer: ByteWriter, type: TypeIdx): void {
  writer.byte(0).u32(type);
}

function readLimitsFlags(reader: ByteReader, known: number): number {
  const at = reader.offset;
  const flags = reader.byte("limits");
  if (flags & ~known) reader.fail(`Expected limits, found the unknown flags 0x${hex(flags)}`, at, "unknown");
  return flags;
}

function readLimits(reader: ByteReader, flags: number): Limits {
  const wide = (flags & ADDRESS_64) !== 0;
  const bound = (what: string): bigint => (wide ? reader.u64(what) : BigInt(reader.u32(what)));
  const min = bound("a minimum");
  return { min, ...(flags & HAS_MAX && { max: bound("a maximum") }), address: wide ? "i64" : "i32" };
}

function writeLimits(writer: ByteWriter, { min, max, address }: Limits, flags: number): void {
  writer.byte(flags | (max === undefined ? 0 : HAS_MAX) | (address === "i64" ? ADDRESS_64 : 0)).u64(min);
  if (max !== undefined) writer.u64(max);
}
