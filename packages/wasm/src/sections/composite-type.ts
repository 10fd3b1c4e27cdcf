/**
 * The type section: function, struct and array types, in recursion groups whose members may name each other.
 * Source: Core specification 3.0, "Binary Format: Types".
 */
import { type ByteReader, hex } from "../binary/byte-reader.ts";
import type { ByteWriter } from "../binary/byte-writer.ts";
import type { TypeIdx } from "../indices.ts";
import type { CompType, FieldType, FuncType, SubType } from "../types.ts";
import { readStorageType, readValType, writeStorageType, writeValType } from "./value-type.ts";

const REC = 0x4e;
const SUB = 0x50;
const SUB_FINAL = 0x4f;
const FUNC = 0x60;
const STRUCT = 0x5f;
const ARRAY = 0x5e;

/** A recursion group; a type that stands alone is a group of one. */
export function readRecType(reader: ByteReader): SubType[] {
  if (reader.bytes[reader.offset] !== REC || reader.done) return [readSubType(reader)];
  reader.offset++;
  return reader.list("types of a recursion group", readSubType);
}

export function writeRecType(writer: ByteWriter, group: readonly SubType[]): void {
  const [only] = group;
  if (group.length === 1 && only !== undefined) writeSubType(writer, only);
  else writer.byte(REC).list(group, writeSubType);
}

function readSubType(reader: ByteReader): SubType {
  const code = reader.bytes[reader.offset];
  if (reader.done || (code !== SUB && code !== SUB_FINAL)) {
    return { final: true, supertypes: [], type: readCompType(reader) };
  }
  reader.offset++;
  const supertypes = reader.list("supertypes", (r) => r.u32("a supertype") as TypeIdx);
  return { final: code === SUB_FINAL, supertypes, type: readCompType(reader) };
}

function writeSubType(writer: ByteWriter, { final, supertypes, type }: SubType): void {
  if (!final || supertypes.length > 0) {
    writer.byte(final ? SUB_FINAL : SUB).list(supertypes, (w, index) => w.u32(index));
  }
  writeCompType(writer, type);
}

function readCompType(reader: ByteReader): CompType {
  const at = reader.offset;
  const code = reader.byte("a type");
  switch (code) {
    case FUNC:
      return {
        kind: "func",
        params: reader.list("parameters", readValType),
        results: reader.list("results", readValType),
      };
    case STRUCT:
      return { kind: "struct", fields: reader.list("fields", readFieldType) };
    case ARRAY:
      return { kind: "array", field: readFieldType(reader) };
    default:
      return reader.fail(`Expected a type, found the unknown code 0x${hex(code)}`, at, "unknown");
  }
}

function writeCompType(writer: ByteWriter, type: CompType): void {
  switch (type.kind) {
    case "func":
      writeFuncType(writer, type);
      break;
    case "struct":
      writer.byte(STRUCT).list(type.fields, writeFieldType);
      break;
    case "array":
      writeFieldType(writer.byte(ARRAY), type.field);
  }
}

function writeFuncType(writer: ByteWriter, { params, results }: FuncType): void {
  writer.byte(FUNC).list(params, writeValType).list(results, writeValType);
}

function readFieldType(reader: ByteReader): FieldType {
  return { type: readStorageType(reader), mutable: reader.flag("a field's mutability") };
}

function writeFieldType(writer: ByteWriter, { type, mutable }: FieldType): void {
  writeStorageType(writer, type);
  writer.byte(mutable ? 1 : 0);
}
