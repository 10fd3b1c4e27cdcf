/**
 * Element segments. Source: Core specification 3.0, "Binary Format: Element Section".
 *
 *     u32 flags   bit 0 passive or declarative, else active
 *                 bit 1 declarative if bit 0; else a table's index follows
 *                 bit 2 expressions, else functions
 *     active: u32 table (bit 1), expr offset; type unless flags are 0 or 4; list of functions or expressions
 */
import { type ByteReader, hex } from "../binary/byte-reader.ts";
import type { ByteWriter } from "../binary/byte-writer.ts";
import type { FuncIdx, TableIdx } from "../indices.ts";
import type { ElemMode, ElemSegment } from "../module.ts";
import type { RefType } from "../types.ts";
import { readExpression } from "./expression.ts";
import { readRefType, sameValType, writeRefType } from "./value-type.ts";

const NOT_ACTIVE = 1;
const DECLARATIVE_OR_TABLE = 2;
const EXPRESSIONS = 4;
const KIND_FUNC = 0;

const FUNC: RefType = { nullable: false, heap: "func" };
const FUNC_REF: RefType = { nullable: true, heap: "func" };

export function readElemSegment(reader: ByteReader): ElemSegment {
  const offset = reader.offset;
  const flags = reader.u32("an element segment");
  if (flags > 7) {
    reader.fail(`Expected an element segment (0x00 to 0x07), found 0x${hex(flags)}`, offset, "unknown");
  }
  const mode = readMode(reader, flags);
  const type = readType(reader, flags);
  const items = readItems(reader, flags);
  return { mode, type, items, range: { offset, end: reader.offset } };
}

function readMode(reader: ByteReader, flags: number): ElemMode {
  if (flags & NOT_ACTIVE) return { kind: flags & DECLARATIVE_OR_TABLE ? "declarative" : "passive" };
  const table = flags & DECLARATIVE_OR_TABLE ? reader.u32("a table") : 0;
  return { kind: "active", table: table as TableIdx, offset: readExpression(reader) };
}

function readType(reader: ByteReader, flags: number): RefType {
  if ((flags & (NOT_ACTIVE | DECLARATIVE_OR_TABLE)) === 0) return flags & EXPRESSIONS ? FUNC_REF : FUNC;
  if (flags & EXPRESSIONS) return readRefType(reader);
  reader.expect(KIND_FUNC, "functions as a segment's elements");
  return FUNC;
}

function readItems(reader: ByteReader, flags: number): ElemSegment["items"] {
  return flags & EXPRESSIONS
    ? { kind: "expressions", expressions: reader.list("expressions", readExpression) }
    : { kind: "functions", functions: reader.list("functions", (r) => r.u32("a function") as FuncIdx) };
}

/** An element segment with its expressions as bytes, so that they can be others than those that were read. */
export interface ElemContents {
  readonly mode:
    | { readonly kind: "active"; readonly table: TableIdx; readonly offset: Uint8Array }
    | { readonly kind: "passive" }
    | { readonly kind: "declarative" };
  readonly type: RefType;
  readonly items:
    | { readonly kind: "functions"; readonly functions: readonly FuncIdx[] }
    | { readonly kind: "expressions"; readonly expressions: readonly Uint8Array[] };
}

export function writeElemSegment(writer: ByteWriter, { mode, type, items }: ElemContents): void {
  const flags = flagsOf({ mode, type, items });
  writer.u32(flags);
  if (mode.kind === "active") {
    if (flags & DECLARATIVE_OR_TABLE) writer.u32(mode.table);
    writer.raw(mode.offset);
  }
  if (flags & (NOT_ACTIVE | DECLARATIVE_OR_TABLE)) {
    if (flags & EXPRESSIONS) writeRefType(writer, type);
    else writer.byte(KIND_FUNC);
  }
  if (items.kind === "functions") writer.list(items.functions, (w, index) => w.u32(index));
  else writer.list(items.expressions, (w, expression) => w.raw(expression));
}

function flagsOf({ mode, type, items }: ElemContents): number {
  const expressions = items.kind === "expressions" ? EXPRESSIONS : 0;
  if (mode.kind === "passive") return NOT_ACTIVE | expressions;
  if (mode.kind === "declarative") return NOT_ACTIVE | DECLARATIVE_OR_TABLE | expressions;
  const implied = mode.table === 0 && (!expressions || sameValType(type, FUNC_REF));
  return expressions | (implied ? 0 : DECLARATIVE_OR_TABLE);
}
