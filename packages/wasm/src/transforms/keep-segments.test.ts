import assert from "node:assert/strict";
import { test } from "node:test";
import { run, written } from "../../test/run-module.ts";
import { CodeWriter } from "../code/code-writer.ts";
import { ModuleEditor } from "../edit/module-editor.ts";
import type { DataIdx, ElemIdx, FuncIdx, MemoryIdx, TableIdx, TypeIdx } from "../indices.ts";
import { readModule } from "../read-module.ts";
import type { ValType } from "../types.ts";
import { keepSegments } from "./keep-segments.ts";

const [MEMORY, TABLE, DATA, ELEM] = [0 as MemoryIdx, 0 as TableIdx, 0 as DataIdx, 0 as ElemIdx];
const FUNCREF = { nullable: true, heap: "func" } as const;
type Exports = Record<string, WebAssembly.ExportedFunction>;

/** A module whose functions read and drop a passive data segment of four bytes and a passive element segment of two. */
function segments(addresses: "i32" | "i64"): Uint8Array {
  const editor = ModuleEditor.empty();
  const bytes = editor.recGroup([
    { final: true, supertypes: [], type: { kind: "array", field: { type: "i8", mutable: true } } },
  ]);
  const funcs = editor.recGroup([
    { final: true, supertypes: [], type: { kind: "array", field: { type: FUNCREF, mutable: true } } },
  ]);
  editor.memory({ min: 1n, address: addresses, shared: false });
  editor.table({ element: FUNCREF, limits: { min: 10n, address: addresses } });
  const add = (
    name: string,
    params: ValType[],
    results: ValType[],
    code: (writer: CodeWriter) => CodeWriter,
  ): FuncIdx => {
    const type = editor.funcType(params, results);
    const writer = new CodeWriter();
    params.forEach((_, i) => writer.op("local.get", i));
    const func = editor.func({ type, code: code(writer).op("end").finish(), name });
    editor.export(name, "func", func);
    return func;
  };
  const args: ValType[] = [addresses, "i32", "i32"];
  const first = add("memoryInit", args, [], (code) => code.op("memory.init", DATA, MEMORY));
  add("tableInit", args, [], (code) => code.op("table.init", ELEM, TABLE));
  add("newData", ["i32", "i32"], ["i32"], (code) => code.op("array.new_data", bytes, DATA).op("array.len"));
  add("newElem", ["i32", "i32"], ["i32"], (code) => code.op("array.new_elem", funcs, ELEM).op("array.len"));
  add("initData", ["i32", "i32", "i32"], [], (code) => initArray(code, bytes).op("array.init_data", bytes, DATA));
  add("initElem", ["i32", "i32", "i32"], [], (code) => initArray(code, funcs).op("array.init_elem", funcs, ELEM));
  add("dropData", [], [], (code) => code.op("data.drop", DATA));
  add("dropElem", [], [], (code) => code.op("elem.drop", ELEM));
  add("dropActive", [], [], (code) => code.op("data.drop", 1 as DataIdx));
  const load = { align: 0, offset: 0n, memory: MEMORY };
  add("load", [addresses], ["i32"], (code) => code.op("i32.load8_u", load));
  editor.data({ mode: { kind: "passive" }, bytes: new Uint8Array([1, 2, 3, 4]) });
  const zero = addresses === "i32" ? new CodeWriter().op("i32.const", 0) : new CodeWriter().op("i64.const", 0n);
  editor.data({
    mode: { kind: "active", memory: MEMORY, offset: zero.op("end").finish() },
    bytes: new Uint8Array([9]),
  });
  editor.elem({
    mode: { kind: "passive" },
    type: { nullable: false, heap: "func" },
    items: { kind: "functions", functions: [first, first] },
  });
  return written(editor).bytes;
}

/** The array goes below the operands, which are the function's three parameters. */
function initArray(code: CodeWriter, type: TypeIdx): CodeWriter {
  code.op("drop").op("drop").op("drop").op("i32.const", 8).op("array.new_default", type);
  for (const local of [0, 1, 2]) code.op("local.get", local);
  return code;
}

function rewritten(bytes: Uint8Array): { exports: Exports; reset: () => void } {
  const editor = new ModuleEditor(readModule(bytes));
  const { data, elem } = keepSegments(editor);
  const code = new CodeWriter();
  for (const flag of [...data.values(), ...elem.values()]) code.op("i32.const", 0).op("global.set", flag);
  editor.export("reset", "func", editor.func({ type: editor.funcType([], []), code: code.op("end").finish() }));
  const exports = run(written(editor).bytes);
  return { exports, reset: () => exports["reset"]?.() };
}

/** What a call did: its result, or V8's words for its trap. */
function outcome(exports: Exports, name: string, args: readonly unknown[]): unknown {
  try {
    return exports[name]?.(...args);
  } catch (error) {
    return (error as Error).message;
  }
}

const RANGES = [
  [0, 0, 0],
  [0, 0, 4],
  [0, 1, 2],
  [1, 0, 1],
  [0, 0, 5],
  [0, 4, 0],
  [0, 5, 0],
  [0, 4, 1],
  [0, -1, 1],
  [0, -1, 0],
  [70_000, 0, 0],
  [65_536, 0, 0],
];

for (const addresses of ["i32", "i64"] as const) {
  const address = (value: number): unknown => (addresses === "i64" ? BigInt(value) : value);
  const calls = RANGES.flatMap(([d = 0, s = 0, n = 0]): [string, unknown[]][] => [
    ["memoryInit", [address(d), s, n]],
    ["tableInit", [address(d % 12), s, n]],
    ["newData", [s, n]],
    ["newElem", [s, n]],
    ["initData", [d % 10, s, n]],
    ["initElem", [d % 10, s, n]],
  ]);

  test(`segments read with ${addresses} addresses do what they did, before and after they are dropped`, () => {
    const bytes = segments(addresses);
    const before = run(bytes);
    const after = rewritten(bytes);
    for (const drop of ["", "dropActive", "dropData", "dropElem", "dropData"]) {
      if (drop !== "") for (const exports of [before, after.exports]) exports[drop]?.();
      for (const [name, args] of calls) {
        assert.deepEqual(outcome(after.exports, name, args), outcome(before, name, args), `${drop} ${name}(${args})`);
      }
    }
  });

  test(`segments dropped with ${addresses} addresses come back`, () => {
    const { exports, reset } = rewritten(segments(addresses));
    exports["dropData"]?.();
    exports["dropElem"]?.();
    assert.throws(() => exports["memoryInit"]?.(address(0), 0, 4), /out of bounds/);
    assert.throws(() => exports["tableInit"]?.(address(0), 0, 2), /out of bounds/);
    reset();
    exports["memoryInit"]?.(address(100), 0, 4);
    assert.equal(exports["load"]?.(address(102)), 3);
    exports["tableInit"]?.(address(0), 0, 2);
  });
}

test("a module that drops nothing is left as it is", () => {
  const editor = ModuleEditor.empty();
  editor.memory({ min: 1n, address: "i32", shared: false });
  editor.data({ mode: { kind: "passive" }, bytes: new Uint8Array(1) });
  const { bytes } = written(editor);
  const again = new ModuleEditor(readModule(bytes));
  assert.deepEqual(keepSegments(again), { data: new Map(), elem: new Map() });
  assert.deepEqual(written(again).bytes, bytes);
});
