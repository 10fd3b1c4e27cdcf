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

export const INSTRUCTIONS: readonly Instruction[] = instructions([
  [0, ONE_BYTE],
  [0xfb, GC],
  [0xfc, BULK],
  [0xfd, VECTOR],
  [0xfe, ATOMIC],
]);

export const PREFIXES: readonly number[] = [0xfb, 0xfc, 0xfd, 0xfe];

const BY_NAME: ReadonlyMap<string, Instruction> = new Map(INSTRUCTIONS.map((each) => [each.name, each]));
const BY_OPCODE: ReadonlyMap<number, Instruction> = new Map(INSTRUCTIONS.map((each) => [each.opcode, each]));

export function instructionNamed(name: InstructionName): Instruction {
  const found = BY_NAME.get(name);
  if (found === undefined) throw new TypeError(`Expected the name of an instruction, found "${name}"`);
  return found;
}

export function instructionOf(opcode: number): Instruction | undefined {
  return BY_OPCODE.get(opcode);
}

/** Made at each start, so what many rows have in common is read once. */
function instructions(tables: readonly (readonly [prefix: number, rows: readonly Row[]])[]): Instruction[] {
  const kinds = new Map<string, readonly ImmediateKind[]>();
  const kindsOf = (text: string): readonly ImmediateKind[] => {
    const known = kinds.get(text) ?? text.split(" ").filter(isImmediateKind);
    kinds.set(text, known);
    return known;
  };
  return tables.flatMap(([prefix, rows]) =>
    rows.map(([code, name, immediates]) => ({
      opcode: (prefix << PREFIX_SHIFT) | code,
      name,
      immediates: kindsOf(immediates),
    })),
  );
}

function isImmediateKind(word: string): word is ImmediateKind {
  return word in IMMEDIATES;
}
