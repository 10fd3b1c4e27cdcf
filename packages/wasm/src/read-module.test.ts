import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { coreModules } from "../test/core-modules.ts";
import { leb, moduleOf, name, PREAMBLE } from "../test/module-bytes.ts";
import { WasmError } from "./errors.ts";
import type { Module } from "./module.ts";
import { readModule } from "./read-module.ts";

const FUNC_TYPE = [1, 1, 0x60, 0, 0];
const END = 0x0b;

test("an empty module has nothing in it", () => {
  const module = readModule(moduleOf());
  assert.deepEqual(
    { ...module, bytes: undefined },
    {
      bytes: undefined,
      sections: [],
      customs: [],
      types: [],
      recGroups: [],
      imports: [],
      functions: [],
      tables: [],
      memories: [],
      globals: [],
      tags: [],
      exports: [],
      elements: [],
      data: [],
    },
  );
});

test("imports come first in their index spaces", () => {
  const imports = [2, 2, ...name("a"), ...name("f"), 0, 0, ...name("a"), ...name("m"), 2, 7, 1, 2];
  const module = readModule(moduleOf(FUNC_TYPE, imports, [3, 1, 0], [5, 1, 0, 3], [10, 1, 2, 0, END]));
  assert.deepEqual(module.imports, [
    { module: "a", name: "f", kind: "func", index: 0 },
    { module: "a", name: "m", kind: "memory", index: 0 },
  ]);
  assert.deepEqual(
    module.functions.map((each) => each.import?.name),
    ["f", undefined],
  );
  assert.deepEqual(
    module.memories.map(({ type }) => type),
    [
      { min: 1n, max: 2n, address: "i64", shared: true },
      { min: 3n, address: "i32", shared: false },
    ],
  );
});

test("types know their recursion groups, supertypes and fields", () => {
  const struct = [0x5f, 2, 0x78, 0, 0x64, 0, 1];
  const array = [0x5e, 0x63, 0x6e, 0];
  const module = readModule(moduleOf([1, 2, 0x4e, 2, 0x50, 0, ...struct, 0x4f, 1, 0, ...struct, ...array]));
  assert.deepEqual(module.recGroups, [
    { first: 0, count: 2 },
    { first: 2, count: 1 },
  ]);
  const fields = [
    { type: "i8", mutable: false },
    { type: { nullable: false, heap: 0 }, mutable: true },
  ];
  assert.deepEqual(module.types, [
    { final: false, supertypes: [], type: { kind: "struct", fields } },
    { final: true, supertypes: [0], type: { kind: "struct", fields } },
    {
      final: true,
      supertypes: [],
      type: { kind: "array", field: { type: { nullable: true, heap: "any" }, mutable: false } },
    },
  ]);
});

/** Each form of an element segment: flags, what follows them, and the model. */
const ELEMENTS: readonly [number[], unknown][] = [
  [[0, 0x41, 0, END, 1, 5], { mode: "active 0", type: "(ref func)", items: [5] }],
  [[1, 0, 1, 5], { mode: "passive", type: "(ref func)", items: [5] }],
  [[2, 3, 0x41, 0, END, 0, 1, 5], { mode: "active 3", type: "(ref func)", items: [5] }],
  [[3, 0, 1, 5], { mode: "declarative", type: "(ref func)", items: [5] }],
  [[4, 0x41, 0, END, 1, 0xd2, 5, END], { mode: "active 0", type: "(ref null func)", items: ["d2050b"] }],
  [[5, 0x6f, 1, 0xd0, 0x6f, END], { mode: "passive", type: "(ref null extern)", items: ["d06f0b"] }],
  [[6, 3, 0x41, 0, END, 0x64, 0x70, 1, 0xd2, 5, END], { mode: "active 3", type: "(ref func)", items: ["d2050b"] }],
  [[7, 0x70, 1, 0xd2, 5, END], { mode: "declarative", type: "(ref null func)", items: ["d2050b"] }],
];

for (const [bytes, expected] of ELEMENTS) {
  test(`an element segment with flags ${bytes[0]} is ${JSON.stringify(expected)}`, () => {
    const module = readModule(moduleOf([9, 1, ...bytes]));
    assert.deepEqual(module.elements.map((each) => shown(module, each))[0], expected);
  });
}

function shown(module: Module, { mode, type, items }: Module["elements"][number]): unknown {
  const text = (range: { offset: number; end: number }): string =>
    Buffer.from(module.bytes.subarray(range.offset, range.end)).toString("hex");
  return {
    mode: mode.kind === "active" ? `active ${mode.table}` : mode.kind,
    type: `(ref ${type.nullable ? "null " : ""}${type.heap})`,
    items: items.kind === "functions" ? items.functions : items.expressions.map(text),
  };
}

test("data segments, tables with a first value, tags, start and custom sections are found", () => {
  const module = readModule(
    moduleOf(
      [0, ...name("first"), 7, 8],
      [4, 1, 0x40, 0, 0x63, 0x70, 4, 2, 0xd0, 0x70, END],
      [13, 1, 0, 0],
      [6, 1, 0x7f, 1, 0x41, 5, END],
      [8, 0],
      [12, 2],
      [11, 2, 1, 2, 9, 9, 2, 1, 0x41, 0, END, 1, 9],
    ),
  );
  assert.deepEqual(module.customs[0]?.name, "first");
  assert.equal((module.customs[0]?.end ?? 0) - (module.customs[0]?.offset ?? 0), 2);
  assert.deepEqual(module.tables[0]?.type, {
    element: { nullable: true, heap: "func" },
    limits: { min: 2n, address: "i64" },
  });
  assert.ok(module.tables[0]?.init);
  assert.equal(module.tags[0]?.type, 0);
  assert.deepEqual(module.globals[0]?.type, { type: "i32", mutable: true });
  assert.equal(module.start, 0);
  assert.equal(module.dataCount, 2);
  assert.deepEqual(
    module.data.map(({ mode, bytes }) => [mode.kind, bytes.end - bytes.offset]),
    [
      ["passive", 2],
      ["active", 1],
    ],
  );
});

/** What is wrong, the module, and what the message says. */
const WRONG: readonly [string, Uint8Array, RegExp, code?: string][] = [
  ["nothing at all", new Uint8Array(), /begins with 00 61 73 6d 01 00 00 00, found nothing/],
  ["a component", new Uint8Array([...PREAMBLE.slice(0, 4), 13, 0, 1, 0]), /found 00 61 73 6d 0d 00 01 00/],
  ["a section longer than the file", new Uint8Array([...PREAMBLE, 1, 9, 0]), /expected 9 bytes of section 1, found 1/],
  ["a section out of order", moduleOf([3, 0], [1, 0]), /section 1 once, before section 3/],
  ["a section twice", moduleOf([1, 0], [1, 0]), /section 1 once/],
  ["a count beyond the section", moduleOf([3, ...leb(0xffff_ffff)]), /4294967295 functions, found only 0 bytes/],
  ["bytes behind the last item", moduleOf([3, 0, 0]), /end of section 3, found 1 more/],
  ["functions without bodies", moduleOf(FUNC_TYPE, [3, 1, 0]), /1 function bodies, as declared, found 0/],
  ["fewer data segments than announced", moduleOf([12, 3]), /3 data segments, as declared, found 0/],
  ["a name that is not UTF-8", moduleOf([0, 1, 0xff]), /in UTF-8/],
  ["a number that is too long", moduleOf([3, 0x80, 0x80, 0x80, 0x80, 0x80, 0]), /at most 32 bits/],
  ["an unfinished constant expression", moduleOf([6, 1, 0x7f, 0, 0x41, 0]), /the rest of an expression/],
  ["a section nobody knows", moduleOf([14]), /section \(0 to 13\), found 14/, "unknown"],
  ["a type nobody knows", moduleOf([1, 1, 0x5d, 0]), /unknown code 0x5d/, "unknown"],
  ["limits nobody knows", moduleOf([5, 1, 0x08, 1, 0]), /unknown flags 0x08/, "unknown"],
  ["an instruction nobody knows", moduleOf([6, 1, 0x7f, 0, 0xfb, 0x7f, END]), /unknown opcode fb 7f/, "unknown"],
];

for (const [what, bytes, message, code = "malformed"] of WRONG) {
  test(`${what} is refused with an offset`, () => {
    assert.throws(
      () => readModule(bytes),
      (error) =>
        error instanceof WasmError &&
        error.code === code &&
        message.test(error.message) &&
        error.offset <= bytes.length,
    );
  });
}

test("any bytes end in a module or in a WasmError", () => {
  const sections = fc.array(fc.tuple(fc.nat(14), fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 40 })));
  fc.assert(
    fc.property(sections, (parts) => {
      try {
        readModule(moduleOf(...parts.map(([id, contents]) => [id, ...contents])));
      } catch (error) {
        assert.ok(error instanceof WasmError, String(error));
      }
    }),
    { numRuns: 3000 },
  );
});

for (const { name: file, bytes } of coreModules()) {
  test(`${file}: the model shows what V8 sees`, () => {
    const module = readModule(bytes);
    const compiled = new WebAssembly.Module(bytes);
    const kind = (each: { kind: string }): string => (each.kind === "func" ? "function" : each.kind);
    assert.deepEqual(
      module.imports.map((each) => ({ module: each.module, name: each.name, kind: kind(each) })),
      WebAssembly.Module.imports(compiled).map(({ module: from, name: of, kind: as }) => ({
        module: from,
        name: of,
        kind: as,
      })),
    );
    assert.deepEqual(
      module.exports.map((each) => ({ name: each.name, kind: kind(each) })),
      WebAssembly.Module.exports(compiled).map(({ name: of, kind: as }) => ({ name: of, kind: as })),
    );
    for (const custom of module.customs) {
      const contents = Buffer.from(bytes.subarray(custom.offset, custom.end));
      assert.ok(
        WebAssembly.Module.customSections(compiled, custom.name).some((each) => contents.equals(Buffer.from(each))),
      );
    }
  });
}
