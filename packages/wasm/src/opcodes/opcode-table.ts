/**
 * Every instruction of core WebAssembly that V8 runs without a flag, one row each, a file for each prefix:
 *
 *     [0x0a, "memory.copy", "memory memory"]     opcode behind the prefix, name, kinds of the immediates in order
 *
 * All else is derived: the types of an instruction's operands, the walk over code, reading, writing, printing. An opcode takes its
 * prefix in front, `0xfc00a`, so that one number names an instruction; no opcode behind a prefix needs more than twelve bits.
 */
import { ATOMIC } from "./atomic.ts";
import { BULK } from "./bulk.ts";
import { GC } from "./gc.ts";
import { IMMEDIATES, type ImmediateKind, type ImmediateValues } from "./immediates.ts";
import { ONE_BYTE } from "./one-byte.ts";
import { VECTOR } from "./vector.ts";

type Row =
  | (typeof ONE_BYTE)[number]
  | (typeof GC)[number]
  | (typeof BULK)[number]
  | (typeof VECTOR)[number]
  | (typeof ATOMIC)[number];

/** An instruction's name, as the text format has it. */
export type InstructionName = Row[1];

type Words<S extends string> = S extends `${infer First} ${infer Rest}`
  ? [First, ...Words<Rest>]
  : S extends ""
    ? []
    : [S];

type ValuesOf<Kinds> = { [I in keyof Kinds]: Kinds[I] extends ImmediateKind ? ImmediateValues[Kinds[I]] : never };

/** The values of the immediates of the instruction with this name, in order. */
export type Immediates<N extends InstructionName> = ValuesOf<Words<Extract<Row, readonly [number, N, string]>[2]>>;

export interface Instruction {
  readonly opcode: number;
  readonly name: InstructionName;
  readonly immediates: readonly ImmediateKind[];
}

/** How far a prefix is shifted in an opcode. */
export const PREFIX_SHIFT = 12;

const TABLE = instructionTable([
  [0, ONE_BYTE],
  [0xfb, GC],
  [0xfc, BULK],
  [0xfd, VECTOR],
  [0xfe, ATOMIC],
]);

export const INSTRUCTIONS: readonly Instruction[] = TABLE.all;

export const PREFIXES: readonly number[] = [0xfb, 0xfc, 0xfd, 0xfe];

export function instructionNamed(name: InstructionName): Instruction {
  const found = TABLE.byName.get(name);
  if (found === undefined) throw new TypeError(`Expected the name of an instruction, found "${name}"`);
  return found;
}

export function instructionOf(opcode: number): Instruction | undefined {
  return TABLE.byOpcode.get(opcode);
}

interface InstructionTable {
  readonly all: readonly Instruction[];
  readonly byName: ReadonlyMap<string, Instruction>;
  readonly byOpcode: ReadonlyMap<number, Instruction>;
}

/** Made whenever the module is loaded, by code that is not warm: in one pass, and what many rows have in common is read once. */
function instructionTable(parts: readonly (readonly [prefix: number, rows: readonly Row[]])[]): InstructionTable {
  const kinds = new Map<string, readonly ImmediateKind[]>();
  const [all, byName, byOpcode] = [[] as Instruction[], new Map<string, Instruction>(), new Map<number, Instruction>()];
  for (const [prefix, rows] of parts) {
    for (const row of rows) {
      const immediates = kinds.get(row[2]) ?? row[2].split(" ").filter(isImmediateKind);
      kinds.set(row[2], immediates);
      const instruction: Instruction = { opcode: (prefix << PREFIX_SHIFT) | row[0], name: row[1], immediates };
      all.push(instruction);
      byName.set(instruction.name, instruction);
      byOpcode.set(instruction.opcode, instruction);
    }
  }
  return { all, byName, byOpcode };
}

function isImmediateKind(word: string): word is ImmediateKind {
  return word in IMMEDIATES;
}
