import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { run, written } from "../../test/run-module.ts";
import { CodeWriter } from "../code/code-writer.ts";
import { ModuleEditor } from "../edit/module-editor.ts";
import type { FuncIdx, MemoryIdx, TagIdx } from "../indices.ts";
import { readModule } from "../read-module.ts";
import type { ValType } from "../types.ts";
import { addStopChecks, STOP_FLAG_MEMORY } from "./stop-checks.ts";

const ADDRESS = 64;
const PAGE = { min: 1n, max: 1n, address: "i32", shared: false } as const;

function memoryAndTag(editor: ModuleEditor): void {
  editor.memory(PAGE);
  editor.tag(editor.funcType([], []));
}

/** A module that exports `run` with this code, once more with stop checks; in front, a memory and whatever `setup` adds. */
function guarded(
  params: readonly ValType[],
  results: readonly ValType[],
  code: (writer: CodeWriter) => CodeWriter,
  setup: (editor: ModuleEditor) => void = memoryAndTag,
): { flag: Int32Array; run: WebAssembly.ExportedFunction } {
  const editor = ModuleEditor.empty();
  setup(editor);
  const func = editor.func({ type: editor.funcType(params, results), code: code(new CodeWriter()).op("end").finish() });
  editor.export("run", "func", func);
  return withChecks(written(editor).bytes);
}

function withChecks(bytes: Uint8Array, whenSet?: Uint8Array): { flag: Int32Array; run: WebAssembly.ExportedFunction } {
  const editor = new ModuleEditor(readModule(bytes));
  for (const index of editor.module.memories.keys()) {
    editor.importDefinition("memory", index as MemoryIdx, { module: "host", name: String(index) });
  }
  const flag = editor.import({ module: "weft", name: "flag" }, { kind: "memory", type: STOP_FLAG_MEMORY });
  addStopChecks(editor, { memory: flag, address: ADDRESS, ...(whenSet && { whenSet }) });
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const host = editor.module.memories.map(({ type }) => {
    const shared = type.shared;
    return new WebAssembly.Memory({ initial: 1, maximum: 1, shared });
  });
  const exports = run(written(editor).bytes, { weft: { flag: memory }, host: Object.fromEntries(host.entries()) });
  const start = exports["run"];
  assert.ok(start);
  return { flag: new Int32Array(memory.buffer, ADDRESS, 1), run: start };
}

/** Sets a flag from another thread, after a while in which the guest has been compiled anew. */
async function stopLater(flag: Int32Array, body: () => void): Promise<unknown> {
  const code = `const { workerData: flag, parentPort } = require("node:worker_threads");
    parentPort.postMessage("started");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    Atomics.store(flag, 0, 1);`;
  const worker = new Worker(code, { eval: true, workerData: flag });
  await once(worker, "message");
  try {
    body();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await worker.terminate();
  }
}

/** Guests that never end by themselves. */
const ENDLESS: Readonly<Record<string, (code: CodeWriter) => CodeWriter>> = {
  "an empty loop": (code) => code.op("loop", "empty").op("br", 0).op("end"),
  "a loop that only counts": (code) =>
    code
      .op("loop", "empty")
      .op("local.get", 0)
      .op("i32.const", 1)
      .op("i32.add")
      .op("local.tee", 0)
      .op("drop")
      .op("br", 0)
      .op("end"),
  "a loop that stores": (code) =>
    code
      .op("loop", "empty")
      .op("i32.const", 0)
      .op("local.get", 0)
      .op("i32.store", { align: 2, offset: 0n, memory: 0 as MemoryIdx })
      .op("br", 0)
      .op("end"),
  "a loop that catches everything": (code) =>
    code
      .op("loop", "empty")
      .op("block", "empty")
      .op("try_table", "empty", [{ ref: false, label: 0 }])
      .op("throw", 0 as TagIdx)
      .op("end")
      .op("end")
      .op("br", 0)
      .op("end"),
  "tail calls of itself": (code) => code.op("local.get", 0).op("return_call", 0 as FuncIdx),
};

for (const [what, code] of Object.entries(ENDLESS)) {
  test(`${what} ends when another thread sets the flag, optimised as it is by then`, async () => {
    const guest = guarded(["i32"], [], code);
    const error = await stopLater(guest.flag, () => guest.run(0));
    assert.ok(error instanceof WebAssembly.RuntimeError, String(error));
    assert.match(error.message, /unreachable/);
  });
}

test("a flag that is set keeps every function from running", () => {
  const guest = guarded(["i32"], ["i32"], (code) => code.op("local.get", 0).op("call", 0 as FuncIdx));
  Atomics.store(guest.flag, 0, 2);
  assert.throws(() => guest.run(1), /unreachable/);
});

test("functions that are short and call nobody have no check, others have", () => {
  const short = guarded(["i32"], ["i32"], (code) => code.op("local.get", 0));
  Atomics.store(short.flag, 0, 1);
  assert.equal(short.run(5), 5);
  const long = guarded(["i32"], ["i32"], (code) => {
    for (let i = 0; i < 70; i++) code.op("nop");
    return code.op("local.get", 0);
  });
  Atomics.store(long.flag, 0, 1);
  assert.throws(() => long.run(5), /unreachable/);
});

test("straight code stops before its next bulk operation", () => {
  const guest = guarded([], [], (code) =>
    code
      .op("i32.const", 0)
      .op("i32.const", 7)
      .op("i32.const", 9)
      .op("memory.fill", 0 as MemoryIdx),
  );
  guest.run();
  Atomics.store(guest.flag, 0, 1);
  assert.throws(() => guest.run(), /unreachable/);
});

test("a guest that does not loop for long gives the same results", () => {
  const factorial = (code: CodeWriter): CodeWriter =>
    code
      .op("i64.const", 1n)
      .op("local.get", 0)
      .op("loop", 0 as never)
      .op("local.tee", 0)
      .op("i64.mul")
      .op("local.get", 0)
      .op("i64.const", 1n)
      .op("i64.sub")
      .op("local.tee", 0)
      .op("local.get", 0)
      .op("i64.const", 1n)
      .op("i64.gt_u")
      .op("br_if", 0)
      .op("drop")
      .op("end");
  const guest = guarded(["i64"], ["i64"], factorial, (editor) => editor.funcType(["i64", "i64"], ["i64"]));
  assert.equal(guest.run(20n), 2432902008176640000n);
});

for (const [name, type] of [
  ["memory.atomic.wait32", "i32"],
  ["memory.atomic.wait64", "i64"],
] as const) {
  const setup = (editor: ModuleEditor): unknown => editor.memory({ ...PAGE, shared: true });
  const wait = (code: CodeWriter): CodeWriter =>
    code
      .op("i32.const", 8)
      .op("local.get", 0)
      .op("local.get", 1)
      .op(name, { align: type === "i32" ? 2 : 3, offset: 16n, memory: 0 as MemoryIdx });
  const zero = type === "i32" ? 0 : 0n;
  const one = type === "i32" ? 1 : 1n;

  test(`${name} without end stops when another thread sets the flag`, async () => {
    const guest = guarded([type, "i64"], ["i32"], wait, setup);
    const error = await stopLater(guest.flag, () => guest.run(zero, -1n));
    assert.match(String(error), /unreachable/);
  });

  test(`${name} still times out, and sees values that differ`, () => {
    const guest = guarded([type, "i64"], ["i32"], wait, setup);
    for (const timeout of [0n, 1n, 999_999n, 1_000_000n, 3_500_000n]) assert.equal(guest.run(zero, timeout), 2);
    assert.equal(guest.run(one, -1n), 1);
  });
}

test("a flag can have the guest call something instead of ending it", () => {
  const editor = ModuleEditor.empty();
  const type = editor.funcType([], []);
  const yields = editor.import({ module: "host", name: "yield" }, { kind: "func", type });
  const loop = new CodeWriter().op("loop", "empty").op("br", 0).op("end").op("end").finish();
  editor.export("run", "func", editor.func({ type, code: loop }));
  const again = new ModuleEditor(readModule(written(editor).bytes));
  const whenSet = new CodeWriter().op("call", yields).finish();
  const memory = again.import({ module: "weft", name: "flag" }, { kind: "memory", type: STOP_FLAG_MEMORY });
  addStopChecks(again, { memory, address: 0, whenSet });
  const flag = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  let count = 0;
  const giveWay = (): void => {
    if (++count === 3) throw new Error("enough");
  };
  new Int32Array(flag.buffer)[0] = 1;
  assert.throws(() => run(written(again).bytes, { weft: { flag }, host: { yield: giveWay } })["run"]?.(), /enough/);
});

test("below promising, a guest that spins gives way to the event loop", async () => {
  const editor = ModuleEditor.empty();
  const memory = editor.memory(PAGE);
  const yields = editor.import({ module: "host", name: "yield" }, { kind: "func", type: editor.funcType([], []) });
  const spin = new CodeWriter()
    .op("loop", "empty")
    .op("i32.const", 0)
    .op("i32.load", { align: 2, offset: 0n, memory })
    .op("i32.eqz")
    .op("br_if", 0)
    .op("end")
    .op("end")
    .finish();
  editor.export("run", "func", editor.func({ type: editor.funcType([], []), code: spin }));
  editor.export("memory", "memory", memory);
  const again = new ModuleEditor(readModule(written(editor).bytes));
  const flag = again.import({ module: "weft", name: "flag" }, { kind: "memory", type: STOP_FLAG_MEMORY });
  addStopChecks(again, { memory: flag, address: 0, whenSet: new CodeWriter().op("call", yields).finish() });
  const flags = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  new Int32Array(flags.buffer)[0] = 1;
  const giveWay = new WebAssembly.Suspending(() => new Promise((resolve) => setImmediate(resolve)));
  const module = new WebAssembly.Module(written(again).bytes);
  const { exports } = new WebAssembly.Instance(module, { weft: { flag: flags }, host: { yield: giveWay } });
  const done = WebAssembly.promising(exports["run"] as WebAssembly.ExportedFunction)();
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  new Int32Array((exports["memory"] as WebAssembly.Memory).buffer)[0] = 1;
  await done;
});
