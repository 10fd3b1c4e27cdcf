import type { Module } from "../module.ts";
import { type InstructionName, instructionNamed } from "../opcodes/opcode-table.ts";
import { InstructionCursor } from "./instruction-cursor.ts";
import { codeOf } from "./locals.ts";

/** Calls `visit` for each instruction with one of these names in the module's functions, with a cursor that stands on it. */
export function visitInstructions(
  { bytes, functions }: Module,
  names: readonly InstructionName[],
  visit: (name: InstructionName, cursor: InstructionCursor) => void,
): void {
  const wanted = new Map(names.map((name) => [instructionNamed(name).opcode, name]));
  for (const { range } of functions) {
    if (range === undefined) continue;
    const code = codeOf(bytes, range);
    const cursor = new InstructionCursor(bytes, code.offset, code.end);
    while (cursor.next()) {
      const name = wanted.get(cursor.opcode);
      if (name !== undefined) visit(name, cursor);
    }
  }
}
