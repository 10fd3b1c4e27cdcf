/** What holds of any rewrite of any module. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc, { type Arbitrary } from "fast-check";
import { moduleFrom, recipes } from "../../test/arbitrary-module.ts";
import { written } from "../../test/run-module.ts";
import { CodeWriter } from "../code/code-writer.ts";
import { InstructionCursor } from "../code/instruction-cursor.ts";
import { codeOf } from "../code/locals.ts";
import { bug, WasmError } from "../errors.ts";
import type { FuncIdx, MemoryIdx, TypeIdx } from "../indices.ts";
import type { Module } from "../module.ts";
import { readModule } from "../read-module.ts";
import { keepSegments } from "../transforms/keep-segments.ts";
import { addStopChecks, STOP_FLAG_MEMORY } from "../transforms/stop-checks.ts";
import { ModuleEditor } from "./module-editor.ts";
import type { Rewritten } from "./write-module.ts";

type Change = (editor: ModuleEditor) => void;

const NOP = new CodeWriter().op("nop").finish();
/** The type every recipe begins with, so that changes need not add one. */
const NONE = 0 as TypeIdx;

const CHANGES: Readonly<Record<string, Change>> = {
  "import functions": (editor) => {
    for (let i = 0; i < 130; i++) editor.import({ module: "weft", name: "f" }, { kind: "func", type: NONE });
  },
  "import a table": (editor) => {
    const limits = { min: 0n, address: "i32" } as const;
    editor.import(
      { module: "weft", name: "t" },
      { kind: "table", type: { element: { nullable: true, heap: "func" }, limits } },
    );
  },
  "import a global": (editor) => {
    editor.import({ module: "weft", name: "g" }, { kind: "global", type: { type: "i64", mutable: true } });
  },
  "import a tag": (editor) => {
    editor.import({ module: "weft", name: "x" }, { kind: "tag", type: NONE });
  },
  "take every definition from outside": (editor) => {
    const { tables, memories, globals, tags } = editor.module;
    const spaces = { table: tables, memory: memories, global: globals, tag: tags };
    for (const [kind, items] of Object.entries(spaces)) {
      items.forEach((item, index) => {
        if (!item.import)
          editor.importDefinition(kind as "tag", index as never, { module: "weft", name: `${kind}${index}` });
      });
    }
  },
  "take the last memory from outside": (editor) => {
    const index = editor.module.memories.length - 1;
    if (!editor.module.memories[index]?.import)
      editor.importDefinition("memory", index as MemoryIdx, { module: "weft", name: "m" });
  },
  "add a function": (editor) => {
    editor.exportInternal(
      "func",
      editor.func({
        type: NONE,
        code: new CodeWriter()
          .op("call", 0 as FuncIdx)
          .op("end")
          .finish(),
      }),
    );
  },
  "stop checks": (editor) => {
    const memory = editor.import({ module: "weft", name: "flag" }, { kind: "memory", type: STOP_FLAG_MEMORY });
    addStopChecks(editor, { memory, address: 8 });
  },
  "keep segments": (editor) => {
    keepSegments(editor);
  },
  "nops at entries": (editor) => editor.atEntry(NOP),
  "nops around loads": (editor) => {
    editor.before("i32.load", NOP);
    editor.after("i32.load", NOP);
  },
};

const rewrites: Arbitrary<readonly (keyof typeof CHANGES)[]> = fc.uniqueArray(
  fc.constantFrom(...Object.keys(CHANGES)),
  {
    minLength: 1,
  },
);

function rewrite(bytes: Uint8Array, names: readonly string[]): { module: Module; rewritten: Rewritten } {
  const editor = new ModuleEditor(readModule(bytes));
  // One after the other could take a memory twice.
  const wanted = names.filter(
    (name) => name !== "take the last memory from outside" || !names.includes("take every definition from outside"),
  );
  for (const name of wanted) CHANGES[name]?.(editor);
  return { module: editor.module, rewritten: written(editor) };
}

function validOrThrow(bytes: Uint8Array): void {
  if (!WebAssembly.validate(bytes)) new WebAssembly.Module(bytes);
}

test("a rewritten module is valid, and so is one rewritten twice", () => {
  fc.assert(
    fc.property(recipes, rewrites, rewrites, (recipe, first, second) => {
      const bytes = moduleFrom(recipe);
      validOrThrow(bytes);
      const { rewritten } = rewrite(bytes, first);
      validOrThrow(rewritten.bytes);
      validOrThrow(
        rewrite(
          rewritten.bytes,
          second.filter((name) => name !== "add a function"),
        ).rewritten.bytes,
      );
    }),
    { numRuns: 300 },
  );
});

test("every instruction is found where the map says, and is led back from there", () => {
  fc.assert(
    fc.property(recipes, rewrites, (recipe, names) => {
      const { module, rewritten } = rewrite(moduleFrom(recipe), names);
      const { offsets, indices, bytes } = rewritten;
      const after = readModule(bytes);
      module.functions.forEach(({ range }, index) => {
        const body = after.functions[indices.func.toNew(index as FuncIdx)]?.range;
        if (range === undefined) return;
        assert.ok(body);
        assert.equal(offsets.toNew(range.offset), body.offset);
        for (const [offset, opcode] of instructions(module, range)) assertLedBack(offset, opcode, rewritten, names);
      });
    }),
    { numRuns: 200 },
  );
});

/** Instructions that `keep segments` and `stop checks` put something else in the place of. */
const REPLACED = new Set([0xfc008, 0xfc009, 0xfc00c, 0xfc00d, 0xfb009, 0xfb00a, 0xfb012, 0xfb013]);

function assertLedBack(offset: number, opcode: number, { offsets, bytes }: Rewritten, names: readonly string[]): void {
  const now = offsets.toNew(offset);
  assert.equal(offsets.toOld(now).offset, offset);
  if (REPLACED.has(opcode) && names.includes("keep segments")) return;
  const cursor = new InstructionCursor(bytes, now, bytes.length);
  cursor.next();
  assert.equal(cursor.opcode, opcode);
}

function* instructions({ bytes }: Module, range: { offset: number; end: number }): Generator<[number, number]> {
  const code = codeOf(bytes, range);
  const cursor = new InstructionCursor(bytes, code.offset, code.end);
  while (cursor.next()) yield [cursor.offset, cursor.opcode];
}

/** A definition that comes from outside takes its constant expression with it, and with that what was wrong in it. */
const TAKES_AWAY = /from outside/;

test("a module that is wrong stays wrong, whatever is added to it", () => {
  let wrong = 0;
  fc.assert(
    fc.property(recipes, rewrites, fc.nat(), fc.nat(255), (recipe, wanted, at, byte) => {
      const names = wanted.filter((name) => !TAKES_AWAY.test(name));
      const bytes = moduleFrom(recipe).slice();
      bytes[8 + (at % (bytes.length - 8))] = byte;
      if (WebAssembly.validate(bytes)) return;
      wrong++;
      const result = tryRewrite(bytes, names);
      assert.ok(result === undefined || !WebAssembly.validate(result));
    }),
    { numRuns: 1500 },
  );
  assert.ok(wrong > 500, `only ${wrong} modules were wrong`);
});

function tryRewrite(bytes: Uint8Array, names: readonly string[]): Uint8Array | undefined {
  try {
    return rewrite(bytes, names).rewritten.bytes;
  } catch (error) {
    if (error instanceof WasmError) return undefined;
    throw error;
  }
}

test("what is found in a module that was written is what was written", () => {
  fc.assert(
    fc.property(recipes, (recipe) => {
      const module = readModule(moduleFrom(recipe));
      assert.equal(module.functions.length, recipe.bodies.length + 2 + countOf(recipe.imports, "func"));
      for (const [kind, items] of [
        ["table", module.tables],
        ["memory", module.memories],
        ["global", module.globals],
        ["tag", module.tags],
      ] as const) {
        assert.equal(items.length, 1 + countOf([...recipe.imports, ...recipe.definitions], kind));
        assert.equal(items.filter((item) => item.import).length, countOf(recipe.imports, kind));
      }
      assert.equal(module.exports.length, recipe.exports.length + 1);
      assert.equal(module.data.length, 1 + 2 * recipe.segments.length);
      assert.equal(module.start, recipe.start ? countOf(recipe.imports, "func") : undefined);
      assert.equal(module.dataCount ?? bug("no data count"), module.data.length);
    }),
  );
});

function countOf(kinds: readonly string[], kind: string): number {
  return kinds.filter((each) => each === kind).length;
}
