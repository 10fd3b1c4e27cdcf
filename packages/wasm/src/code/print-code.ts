import { hex } from "../binary/byte-reader.ts";
import { bug } from "../errors.ts";
import type { ByteRange } from "../module.ts";
import type { Catch, ImmediateKind, ImmediateValues, Memarg } from "../opcodes/immediates.ts";
import { instructionOf } from "../opcodes/opcode-table.ts";
import { printValType } from "../sections/value-type.ts";
import type { BlockType, HeapType } from "../types.ts";
import { InstructionCursor } from "./instruction-cursor.ts";
import { readImmediates } from "./read-immediates.ts";

/** Where the text stands before `else`, `catch` and the like: as far left as what they belong to. */
const LESS_INDENTED = new Set(["else", "catch", "catch_all"]);

/** Code as text, an instruction a line, indented by its blocks: for tests, and for people who want to see what was written. */
export function printCode(bytes: Uint8Array, { offset, end }: ByteRange): string {
  const cursor = new InstructionCursor(bytes, offset, end);
  const lines: string[] = [];
  for (let depth = 0; cursor.offset < end && cursor.next(); depth = cursor.depth) {
    const text = printInstruction(cursor);
    const indent = Math.min(depth, cursor.depth) - (LESS_INDENTED.has(text.split(" ")[0] ?? "") ? 1 : 0);
    lines.push("  ".repeat(Math.max(0, indent)) + text);
    if (cursor.end === end) break;
  }
  return lines.join("\n");
}

/** The instruction the cursor stands on. */
export function printInstruction(cursor: InstructionCursor): string {
  const { name, immediates } = instructionOf(cursor.opcode) ?? bug(`no instruction has the opcode ${cursor.opcode}`);
  const values = readImmediates(cursor);
  const printed = immediates.map((kind, i) => (PRINTERS[kind] ?? String)(values[i] as never));
  return [name, ...printed].filter((word) => word !== "").join(" ");
}

type Printers = { readonly [K in ImmediateKind]?: (value: ImmediateValues[K]) => string };

const PRINTERS: Printers = {
  block: printBlockType,
  catches: (handlers) => handlers.map(printCatch).join(" "),
  f32: printBytes,
  f64: printBytes,
  heap: printHeapType,
  labels: (labels) => labels.join(" "),
  lanes: (lanes) => lanes.join(" "),
  memarg: printMemarg,
  types: (types) => `(result ${types.map(printValType).join(" ")})`,
  v128: printBytes,
  zero: () => "",
};

function printBlockType(type: BlockType): string {
  if (type === "empty") return "";
  return typeof type === "number" ? `(type ${type})` : `(result ${printValType(type)})`;
}

function printHeapType(type: HeapType): string {
  return String(type);
}

function printMemarg({ align, memory, offset }: Memarg): string {
  return [memory === 0 ? "" : `${memory} `, `offset=${offset} `, `align=${2 ** align}`].join("");
}

function printCatch({ tag, ref, label }: Catch): string {
  const name = `catch${tag === undefined ? "_all" : ""}${ref ? "_ref" : ""}`;
  return `(${[name, ...(tag === undefined ? [] : [tag]), label].join(" ")})`;
}

function printBytes(bytes: Uint8Array): string {
  return `0x${Array.from(bytes, hex).reverse().join("")}`;
}
