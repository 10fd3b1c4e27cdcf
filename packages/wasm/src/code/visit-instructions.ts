import type { ByteRange, Module } from "../module.ts";
import { type InstructionName, instructionNamed, PREFIX_SHIFT } from "../opcodes/opcode-table.ts";
import { InstructionCursor } from "./instruction-cursor.ts";
import { codeOf } from "./locals.ts";

/** Calls `visit` for each instruction with one of these names in the module's functions, with a cursor that stands on it. */
export function visitInstructions(
  { bytes, functions }: Module,
  names: readonly InstructionName[],
  visit: (name: InstructionName, cursor: InstructionCursor) => void,
): void {
  const wanted = new Map(names.map((name) => [instructionNamed(name).opcode, name]));
  const bodies = functions.flatMap(({ range }) => range ?? []);
  for (const body of suspects(bytes, bodies, [...wanted.keys()])) {
    const code = codeOf(bytes, body);
    const cursor = new InstructionCursor(bytes, code.offset, code.end);
    while (cursor.next()) {
      const name = wanted.get(cursor.opcode);
      if (name !== undefined) visit(name, cursor);
    }
  }
}

/**
 * The bodies in which there can be such instructions, by a search for their first two bytes. Those of an instruction behind a prefix are
 * found in few others, and a search takes a tenth of a walk.
 */
function suspects(bytes: Uint8Array, bodies: readonly ByteRange[], opcodes: readonly number[]): readonly ByteRange[] {
  if (opcodes.some((opcode) => opcode >> PREFIX_SHIFT === 0)) return bodies;
  const found = new Set(opcodes.flatMap((opcode) => [...bodiesWith(bytes, bodies, opcode)]));
  return bodies.filter((_, i) => found.has(i));
}

function* bodiesWith(bytes: Uint8Array, bodies: readonly ByteRange[], opcode: number): Generator<number> {
  const prefix = opcode >> PREFIX_SHIFT;
  let at = bytes.indexOf(prefix, bodies[0]?.offset);
  for (const [i, { end }] of bodies.entries()) {
    for (; at >= 0 && at < end; at = bytes.indexOf(prefix, at + 1)) {
      // The opcode behind a prefix may be padded; its first seven bits are in the first byte in any case.
      if (((bytes[at + 1] as number) & 0x7f) === (opcode & 0x7f)) yield i;
    }
  }
}
