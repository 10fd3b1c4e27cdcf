/**
 * Data segments. Source: Core specification 3.0, "Binary Format: Data Section".
 *
 *     u32 flags   0 active in memory 0, 1 passive, 2 active in the memory that follows
 *     active: expr offset; list of bytes
 */
import { type ByteReader, hex } from "../binary/byte-reader.ts";
import type { ByteWriter } from "../binary/byte-writer.ts";
import type { MemoryIdx } from "../indices.ts";
import type { DataMode, DataSegment } from "../module.ts";
import { readExpression } from "./expression.ts";

const PASSIVE = 1;
const WITH_MEMORY = 2;

export function readDataSegment(reader: ByteReader): DataSegment {
  const offset = reader.offset;
  const flags = reader.u32("a data segment");
  if (flags > WITH_MEMORY) {
    reader.fail(`Expected a data segment (0x00 to 0x02), found 0x${hex(flags)}`, offset, "unknown");
  }
  const mode = readMode(reader, flags);
  const size = reader.u32("a data segment's size");
  const begin = reader.skip(size, "a data segment");
  return { mode, bytes: { offset: begin, end: reader.offset }, range: { offset, end: reader.offset } };
}

function readMode(reader: ByteReader, flags: number): DataMode {
  if (flags === PASSIVE) return { kind: "passive" };
  const memory = flags === WITH_MEMORY ? reader.u32("a memory") : 0;
  return { kind: "active", memory: memory as MemoryIdx, offset: readExpression(reader) };
}

/** A data segment with its expression as bytes, so that it can be another than the one that was read. */
export interface DataContents {
  readonly mode:
    | { readonly kind: "active"; readonly memory: MemoryIdx; readonly offset: Uint8Array }
    | { readonly kind: "passive" };
  readonly bytes: Uint8Array;
}

export function writeDataSegment(writer: ByteWriter, { mode, bytes }: DataContents): void {
  writeMode(writer, mode);
  writer.u32(bytes.length).raw(bytes);
}

function writeMode(writer: ByteWriter, mode: DataContents["mode"]): void {
  if (mode.kind === "passive") writer.u32(PASSIVE);
  else if (mode.memory === 0) writer.u32(0).raw(mode.offset);
  else writer.u32(WITH_MEMORY).u32(mode.memory).raw(mode.offset);
}
