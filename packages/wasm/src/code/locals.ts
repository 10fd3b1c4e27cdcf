import { ByteReader } from "../binary/byte-reader.ts";
import type { ByteWriter } from "../binary/byte-writer.ts";
import type { ByteRange } from "../module.ts";
import { readValType, writeValType } from "../sections/value-type.ts";
import type { ValType } from "../types.ts";
import { MAX_LEB32, skipLeb, skipValType } from "./skip-immediates.ts";

/** So many locals of one type; a function's parameters are not among them. */
export interface Locals {
  readonly count: number;
  readonly type: ValType;
}

export function readLocals(bytes: Uint8Array, body: ByteRange): Locals[] {
  return new ByteReader(bytes, body.offset, body.end).list("locals", (reader) => ({
    count: reader.u32("a number of locals"),
    type: readValType(reader),
  }));
}

export function writeLocals(writer: ByteWriter, locals: readonly Locals[]): void {
  writer.list(locals, (w, { count, type }) => writeValType(w.u32(count), type));
}

/** The code of a function's body: what follows the declarations of its locals. */
export function codeOf(bytes: Uint8Array, body: ByteRange): ByteRange {
  const reader = new ByteReader(bytes, body.offset, body.end);
  const count = reader.count("locals");
  let offset = reader.offset;
  for (let i = 0; i < count && offset < body.end; i++) {
    offset = skipValType(bytes, skipLeb(bytes, offset, MAX_LEB32));
  }
  if (offset >= body.end) reader.fail("Unexpected end: expected a function's code", body.end);
  return { offset, end: body.end };
}
