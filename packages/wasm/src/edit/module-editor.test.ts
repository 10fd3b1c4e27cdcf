import assert from "node:assert/strict";
import { test } from "node:test";
import { coreModules } from "../../test/core-modules.ts";
import { moduleOf, name as nameBytes } from "../../test/module-bytes.ts";
import { run, written } from "../../test/run-module.ts";
import { CodeWriter } from "../code/code-writer.ts";
import { codeOf } from "../code/locals.ts";
import { printCode } from "../code/print-code.ts";
import { WasmError } from "../errors.ts";
import type { FuncIdx, GlobalIdx, MemoryIdx, TableIdx, TagIdx } from "../indices.ts";
import type { Module } from "../module.ts";
import { readModule } from "../read-module.ts";
import { keepSegments } from "../transforms/keep-segments.ts";
import type { MemoryType } from "../types.ts";
import { ModuleEditor } from "./module-editor.ts";

const PAGE: MemoryType = { min: 1n, max: 1n, address: "i32", shared: false };
const FUNCREF = { nullable: true, heap: "func" } as const;
const EXTERNREF = { nullable: true, heap: "extern" } as const;
const I32_VAR = { type: "i32", mutable: true } as const;

function constant(value: number): Uint8Array {
  return new CodeWriter().op("i32.const", value).op("end").finish();
}

function from(bytes: Uint8Array): ModuleEditor {
  return new ModuleEditor(readModule(bytes));
}

/** One of everything, all of it used: what a rewrite must not confuse. */
function everything(): Uint8Array {
  const editor = ModuleEditor.empty();
  const get = editor.funcType([], ["i32"]);
  const none = editor.funcType([], []);
  const hostFunc = editor.import({ module: "host", name: "func" }, { kind: "func", type: get });
  const hostGlobal = editor.import(
    { module: "host", name: "global" },
    { kind: "global", type: { type: "i32", mutable: false } },
  );
  const memory = editor.memory(PAGE);
  const other = editor.memory(PAGE);
  const table = editor.table({ element: FUNCREF, limits: { min: 4n, address: "i32" } });
  const tag = editor.tag(editor.funcType(["i32"], []));
  const copied = editor.global(I32_VAR, new CodeWriter().op("global.get", hostGlobal).op("end").finish());
  const counter = editor.global(I32_VAR, constant(40));
  const add = (name: string, code: CodeWriter): FuncIdx => {
    const func = editor.func({ type: get, code: code.op("end").finish(), name });
    editor.export(name, "func", func);
    return func;
  };
  const load = (from: MemoryIdx): CodeWriter =>
    new CodeWriter().op("i32.const", 3).op("i32.load8_u", { align: 0, offset: 0n, memory: from });
  add("callsHost", new CodeWriter().op("call", hostFunc));
  const two = add("two", new CodeWriter().op("i32.const", 2));
  add("indirect", new CodeWriter().op("i32.const", 1).op("call_indirect", get, table));
  add("globals", new CodeWriter().op("global.get", copied).op("global.get", counter).op("i32.add"));
  add("firstMemory", load(memory));
  add("secondMemory", load(other));
  add(
    "caught",
    new CodeWriter()
      .op("block", "i32")
      .op("try_table", "empty", [{ tag, ref: false, label: 0 }])
      .op("i32.const", 9)
      .op("throw", tag)
      .op("end")
      .op("unreachable")
      .op("end"),
  );
  const count = new CodeWriter()
    .op("global.get", counter)
    .op("i32.const", 2)
    .op("i32.add")
    .op("global.set", counter)
    .op("end");
  editor.start = editor.func({ type: none, code: count.finish() });
  editor.export("memory", "memory", other);
  editor.export("counter", "global", counter);
  const functions = { kind: "functions", functions: [hostFunc, two] } as const;
  editor.elem({
    mode: { kind: "active", table, offset: constant(0) },
    type: { nullable: false, heap: "func" },
    items: functions,
  });
  editor.data({ mode: { kind: "active", memory, offset: constant(3) }, bytes: new Uint8Array([11]) });
  const at = new CodeWriter().op("global.get", hostGlobal).op("end").finish();
  editor.data({ mode: { kind: "active", memory: other, offset: at }, bytes: new Uint8Array([22]) });
  return written(editor).bytes;
}

const HOST = { func: () => 1, global: new WebAssembly.Global({ value: "i32" }, 3) };

function results(bytes: Uint8Array, imports: WebAssembly.ModuleImports = {}): unknown {
  const exports = run(bytes, { host: HOST, weft: imports });
  const names = ["callsHost", "two", "indirect", "globals", "firstMemory", "secondMemory", "caught"];
  return Object.fromEntries(names.map((name) => [name, exports[name]?.()]));
}

const EXPECTED = { callsHost: 1, two: 2, indirect: 2, globals: 45, firstMemory: 11, secondMemory: 22, caught: 9 };

test("a module written from nothing runs", () => {
  assert.deepEqual(results(everything()), EXPECTED);
});

/** What is done to it, and what the host has to provide then. */
const REWRITES: Readonly<Record<string, [(editor: ModuleEditor) => void, () => WebAssembly.ModuleImports]>> = {
  nothing: [() => {}, () => ({})],
  "imports of functions, so many that calls take more bytes": [
    (editor) => {
      const type = editor.funcType(["i64"], ["i64"]);
      for (let i = 0; i < 200; i++) editor.import({ module: "weft", name: "f" }, { kind: "func", type });
    },
    () => ({ f: (value: bigint) => value }),
  ],
  "imports of everything else": [
    (editor) => {
      editor.import({ module: "weft", name: "memory" }, { kind: "memory", type: PAGE });
      editor.import(
        { module: "weft", name: "table" },
        { kind: "table", type: { element: EXTERNREF, limits: { min: 0n, address: "i32" } } },
      );
      editor.import({ module: "weft", name: "global" }, { kind: "global", type: { type: "i64", mutable: true } });
      editor.import({ module: "weft", name: "tag" }, { kind: "tag", type: editor.funcType(["f64"], []) });
    },
    () => ({
      memory: new WebAssembly.Memory({ initial: 1, maximum: 1 }),
      table: new WebAssembly.Table({ element: "externref", initial: 0 }),
      global: new WebAssembly.Global({ value: "i64", mutable: true }, 5n),
      tag: new WebAssembly.Tag({ parameters: ["f64"] }),
    }),
  ],
  "memories, tables and globals from outside": [
    (editor) => {
      editor.importDefinition("memory", 1 as MemoryIdx, { module: "weft", name: "second" });
      editor.importDefinition("memory", 0 as MemoryIdx, { module: "weft", name: "first" });
      editor.importDefinition("table", 0 as TableIdx, { module: "weft", name: "table" });
      editor.importDefinition("global", 2 as GlobalIdx, { module: "weft", name: "counter" });
      editor.importDefinition("tag", 0 as TagIdx, { module: "weft", name: "tag" });
      editor.import({ module: "weft", name: "first" }, { kind: "memory", type: PAGE });
    },
    () => ({
      first: new WebAssembly.Memory({ initial: 1, maximum: 1 }),
      second: new WebAssembly.Memory({ initial: 1, maximum: 1 }),
      table: new WebAssembly.Table({ element: "anyfunc", initial: 4 }),
      counter: new WebAssembly.Global({ value: "i32", mutable: true }, 40),
      tag: new WebAssembly.Tag({ parameters: ["i32"] }),
    }),
  ],
  "only the second memory from outside, so that the first has another number": [
    (editor) => editor.importDefinition("memory", 1 as MemoryIdx, { module: "weft", name: "second" }),
    () => ({ second: new WebAssembly.Memory({ initial: 1, maximum: 1 }) }),
  ],
  "definitions of everything, behind the others": [
    (editor) => {
      editor.memory(PAGE);
      editor.table(
        { element: FUNCREF, limits: { min: 1n, address: "i64" } },
        new CodeWriter()
          .op("ref.func", 1 as FuncIdx)
          .op("end")
          .finish(),
      );
      editor.global(
        { type: FUNCREF, mutable: true },
        new CodeWriter()
          .op("ref.func", 0 as FuncIdx)
          .op("end")
          .finish(),
      );
      editor.tag(editor.funcType(["f32"], []));
      editor.func({
        type: editor.funcType([], []),
        code: new CodeWriter()
          .op("call", 1 as FuncIdx)
          .op("drop")
          .op("end")
          .finish(),
      });
    },
    () => ({}),
  ],
  "code at entries, in loops and around calls": [
    (editor) => {
      const calls = editor.global(I32_VAR, constant(0));
      const count = new CodeWriter()
        .op("global.get", calls)
        .op("i32.const", 1)
        .op("i32.add")
        .op("global.set", calls)
        .finish();
      editor.atEntry(count);
      editor.before("call", count);
      editor.after("call_indirect", count);
      editor.replace("i32.const", ([value]) =>
        value === 2 ? new CodeWriter().op("i32.const", 1).op("i32.const", 1).op("i32.add").finish() : undefined,
      );
    },
    () => ({}),
  ],
};

for (const [what, [change, imports]] of Object.entries(REWRITES)) {
  test(`a module behaves the same after a rewrite with ${what}`, () => {
    const editor = from(everything());
    change(editor);
    assert.deepEqual(results(written(editor).bytes, imports()), EXPECTED);
  });
}

test("several rewrites in one are the same as one after another", () => {
  const changes = Object.values(REWRITES).slice(1, 3);
  const editor = from(everything());
  for (const [change] of changes) change(editor);
  let bytes = everything();
  for (const [change] of changes) {
    const next = from(bytes);
    change(next);
    bytes = written(next).bytes;
  }
  const imports = Object.assign({}, ...changes.map(([, provide]) => provide()));
  assert.deepEqual(results(written(editor).bytes, imports), results(bytes, imports));
});

test("added code uses the numbers things have while edited", () => {
  const editor = from(everything());
  const late = editor.import({ module: "weft", name: "late" }, { kind: "func", type: editor.funcType([], ["i32"]) });
  const code = new CodeWriter()
    .op("call", late)
    .op("call", 2 as FuncIdx)
    .op("i32.add")
    .op("end")
    .finish();
  const name = editor.exportInternal("func", editor.func({ type: editor.funcType([], ["i32"]), code }));
  const { bytes } = written(editor);
  assert.equal(run(bytes, { host: HOST, weft: { late: () => 100 } })[name]?.(), 102);
});

test("a start function can be taken away and be exported instead", () => {
  const editor = from(everything());
  const { start } = editor;
  assert.ok(start !== undefined);
  editor.start = undefined;
  const name = editor.exportInternal("func", start);
  const exports = run(written(editor).bytes, { host: HOST });
  assert.equal(exports["globals"]?.(), 43);
  exports[name]?.();
  assert.equal(exports["globals"]?.(), 45);
});

test("generated names stay clear of those that are there", () => {
  const editor = from(everything());
  editor.export("weft:memory:0", "memory", 1 as MemoryIdx);
  assert.equal(editor.exportInternal("memory", 0 as MemoryIdx), "weft:memory:0:2");
  assert.throws(() => editor.export("memory", "memory", 0 as MemoryIdx), /not exported yet, found "memory"/);
  assert.equal(editor.unusedImportModule("host"), "host:2");
});

test("only what the module defines can come from outside", () => {
  const editor = from(everything());
  assert.throws(
    () => editor.importDefinition("global", 0 as GlobalIdx, { module: "a", name: "b" }),
    /global that the module defines, found 0/,
  );
  assert.throws(() => editor.importDefinition("memory", 2 as MemoryIdx, { module: "a", name: "b" }), /found 2/);
});

test("a function that only a constant expression refers to can still be referred to when that is gone", () => {
  const editor = ModuleEditor.empty();
  const type = editor.funcType([], []);
  const func = editor.func({ type, code: new CodeWriter().op("end").finish() });
  const init = new CodeWriter().op("ref.func", func).op("end").finish();
  editor.table({ element: { nullable: false, heap: "func" }, limits: { min: 1n, address: "i32" } }, init);
  const refer = new CodeWriter().op("ref.func", func).op("drop").op("end").finish();
  editor.func({ type, code: refer });
  const again = from(written(editor).bytes);
  again.importDefinition("table", 0 as TableIdx, { module: "weft", name: "table" });
  again.import({ module: "weft", name: "f" }, { kind: "func", type });
  assert.ok(WebAssembly.validate(written(again).bytes));
});

test("a function type that is there is used, unless it belongs to a group of several", () => {
  const editor = ModuleEditor.empty();
  const type = { final: true, supertypes: [], type: { kind: "func", params: ["i32"], results: [] } } as const;
  editor.recGroup([type, type]);
  assert.equal(editor.funcType(["i32"], []), 2);
  assert.equal(editor.funcType(["i32"], []), 2);
  assert.equal(from(written(editor).bytes).funcType(["i32"], []), 2);
});

/** Modules that name what they do not have; what is added must not make them right. */
const NAMES_NOTHING: Readonly<Record<string, Uint8Array>> = {
  "a call": withCode([0x10, 1, 0x0b]),
  "a load from the first of no memories": withCode([0x41, 0, 0x28, 2, 0, 0x1a, 0x0b]),
  "a load from a memory by number": withCode([0x41, 0, 0x28, 0x42, 1, 0, 0x1a, 0x0b], [5, 1, 0, 1]),
  "a global": withCode([0x23, 0, 0x1a, 0x0b]),
  "a table": withCode([0x41, 0, 0x25, 0, 0x1a, 0x0b]),
  "a tag": withCode([0x08, 0, 0x0b]),
  "a handler": withCode([0x1f, 0x40, 1, 0, 0, 0, 0x0b, 0x0b]),
  "an export": withCode([0x0b], [7, 1, ...nameBytes("x"), 2, 0]),
  "a start function": withCode([0x0b], [8, 1]),
  "a data segment": withCode([0x0b], [11, 1, 0, 0x41, 0, 0x0b, 0]),
  "an element segment": withCode([0x0b], [9, 1, 1, 0, 1, 7]),
};

function withCode(code: readonly number[], extra: readonly number[] = []): Uint8Array {
  const sections = [[1, 1, 0x60, 0, 0], [3, 1, 0], extra, [10, 1, code.length + 1, 0, ...code]];
  const order = [1, 3, 5, 7, 8, 9, 10, 11];
  return moduleOf(
    ...sections
      .filter(({ length }) => length > 0)
      .toSorted((a, b) => order.indexOf(a[0] ?? 0) - order.indexOf(b[0] ?? 0)),
  );
}

for (const [what, bytes] of Object.entries(NAMES_NOTHING)) {
  test(`${what} that names nothing is refused, not led to what is added`, () => {
    assert.equal(WebAssembly.validate(bytes), false);
    const editor = from(bytes);
    editor.memory(PAGE);
    editor.memory(PAGE);
    editor.global(I32_VAR, constant(0));
    editor.table({ element: FUNCREF, limits: { min: 1n, address: "i32" } });
    editor.tag(editor.funcType([], []));
    for (let i = 0; i < 8; i++)
      editor.func({ type: editor.funcType([], []), code: new CodeWriter().op("end").finish() });
    assert.throws(
      () => editor.write(),
      (error) => error instanceof WasmError && error.code === "malformed",
    );
  });
}

test("an instruction that names nothing and is replaced does not reach what is added either", () => {
  const init = [0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 8, 0, 1, 0xfc, 9, 0, 0x0b];
  const bytes = moduleOf(
    [1, 1, 0x60, 0, 0],
    [3, 1, 0],
    [5, 1, 0, 1],
    [12, 1],
    [10, 1, init.length + 1, 0, ...init],
    [11, 1, 1, 0],
  );
  const editor = from(bytes);
  keepSegments(editor);
  editor.memory(PAGE);
  assert.throws(() => editor.write(), /memory below 1, found 1/);
});

test("an instruction nobody knows is a result, not an error", () => {
  const editor = from(withCode([0xfb, 0x7f, 0x0b]));
  editor.atEntry(new CodeWriter().op("nop").finish());
  const rewrite = editor.write();
  assert.equal(rewrite.kind, "unknown");
  assert.match(rewrite.kind === "unknown" ? rewrite.error.message : "", /unknown opcode fb 7f/);
});

test("code behind the end of a function is malformed", () => {
  const editor = from(withCode([0x0b, 0x01]));
  editor.atEntry(new CodeWriter().op("nop").finish());
  assert.throws(() => editor.write(), /end of a function's code/);
});

test("maps lead from a trap to where it was, and from a function to what it was", () => {
  const editor = from(everything());
  editor.import({ module: "weft", name: "f" }, { kind: "func", type: editor.funcType([], []) });
  editor.atEntry(new CodeWriter().op("nop").op("nop").finish());
  const { offsets, indices } = written(editor);
  const index = editor.module.exports.find(({ name }) => name === "two")?.index as FuncIdx;
  assert.equal(indices.func.toNew(index), index + 1);
  assert.equal(indices.func.toOld((index + 1) as FuncIdx), index);
  assert.equal(indices.func.toOld(1 as FuncIdx), undefined);
  const code = codeOf(editor.module.bytes, editor.module.functions[index]?.range ?? { offset: 0, end: 0 });
  assert.deepEqual(offsets.toOld(offsets.toNew(code.offset)), { offset: code.offset, inserted: false });
});

for (const { name, bytes } of coreModules()) {
  test(`${name}: nothing asked, nothing changed`, () => {
    assert.equal(written(from(bytes)).bytes, bytes);
  });

  test(`${name}: rewritten from end to end it is valid, and says the same when read back`, () => {
    const editor = from(bytes);
    const { module } = editor;
    for (const [index, each] of module.memories.entries()) {
      if (!each.import) editor.importDefinition("memory", index as MemoryIdx, { module: "weft", name: `m${index}` });
    }
    editor.import({ module: "weft", name: "flag" }, { kind: "memory", type: PAGE });
    const type = editor.funcType([], []);
    for (let i = 0; i < 130; i++) editor.import({ module: "weft", name: "f" }, { kind: "func", type });
    editor.import({ module: "weft", name: "g" }, { kind: "global", type: I32_VAR });
    editor.atEntry(new CodeWriter().op("nop").finish());
    editor.after("loop", new CodeWriter().op("nop").finish());
    const rewritten = written(editor);
    assert.ok(WebAssembly.validate(rewritten.bytes));
    assert.equal(withoutNops(readModule(rewritten.bytes), 130, 1), withoutNops(module, 0, 0));
  });
}

/** The code of a sample of functions, with the shifts of calls and globals taken out. */
function withoutNops(module: Module, functions: number, globals: number): string {
  const [funcImports, globalImports] = [module.functions, module.globals].map(
    (all) => all.filter((each) => each.import).length,
  );
  const defined = module.functions.filter(({ range }) => range !== undefined);
  const sample = defined.filter((_, i) => i % Math.ceil(defined.length / 50) === 0);
  const texts = sample.map(({ range }) =>
    printCode(module.bytes, codeOf(module.bytes, range ?? { offset: 0, end: 0 })),
  );
  const back = (index: string, imports = 0, shift = 0): number =>
    Number(index) >= imports ? Number(index) - shift : Number(index);
  return texts
    .join("\n")
    .replaceAll(/^\s*nop\n/gm, "")
    .replaceAll(/((?:return_)?call|ref\.func) (\d+)/g, (_, op, index) => `${op} ${back(index, funcImports, functions)}`)
    .replaceAll(/(global\.\w+) (\d+)/g, (_, op, index) => `${op} ${back(index, globalImports, globals)}`);
}
