/**
 * Makes a module stop when a flag is set, however hostile its code: the flag is read at function entries, at loop heads and in front of
 * bulk operations, from a shared memory that another thread can write while this one runs.
 *
 *     i32.const address, i32.load flag, if, unreachable, end
 *
 * A guest cannot catch `unreachable`, and cannot reach the memory, whose index its code never had. Between two checks lies at most one
 * function's straight code, one bulk operation, and calls of functions that are short and call nobody. Written in line because a call
 * there costs several times the check, even where it is never made.
 *
 * `memory.atomic.wait` is cut into slices with a check between them. A guest whose value changes between two slices is told that it is
 * not equal (1) where it would have been told that it was woken (0), or would have slept on.
 */
import { encode } from "../binary/byte-writer.ts";
import { CodeWriter } from "../code/code-writer.ts";
import { readImmediates } from "../code/read-immediates.ts";
import { visitInstructions } from "../code/visit-instructions.ts";
import type { ModuleEditor } from "../edit/module-editor.ts";
import type { FuncIdx, MemoryIdx } from "../indices.ts";
import type { Memarg } from "../opcodes/immediates.ts";
import { IMMEDIATES } from "../opcodes/immediates.ts";
import type { InstructionName } from "../opcodes/opcode-table.ts";
import type { MemoryType } from "../types.ts";

export interface StopOptions {
  /** The flag's memory, which was added to the module, of the type `STOP_FLAG_MEMORY`. */
  readonly memory: MemoryIdx;
  /** The flag's address in bytes, a multiple of four. */
  readonly address: number;
  /** What runs when the flag is not zero; `unreachable` if not given. It leaves the stack as it is. */
  readonly whenSet?: Uint8Array;
}

/** One page, shared, so that another thread can write it. */
export const STOP_FLAG_MEMORY: MemoryType = { min: 1n, max: 1n, address: "i32", shared: true };

/** Functions that call nobody and have fewer bytes than this are done before anyone could want them to stop. */
const SHORT_FUNCTION = 64;

/** How long a guest waits for another before it looks at the flag. */
const WAIT_SLICE_NS = 1_000_000n;

/** Instructions whose time grows with an operand. */
const BULK: readonly InstructionName[] = [
  "memory.copy",
  "memory.fill",
  "memory.init",
  "memory.grow",
  "table.copy",
  "table.fill",
  "table.init",
  "table.grow",
  "array.new",
  "array.new_default",
  "array.new_data",
  "array.new_elem",
  "array.fill",
  "array.copy",
  "array.init_data",
  "array.init_elem",
];

export function addStopChecks(editor: ModuleEditor, { memory, address, whenSet }: StopOptions): void {
  const check = new CodeWriter()
    .op("i32.const", address)
    .op("i32.load", { align: 2, memory, offset: 0n })
    .op("if", "empty")
    .raw(whenSet ?? new CodeWriter().op("unreachable").finish())
    .op("end")
    .finish();
  editor.atEntry(check, { unlessLeafBelow: SHORT_FUNCTION });
  editor.after("loop", check);
  for (const name of BULK) editor.before(name, check);
  sliceWaits(editor, check);
}

type Wait = "memory.atomic.wait32" | "memory.atomic.wait64";

function sliceWaits(editor: ModuleEditor, check: Uint8Array): void {
  const { memories } = editor.module;
  if (!memories.some(({ type }) => type.shared)) return;
  const helpers = new Map<string, FuncIdx>();
  visitInstructions(editor.module, ["memory.atomic.wait32", "memory.atomic.wait64"], (name, cursor) => {
    const [memarg] = readImmediates(cursor) as [Memarg];
    if (memories[memarg.memory]?.type.shared !== true || helpers.has(keyOf(name, memarg))) return;
    helpers.set(keyOf(name, memarg), waitHelper(editor, { name: name as Wait, memarg, check }));
  });
  for (const name of ["memory.atomic.wait32", "memory.atomic.wait64"] as const) {
    editor.replace(name, ([memarg]) => {
      const helper = helpers.get(keyOf(name, memarg as Memarg));
      return helper === undefined ? undefined : new CodeWriter().op("call", helper).finish();
    });
  }
}

function keyOf(name: InstructionName, memarg: Memarg): string {
  return `${name} ${encode((writer) => IMMEDIATES.memarg.write(writer, memarg)).join()}`;
}

/** `(address, expected, timeout) -> 0 woken | 1 not equal | 2 timed out`, as the instruction itself. */
function waitHelper(
  editor: ModuleEditor,
  { name, memarg, check }: { name: Wait; memarg: Memarg; check: Uint8Array },
): FuncIdx {
  const address = editor.module.memories[memarg.memory as MemoryIdx]?.type.address ?? "i32";
  const expected = name === "memory.atomic.wait32" ? "i32" : "i64";
  const [TIMEOUT, SLICE, RESULT] = [2, 3, 4] as const;
  const code = new CodeWriter()
    .op("loop", "empty")
    .raw(check)
    // A negative timeout means for ever, and is more than a slice as an unsigned number.
    .op("local.get", TIMEOUT)
    .op("i64.const", WAIT_SLICE_NS)
    .op("local.get", TIMEOUT)
    .op("i64.const", WAIT_SLICE_NS)
    .op("i64.lt_u")
    .op("select")
    .op("local.set", SLICE)
    .op("local.get", 0)
    .op("local.get", 1)
    .op("local.get", SLICE)
    .op(name, memarg)
    .op("local.tee", RESULT)
    .op("i32.const", 2)
    .op("i32.ne")
    .op("local.get", TIMEOUT)
    .op("local.get", SLICE)
    .op("i64.eq")
    .op("i32.or")
    .op("if", "empty")
    .op("local.get", RESULT)
    .op("return")
    .op("end")
    .op("local.get", TIMEOUT)
    .op("local.get", SLICE)
    .op("i64.const", 0n)
    .op("local.get", TIMEOUT)
    .op("i64.const", 0n)
    .op("i64.gt_s")
    .op("select")
    .op("i64.sub")
    .op("local.set", TIMEOUT)
    .op("br", 0)
    .op("end")
    .op("unreachable")
    .op("end");
  return editor.func({
    type: editor.funcType([address, expected, "i64"], ["i32"]),
    locals: [
      { count: 1, type: "i64" },
      { count: 1, type: "i32" },
    ],
    code: code.finish(),
    name: `weft ${name}`,
  });
}
