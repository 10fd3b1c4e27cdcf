import { ByteWriter } from "../binary/byte-writer.ts";
import { IMMEDIATES } from "../opcodes/immediates.ts";
import {
  type Immediates,
  type Instruction,
  type InstructionName,
  instructionNamed,
  PREFIX_SHIFT,
} from "../opcodes/opcode-table.ts";

/**
 * Code as it is written, instruction by instruction; the compiler knows the immediates of each:
 *
 *     new CodeWriter().op("i32.const", 1).op("global.set", dropped).op("end").finish()
 */
export class CodeWriter {
  readonly #writer = new ByteWriter();

  op<N extends InstructionName>(name: N, ...immediates: Immediates<N>): this {
    writeInstruction(this.#writer, instructionNamed(name), immediates as readonly unknown[]);
    return this;
  }

  /** Code that is there already. */
  raw(code: Uint8Array): this {
    this.#writer.raw(code);
    return this;
  }

  finish(): Uint8Array {
    return this.#writer.finish();
  }
}

/** @param values one for each of the instruction's immediates, as `Immediates` says */
export function writeInstruction(writer: ByteWriter, instruction: Instruction, values: readonly unknown[]): void {
  const { opcode, immediates } = instruction;
  const prefix = opcode >> PREFIX_SHIFT;
  if (prefix === 0) writer.byte(opcode);
  else writer.byte(prefix).u32(opcode % (1 << PREFIX_SHIFT));
  immediates.forEach((kind, i) => {
    IMMEDIATES[kind].write(writer, values[i] as never);
  });
}
