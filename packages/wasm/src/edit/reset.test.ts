/**
 * What an instance pool does with a module, in small: memory, tables and globals are captured into shadows and put back, by functions that
 * are added to the module, since a vector or an exception can be written by nobody else.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { run, written } from "../../test/run-module.ts";
import { CodeWriter } from "../code/code-writer.ts";
import type { GlobalIdx, MemoryIdx, TableIdx } from "../indices.ts";
import type { Module } from "../module.ts";
import { readModule } from "../read-module.ts";
import { keepSegments } from "../transforms/keep-segments.ts";
import type { RefType, ValType } from "../types.ts";
import { ModuleEditor } from "./module-editor.ts";

const FUNCREF: RefType = { nullable: true, heap: "func" };
const EXTERNREF: RefType = { nullable: true, heap: "extern" };
const EXNREF: RefType = { nullable: true, heap: "exn" };
const SIZE = 65_536;

/** A guest with state of every kind; `soil` changes all of it, `look` tells whether any is changed. */
function guest(): Uint8Array {
  const editor = ModuleEditor.empty();
  const nothing = editor.funcType([], []);
  const memory = editor.memory({ min: 1n, max: 1n, address: "i32", shared: false });
  const table = editor.table({ element: FUNCREF, limits: { min: 2n, max: 2n, address: "i32" } });
  const tag = editor.tag(nothing);
  const number = editor.global({ type: "i64", mutable: true }, end(new CodeWriter().op("i64.const", 1n)));
  const vector = editor.global(
    { type: "v128", mutable: true },
    end(new CodeWriter().op("v128.const", new Uint8Array(16))),
  );
  const exception = editor.global({ type: EXNREF, mutable: true }, end(new CodeWriter().op("ref.null", "exn")));
  const extern = editor.global({ type: EXTERNREF, mutable: true }, end(new CodeWriter().op("ref.null", "extern")));
  const idle = editor.func({ type: nothing, code: end(new CodeWriter()) });
  editor.export("idle", "func", idle);
  const segment = editor.data({ mode: { kind: "passive" }, bytes: new Uint8Array([42]) });
  const store = { align: 2, offset: 0n, memory };
  const soil = new CodeWriter()
    .op("i32.const", 100)
    .op("i32.const", 7)
    .op("i32.store", store)
    .op("i32.const", 1)
    .op("ref.func", idle)
    .op("table.set", table)
    .op("i64.const", 2n)
    .op("global.set", number)
    .op("v128.const", new Uint8Array(16).fill(1))
    .op("global.set", vector)
    .op("local.get", 0)
    .op("global.set", extern)
    .op("block", EXNREF)
    .op("try_table", "empty", [{ ref: true, label: 0 }])
    .op("throw", tag)
    .op("end")
    .op("unreachable")
    .op("end")
    .op("global.set", exception)
    .op("data.drop", segment);
  editor.export("soil", "func", editor.func({ type: editor.funcType([EXTERNREF], []), code: end(soil) }));
  const look = new CodeWriter()
    .op("i32.const", 100)
    .op("i32.load", store)
    .op("i32.const", 1)
    .op("table.get", table)
    .op("ref.is_null")
    .op("i32.eqz")
    .op("global.get", number)
    .op("i64.const", 1n)
    .op("i64.ne")
    .op("global.get", vector)
    .op("v128.any_true")
    .op("global.get", extern)
    .op("ref.is_null")
    .op("i32.eqz")
    .op("global.get", exception)
    .op("ref.is_null")
    .op("i32.eqz");
  editor.export("look", "func", editor.func({ type: editor.funcType([], Array(6).fill("i32")), code: end(look) }));
  const read = new CodeWriter()
    .op("i32.const", 0)
    .op("i32.const", 0)
    .op("i32.const", 1)
    .op("memory.init", segment, memory)
    .op("i32.const", 0)
    .op("i32.load8_u", { ...store, align: 0 });
  editor.export("readSegment", "func", editor.func({ type: editor.funcType([], ["i32"]), code: end(read) }));
  return written(editor).bytes;
}

function end(code: CodeWriter): Uint8Array {
  return code.op("end").finish();
}

/** Adds `capture` and `reset`; what they copy to and from is added beside what the module has. */
function withReset(module: Module): Uint8Array {
  const editor = new ModuleEditor(module);
  // The flags of dropped segments are state as well.
  const { data, elem } = keepSegments(editor);
  const flags = [...data.values(), ...elem.values()].map((index) => [index, "i32"] as const);
  const globals = module.globals.map(({ type }, index) => [index as GlobalIdx, type.type] as const);
  const [capture, reset] = [new CodeWriter(), new CodeWriter()];
  for (const [index, type] of [...globals, ...flags]) {
    const shadow = editor.global({ type, mutable: true }, zero(type));
    capture.op("global.get", index).op("global.set", shadow);
    reset.op("global.get", shadow).op("global.set", index);
  }
  const [memory, table] = [0 as MemoryIdx, 0 as TableIdx];
  const image = editor.memory({ min: 1n, max: 1n, address: "i32", shared: false });
  const shadow = editor.table({ element: FUNCREF, limits: { min: 2n, max: 2n, address: "i32" } });
  const whole = (code: CodeWriter, size: number): CodeWriter =>
    code.op("i32.const", 0).op("i32.const", 0).op("i32.const", size);
  whole(capture, SIZE).op("memory.copy", image, memory);
  whole(reset, SIZE).op("memory.copy", memory, image);
  whole(capture, 2).op("table.copy", shadow, table);
  whole(reset, 2).op("table.copy", table, shadow);
  const type = editor.funcType([], []);
  editor.export("capture", "func", editor.func({ type, code: end(capture), name: "weft capture" }));
  editor.export("reset", "func", editor.func({ type, code: end(reset), name: "weft reset" }));
  return written(editor).bytes;
}

function zero(type: ValType): Uint8Array {
  if (type === "v128") return end(new CodeWriter().op("v128.const", new Uint8Array(16)));
  if (type === "i64") return end(new CodeWriter().op("i64.const", 0n));
  if (typeof type === "string") return end(new CodeWriter().op("i32.const", 0));
  return end(new CodeWriter().op("ref.null", type.heap));
}

test("an instance is as it was captured, ten thousand times", () => {
  const exports = run(withReset(readModule(guest())));
  const CLEAN = [0, 0, 0, 0, 0, 0];
  exports["capture"]?.();
  for (let lease = 0; lease < 10_000; lease++) {
    assert.deepEqual(exports["look"]?.(), CLEAN);
    assert.equal(exports["readSegment"]?.(), 42);
    exports["soil"]?.({ lease });
    assert.deepEqual(exports["look"]?.(), [7, 1, 1, 1, 1, 1]);
    assert.throws(() => exports["readSegment"]?.(), /out of bounds/);
    exports["reset"]?.();
  }
});
