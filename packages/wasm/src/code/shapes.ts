/** How the walk steps over an instruction, by its first byte: derived from the opcode table. */
import { INSTRUCTIONS, type Instruction, PREFIX_SHIFT } from "../opcodes/opcode-table.ts";
import { SKIP, skipLeb32 } from "./skip-immediates.ts";

/** No immediates. */
export const NONE = 0;
/** One integer of at most 33 bits. */
export const LEB = 1;
export const MEMARG = 2;
/** A block type; a block begins. */
export const BLOCK = 3;
/** No immediates; a block ends. */
export const END = 4;
/** All else, prefixes among it: looked up and stepped over kind by kind. */
export const OTHER = 5;

export const SHAPES: Readonly<Uint8Array> = new Uint8Array(0x100).fill(OTHER);
for (const each of INSTRUCTIONS)
  if (each.opcode >> PREFIX_SHIFT === 0) SHAPES.fill(shapeOf(each), each.opcode, each.opcode + 1);

function shapeOf({ name, immediates }: Instruction): number {
  if (name === "end") return END;
  if (name === "delegate") return OTHER;
  const [kind, ...more] = immediates;
  if (kind === undefined) return NONE;
  if (more.length > 0) return OTHER;
  if (kind === "memarg") return MEMARG;
  if (kind === "block") return BLOCK;
  return SKIP[kind] === skipLeb32 ? LEB : OTHER;
}
