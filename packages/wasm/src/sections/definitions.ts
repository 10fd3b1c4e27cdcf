/**
 * Definitions of tables, memories, globals and tags. Source: Core specification 3.0, "Binary Format: Modules".
 *
 *     table   tabletype | 0x40 0x00 tabletype expr
 *     global  globaltype expr
 */
import type { ByteReader } from "../binary/byte-reader.ts";
import { ByteWriter } from "../binary/byte-writer.ts";
import type { ByteRange, Global, Memory, Table, Tag } from "../module.ts";
import type { GlobalType, MemoryType, TableType } from "../types.ts";
import { readExpression } from "./expression.ts";
import {
  readGlobalType,
  readMemoryType,
  readTableType,
  readTagType,
  writeGlobalType,
  writeMemoryType,
  writeTableType,
  writeTagType,
} from "./extern-type.ts";

const TABLE_WITH_INIT = 0x40;

export function readTable(reader: ByteReader): Table {
  const offset = reader.offset;
  if (reader.done || reader.bytes[offset] !== TABLE_WITH_INIT) {
    return { type: readTableType(reader), range: { offset, end: reader.offset } };
  }
  reader.skip(1, "a table");
  reader.expect(0, "a table with a first value");
  const type = readTableType(reader);
  const init = readExpression(reader);
  return { type, init, range: { offset, end: reader.offset } };
}

export function writeTable(type: TableType, init?: Uint8Array): Uint8Array {
  const writer = new ByteWriter();
  if (init !== undefined) writer.byte(TABLE_WITH_INIT).byte(0);
  writeTableType(writer, type);
  return writer.raw(init ?? []).finish();
}

export function readMemory(reader: ByteReader): Memory {
  return ranged(reader, (r) => ({ type: readMemoryType(r) }));
}

export function writeMemory(type: MemoryType): Uint8Array {
  const writer = new ByteWriter();
  writeMemoryType(writer, type);
  return writer.finish();
}

export function readGlobal(reader: ByteReader): Global {
  return ranged(reader, (r) => ({ type: readGlobalType(r), init: readExpression(r) }));
}

export function writeGlobal(type: GlobalType, init: Uint8Array): Uint8Array {
  const writer = new ByteWriter();
  writeGlobalType(writer, type);
  return writer.raw(init).finish();
}

export function readTag(reader: ByteReader): Tag {
  return ranged(reader, (r) => ({ type: readTagType(r) }));
}

export function writeTag(type: Tag["type"]): Uint8Array {
  const writer = new ByteWriter();
  writeTagType(writer, type);
  return writer.finish();
}

function ranged<T>(reader: ByteReader, read: (reader: ByteReader) => T): T & { range: ByteRange } {
  const offset = reader.offset;
  const item = read(reader);
  return { ...item, range: { offset, end: reader.offset } };
}
