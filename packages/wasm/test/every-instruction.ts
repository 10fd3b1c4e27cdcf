/**
 * A body for each instruction that V8 accepts, whatever the instruction wants on the stack: after `unreachable` any operands are there.
 * The module around it has one of everything that immediates name.
 */
import { CodeWriter, ModuleEditor, type TypeIdx } from "@weft/wasm";
import { encode } from "../src/binary/byte-writer.ts";
import { writeInstruction } from "../src/code/code-writer.ts";
import type { ImmediateKind, ImmediateValues } from "../src/opcodes/immediates.ts";
import { type Instruction, type InstructionName, instructionNamed } from "../src/opcodes/opcode-table.ts";
import { written } from "./run-module.ts";

export type Values = { [K in ImmediateKind]?: ImmediateValues[K] };

/** By position in the type section of `moduleAround`. */
const TYPES = { struct: 1, packedStruct: 2, bytes: 3, funcs: 4, ints: 5 };

const DEFAULTS = {
  block: "empty",
  cast: 3,
  catches: [{ ref: false, label: 1 }],
  count: 2,
  data: 0,
  elem: 0,
  f32: new Uint8Array([0, 0, 0xc0, 0x7f]),
  f64: new Uint8Array([0, 0, 0, 0, 0, 0, 0xf8, 0x7f]),
  field: 0,
  func: 0,
  global: 0,
  heap: "any",
  i32: -0x8000_0000,
  i64: -0x8000_0000_0000_0000n,
  label: 0,
  labels: [0, 0],
  lane: 1,
  lanes: new Uint8Array(16).fill(31),
  local: 0,
  memory: 0,
  table: 0,
  tag: 0,
  type: 0,
  types: ["i32"],
  v128: new Uint8Array(16).fill(0xfe),
  zero: 0,
} as unknown as Values;

/** What an instruction needs instead of the defaults; immediates of one kind are given the same value. */
const SPECIAL: Partial<Record<InstructionName, Values>> = {
  ...each(["struct.new", "struct.new_default", "struct.get", "struct.set"], { type: TYPES.struct }),
  ...each(["struct.get_s", "struct.get_u"], { type: TYPES.packedStruct }),
  ...each(["array.get_s", "array.get_u"], { type: TYPES.bytes }),
  ...each(["array.new_elem", "array.init_elem"], { type: TYPES.funcs }),
  ...each(
    ["array.new", "array.new_default", "array.new_fixed", "array.new_data", "array.get", "array.set", "array.fill"],
    { type: TYPES.ints },
  ),
  ...each(["array.copy", "array.init_data"], { type: TYPES.ints }),
};

/** Instructions that only make sense in a block of a certain kind. */
const AROUND: Partial<Record<InstructionName, readonly [before: InstructionName[], after: InstructionName[]]>> = {
  block: [[], ["end"]],
  loop: [[], ["end"]],
  if: [[], ["end"]],
  try: [[], ["end"]],
  try_table: [[], ["end"]],
  else: [["if"], ["end"]],
  catch: [["try"], ["end"]],
  catch_all: [["try"], ["end"]],
  delegate: [["try"], []],
  rethrow: [["try", "catch_all"], ["end"]],
  end: [["block"], []],
};

export function sampleImmediates({ name, immediates }: Instruction, values: Values = {}): unknown[] {
  const memarg = { align: alignmentOf(name), memory: values.memory ?? 0, offset: 0x1_0000n };
  return immediates.map((kind) => ({ ...DEFAULTS, memarg, ...values, ...SPECIAL[name] })[kind]);
}

/** @param values immediates of some kinds, instead of the samples */
export function sampleBytes(instruction: Instruction, values: Values = {}): Uint8Array {
  return encode((writer) => writeInstruction(writer, instruction, sampleImmediates(instruction, values)));
}

/** `block (result anyref) unreachable … unreachable end drop`, so that branches find a label with a reference. */
export function blockWith(instruction: Instruction, bytes = sampleBytes(instruction)): Uint8Array {
  const [before, after] = AROUND[instruction.name] ?? [[], []];
  const code = new CodeWriter().op("block", { nullable: true, heap: "any" }).op("unreachable");
  for (const name of before) code.raw(sampleBytes(instructionNamed(name))).op("unreachable");
  code.raw(bytes).op("unreachable");
  for (const name of after) code.raw(sampleBytes(instructionNamed(name))).op("unreachable");
  return code.op("end").op("drop").finish();
}

/** Adds the types that sample immediates name, and returns the first: a function without parameters and results. */
export function addSampleTypes(editor: ModuleEditor): TypeIdx {
  const type = editor.funcType([], []);
  editor.recGroup([composite({ kind: "struct", fields: [{ type: "i32", mutable: true }] })]);
  editor.recGroup([composite({ kind: "struct", fields: [{ type: "i8", mutable: true }] })]);
  editor.recGroup([composite({ kind: "array", field: { type: "i8", mutable: true } })]);
  editor.recGroup([composite({ kind: "array", field: { type: FUNCREF, mutable: true } })]);
  editor.recGroup([composite({ kind: "array", field: { type: "i32", mutable: true } })]);
  return type;
}

/** A module with one function with this code, and one of everything else. */
export function moduleAround(code: Uint8Array): Uint8Array {
  const editor = ModuleEditor.empty();
  const type = addSampleTypes(editor);
  editor.memory({ min: 1n, max: 1n, address: "i32", shared: false });
  editor.table({ element: FUNCREF, limits: { min: 1n, address: "i32" } });
  editor.global({ type: "i32", mutable: true }, new CodeWriter().op("i32.const", 0).op("end").finish());
  editor.tag(type);
  const func = editor.func({ type, locals: [{ count: 1, type: "i32" }], code });
  editor.export("f", "func", func);
  editor.elem({
    mode: { kind: "passive" },
    type: { nullable: false, heap: "func" },
    items: { kind: "functions", functions: [func] },
  });
  editor.data({ mode: { kind: "passive" }, bytes: new Uint8Array(8) });
  return written(editor).bytes;
}

const FUNCREF = { nullable: true, heap: "func" } as const;

function composite<T>(type: T): { final: boolean; supertypes: []; type: T } {
  return { final: true, supertypes: [], type };
}

/** Atomic accesses must state their natural alignment; the others may. */
function alignmentOf(name: InstructionName): number {
  if (!name.includes("atomic")) return 0;
  if (name === "memory.atomic.wait64") return 3;
  const width = /(?:load|store|rmw)(8|16|32)/.exec(name)?.[1] ?? (name.startsWith("i64") ? "64" : "32");
  return Math.log2(Number(width) / 8);
}

function each(names: InstructionName[], values: Record<string, unknown>): Partial<Record<InstructionName, Values>> {
  return Object.fromEntries(names.map((name) => [name, values as Values]));
}
