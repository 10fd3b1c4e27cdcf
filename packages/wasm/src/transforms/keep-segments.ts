/**
 * Lets dropped segments come back: `data.drop` and `elem.drop` set a flag instead, and what reads a segment with a flag goes through a
 * function that treats it as empty while the flag is set. An instance can then be reset by clearing the flags.
 *
 *     data.drop 3          i32.const 1, global.set $dropped
 *     memory.init 3        call $init        (a segment that is never dropped is read as before)
 *
 * A dropped segment has no bytes, so reading any traps. The function makes the offset 2^30 or more then, which is beyond the end of every
 * segment (an engine takes no module as large); the trap is V8's own, with its own message. Active and declarative segments are dropped before any code runs, and a drop of
 * one does nothing; those instructions stay.
 */
import { encode } from "../binary/byte-writer.ts";
import { CodeWriter, writeInstruction } from "../code/code-writer.ts";
import { readImmediates } from "../code/read-immediates.ts";
import { visitInstructions } from "../code/visit-instructions.ts";
import type { ModuleEditor } from "../edit/module-editor.ts";
import type { DataIdx, ElemIdx, FuncIdx, GlobalIdx, TypeIdx } from "../indices.ts";
import type { Module } from "../module.ts";
import { type InstructionName, instructionNamed } from "../opcodes/opcode-table.ts";
import type { Limits, ValType } from "../types.ts";

/** The global that is 1 while a segment is dropped, for each segment that code drops. Its first value is 0. */
export interface KeptSegments {
  readonly data: ReadonlyMap<DataIdx, GlobalIdx>;
  readonly elem: ReadonlyMap<ElemIdx, GlobalIdx>;
}

type SegmentKind = "data" | "elem";

interface Signature {
  /** The operands in front of the offset and the count. */
  readonly before: readonly ValType[];
  readonly results: readonly ValType[];
}

/** How an instruction reads a segment. The last two operands are the offset in the segment and a count, both i32. */
interface Reading {
  readonly kind: SegmentKind;
  /** Which immediate is the segment. */
  readonly segment: number;
  /** Nothing for a memory or table that does not exist: then the module is not valid, and stays so. */
  signature(module: Module, immediates: readonly number[]): Signature | undefined;
}

const READINGS: Readonly<Partial<Record<InstructionName, Reading>>> = {
  "memory.init": {
    kind: "data",
    segment: 0,
    signature: ({ memories }, [, memory = 0]) => addressed(memories[memory]?.type),
  },
  "table.init": {
    kind: "elem",
    segment: 0,
    signature: ({ tables }, [, table = 0]) => addressed(tables[table]?.type.limits),
  },
  "array.new_data": newArray("data"),
  "array.new_elem": newArray("elem"),
  "array.init_data": initArray("data"),
  "array.init_elem": initArray("elem"),
};
const BEYOND_SEGMENTS_BIT = 30;
const READERS = Object.keys(READINGS) as InstructionName[];

export function keepSegments(editor: ModuleEditor): KeptSegments {
  const data = flags(editor, "data.drop", passive(editor.module.data));
  const elem = flags(editor, "elem.drop", passive(editor.module.elements));
  if (data.size + elem.size > 0) guardReaders(editor, { data, elem });
  return { data, elem } as KeptSegments;
}

function passive(segments: readonly { mode: { kind: string } }[]): ReadonlySet<number> {
  return new Set(segments.flatMap(({ mode }, index) => (mode.kind === "passive" ? [index] : [])));
}

/** Gives each of these segments that is dropped somewhere a flag, and has the drops set it. */
function flags(
  editor: ModuleEditor,
  drop: "data.drop" | "elem.drop",
  segments: ReadonlySet<number>,
): ReadonlyMap<number, GlobalIdx> {
  const found = new Map<number, GlobalIdx>();
  if (segments.size === 0) return found;
  const zero = new CodeWriter().op("i32.const", 0).op("end").finish();
  visitInstructions(editor.module, [drop], (_, cursor) => {
    const [segment] = readImmediates(cursor) as [number];
    if (found.has(segment) || !segments.has(segment)) return;
    found.set(segment, editor.global({ type: "i32", mutable: true }, zero));
  });
  editor.replace(drop, ([segment]) => {
    const flag = found.get(segment as number);
    return flag === undefined ? undefined : new CodeWriter().op("i32.const", 1).op("global.set", flag).finish();
  });
  return found;
}

function guardReaders(
  editor: ModuleEditor,
  dropped: Readonly<Record<SegmentKind, ReadonlyMap<number, GlobalIdx>>>,
): void {
  const guards = new Map<string, FuncIdx>();
  visitInstructions(editor.module, READERS, (name, cursor) => {
    const reading = READINGS[name];
    const immediates = readImmediates(cursor) as number[];
    const flag = reading && dropped[reading.kind].get(immediates[reading.segment] ?? -1);
    if (reading === undefined || flag === undefined || guards.has(keyOf(name, immediates))) return;
    const signature = reading.signature(editor.module, immediates);
    if (signature === undefined) return;
    const segment = immediates[reading.segment];
    const func = guard(editor, { name, signature, immediates, flag, label: `weft ${name} ${segment}` });
    guards.set(keyOf(name, immediates), func);
  });
  for (const name of READERS) {
    editor.replace(name, (immediates) => {
      const func = guards.get(keyOf(name, immediates as number[]));
      return func === undefined ? undefined : new CodeWriter().op("call", func).finish();
    });
  }
}

interface Guarded {
  readonly name: InstructionName;
  readonly signature: Signature;
  readonly immediates: readonly number[];
  readonly flag: GlobalIdx;
  readonly label: string;
}

/** The instruction as a function, with its offset out of bounds if the segment is dropped and anything is to be read from it. */
function guard(editor: ModuleEditor, { name, signature, immediates, flag, label }: Guarded): FuncIdx {
  const { before, results } = signature;
  const offset = before.length;
  const count = offset + 1;
  const code = new CodeWriter();
  for (let i = 0; i < offset; i++) code.op("local.get", i);
  code
    .op("local.get", offset)
    .op("global.get", flag)
    .op("local.get", offset)
    .op("local.get", count)
    .op("i32.or")
    .op("i32.const", 0)
    .op("i32.ne")
    .op("i32.and")
    .op("i32.const", BEYOND_SEGMENTS_BIT)
    .op("i32.shl")
    .op("i32.or")
    .op("local.get", count)
    .raw(encode((writer) => writeInstruction(writer, instructionNamed(name), immediates)))
    .op("end");
  const type = editor.funcType([...before, "i32", "i32"], results);
  return editor.func({ type, code: code.finish(), name: label });
}

function addressed(limits: Limits | undefined): Signature | undefined {
  return limits && { before: [limits.address], results: [] };
}

function newArray(kind: SegmentKind): Reading {
  return {
    kind,
    segment: 1,
    signature: (_, [type = 0]) => ({ before: [], results: [{ nullable: false, heap: type as TypeIdx }] }),
  };
}

function initArray(kind: SegmentKind): Reading {
  return {
    kind,
    segment: 1,
    signature: (_, [type = 0]) => ({ before: [{ nullable: true, heap: type as TypeIdx }, "i32"], results: [] }),
  };
}

function keyOf(name: InstructionName, immediates: readonly number[]): string {
  return `${name} ${immediates.join(" ")}`;
}
