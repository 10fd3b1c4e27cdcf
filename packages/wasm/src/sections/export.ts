/** Exports. Source: Core specification 3.0, "Binary Format: Export Section". */
import { type ByteReader, hex } from "../binary/byte-reader.ts";
import type { ByteWriter } from "../binary/byte-writer.ts";
import type { ExternKind } from "../indices.ts";
import type { Export } from "../module.ts";

const KINDS: readonly ExternKind[] = ["func", "table", "memory", "global", "tag"];

export function readExport(reader: ByteReader): Export {
  const offset = reader.offset;
  const name = reader.name("an export's name");
  const at = reader.offset;
  const code = reader.byte("an export's kind");
  const kind =
    KINDS[code] ?? reader.fail(`Expected an export's kind (0x00 to 0x04), found 0x${hex(code)}`, at, "unknown");
  const index = reader.u32("an export's index");
  return { name, kind, index, range: { offset, end: reader.offset } } as Export;
}

export function writeExport(writer: ByteWriter, { name, kind, index }: Omit<Export, "range">): void {
  writer.name(name).byte(KINDS.indexOf(kind)).u32(index);
}
