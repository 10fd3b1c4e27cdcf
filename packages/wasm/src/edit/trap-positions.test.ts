/** V8's stack traces of a rewritten module, led back by its maps, are those of the original. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { run, written } from "../../test/run-module.ts";
import { CodeWriter } from "../code/code-writer.ts";
import type { DataIdx, FuncIdx, MemoryIdx } from "../indices.ts";
import { readModule } from "../read-module.ts";
import { keepSegments } from "../transforms/keep-segments.ts";
import { addStopChecks, STOP_FLAG_MEMORY } from "../transforms/stop-checks.ts";
import { ModuleEditor } from "./module-editor.ts";
import type { Rewritten } from "./write-module.ts";

interface Frame {
  readonly func: number;
  readonly offset: number;
}

/** Recursion that traps at the bottom: in a loop, with bulk operations and calls of growing numbers around it. */
function trapping(): Uint8Array {
  const editor = ModuleEditor.empty();
  const memory = editor.memory({ min: 1n, max: 1n, address: "i32", shared: false });
  const type = editor.funcType(["i32"], []);
  const fillers = Array.from({ length: 130 }, () => editor.func({ type, code: new CodeWriter().op("end").finish() }));
  const code = new CodeWriter();
  for (const filler of fillers) code.op("local.get", 0).op("call", filler);
  code
    .op("i32.const", 0)
    .op("i32.const", 0)
    .op("i32.const", 0)
    .op("memory.init", 0 as DataIdx, memory)
    .op("loop", "empty")
    .op("local.get", 0)
    .op("if", "empty")
    .op("local.get", 0)
    .op("i32.const", 1)
    .op("i32.sub")
    .op("call", fillers.length as FuncIdx)
    .op("end")
    .op("data.drop", 0 as DataIdx)
    .op("i32.const", 1)
    .op("i32.const", 0)
    .op("i32.div_u")
    .op("drop")
    .op("end")
    .op("end");
  editor.export("run", "func", editor.func({ type, code: code.finish() }));
  editor.data({ mode: { kind: "passive" }, bytes: new Uint8Array(3) });
  return written(editor).bytes;
}

function framesOf(bytes: Uint8Array, imports: WebAssembly.Imports, argument: number): Frame[] {
  try {
    run(bytes, imports)["run"]?.(argument);
  } catch (error) {
    const frames = String((error as Error).stack).matchAll(/wasm-function\[(\d+)\]:0x([0-9a-f]+)/g);
    return Array.from(frames, ([, func, offset]) => ({
      func: Number(func),
      offset: Number.parseInt(offset ?? "", 16),
    }));
  }
  return assert.fail("expected a trap");
}

function ledBack(frames: readonly Frame[], { offsets, indices }: Rewritten): (Frame | "added")[] {
  return frames.map(({ func, offset }) => {
    const old = indices.func.toOld(func as FuncIdx);
    return old === undefined ? "added" : { func: old, offset: offsets.toOld(offset).offset };
  });
}

function instrumented(bytes: Uint8Array): { rewritten: Rewritten; imports: WebAssembly.Imports; flag: Int32Array } {
  const editor = new ModuleEditor(readModule(bytes));
  editor.importDefinition("memory", 0 as MemoryIdx, { module: "weft", name: "memory" });
  editor.import({ module: "weft", name: "f" }, { kind: "func", type: editor.funcType([], []) });
  const stop = editor.import({ module: "weft", name: "flag" }, { kind: "memory", type: STOP_FLAG_MEMORY });
  addStopChecks(editor, { memory: stop, address: 0 });
  keepSegments(editor);
  const flag = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  return {
    rewritten: written(editor),
    imports: { weft: { f: () => {}, flag, memory } },
    flag: new Int32Array(flag.buffer),
  };
}

test("the frames of a trap are led back to where they were", () => {
  const bytes = trapping();
  const { rewritten, imports } = instrumented(bytes);
  const frames = framesOf(rewritten.bytes, imports, 3);
  const expected = framesOf(bytes, {}, 3);
  assert.equal(expected.length, 4);
  assert.notDeepEqual(frames, expected);
  assert.deepEqual(ledBack(frames, rewritten), expected);
});

test("a guest that is stopped is where the check was put", () => {
  const bytes = trapping();
  const { rewritten, imports, flag } = instrumented(bytes);
  flag[0] = 1;
  const [frame] = framesOf(rewritten.bytes, imports, 3);
  assert.ok(frame);
  const { offset, inserted } = rewritten.offsets.toOld(frame.offset);
  const body = readModule(bytes).functions[130]?.range;
  assert.equal(inserted, true);
  assert.equal(offset, (body?.offset ?? 0) + 1);
});
