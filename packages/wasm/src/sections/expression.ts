import type { ByteReader } from "../binary/byte-reader.ts";
import { InstructionCursor } from "../code/instruction-cursor.ts";
import type { ByteRange } from "../module.ts";

/** Steps over an expression, which ends with the `end` that closes it. */
export function readExpression(reader: ByteReader): ByteRange {
  const offset = reader.offset;
  const cursor = new InstructionCursor(reader.bytes, offset, reader.end);
  while (cursor.next());
  reader.offset = cursor.end;
  return { offset, end: cursor.end };
}
