import { ByteReader } from "../binary/byte-reader.ts";
import { bug } from "../errors.ts";
import { IMMEDIATES } from "../opcodes/immediates.ts";
import { instructionOf } from "../opcodes/opcode-table.ts";
import type { InstructionCursor } from "./instruction-cursor.ts";

/** The values of the current instruction's immediates, in order, as `Immediates` of its name says. */
export function readImmediates(cursor: InstructionCursor): unknown[] {
  const { immediates } =
    instructionOf(cursor.opcode) ?? bug(`the cursor stands on the unknown opcode ${cursor.opcode}`);
  const reader = new ByteReader(cursor.bytes, cursor.operands, cursor.end);
  return immediates.map((kind) => IMMEDIATES[kind].read(reader));
}
