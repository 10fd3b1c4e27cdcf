/** Imports. Source: Core specification 3.0, "Binary Format: Import Section". */
import { type ByteReader, hex } from "../binary/byte-reader.ts";
import type { ByteWriter } from "../binary/byte-writer.ts";
import type { TypeIdx } from "../indices.ts";
import type { ImportName } from "../module.ts";
import type { ExternType } from "../types.ts";
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

export interface TypedImport extends ImportName {
  readonly type: ExternType;
}

export function readImport(reader: ByteReader): TypedImport {
  return {
    module: reader.name("an import's module"),
    name: reader.name("an import's name"),
    type: readExternType(reader),
  };
}

export function writeImport(writer: ByteWriter, { module, name, type }: TypedImport): void {
  writer.name(module).name(name);
  switch (type.kind) {
    case "func":
      writer.byte(0).u32(type.type);
      break;
    case "table":
      writeTableType(writer.byte(1), type.type);
      break;
    case "memory":
      writeMemoryType(writer.byte(2), type.type);
      break;
    case "global":
      writeGlobalType(writer.byte(3), type.type);
      break;
    case "tag":
      writeTagType(writer.byte(4), type.type);
      break;
  }
}

function readExternType(reader: ByteReader): ExternType {
  const at = reader.offset;
  const code = reader.byte("an import's kind");
  switch (code) {
    case 0:
      return { kind: "func", type: reader.u32("a function's type") as TypeIdx };
    case 1:
      return { kind: "table", type: readTableType(reader) };
    case 2:
      return { kind: "memory", type: readMemoryType(reader) };
    case 3:
      return { kind: "global", type: readGlobalType(reader) };
    case 4:
      return { kind: "tag", type: readTagType(reader) };
    default:
      return reader.fail(`Expected an import's kind (0x00 to 0x04), found 0x${hex(code)}`, at, "unknown");
  }
}
