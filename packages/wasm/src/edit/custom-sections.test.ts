import assert from "node:assert/strict";
import { test } from "node:test";
import { leb, moduleOf, name } from "../../test/module-bytes.ts";
import { indirectNameMap, nameMap, nameSection } from "../../test/name-section.ts";
import { written } from "../../test/run-module.ts";
import { CodeWriter } from "../code/code-writer.ts";
import { codeOf } from "../code/locals.ts";
import { readModule } from "../read-module.ts";
import { ModuleEditor } from "./module-editor.ts";

const NAMES = nameSection({
  0: name("module"),
  1: nameMap({ 0: "import", 1: "first", 2: "second" }),
  2: indirectNameMap({ 1: { 0: "parameter" }, 2: { 0: "other" } }),
  3: indirectNameMap({ 1: { 0: "label" } }),
  4: nameMap({ 0: "type" }),
  6: nameMap({ 0: "memory" }),
  7: nameMap({ 0: "global" }),
  11: nameMap({ 0: "tag" }),
});

/** Bytes of a section that says something about the function 2 at the `if` in it, and at its first instruction. */
const HINTS = [...leb(1), 2, ...leb(2), 1, 1, 0, 5, 1, 1];

/** An imported function and two functions; the second has a loop and, in it, an `if` at offset 5 of its body. */
function moduleWith(...customs: readonly (readonly number[])[]): Uint8Array {
  const loop = [0x03, 0x40, 0x41, 0x01, 0x04, 0x40, 0x0b, 0x0b, 0x0b];
  const hints = customs.filter((each) => String.fromCharCode(...each).includes("metadata.code"));
  return moduleOf(
    [1, 1, 0x60, 0, 0],
    [2, 1, ...name("host"), ...name("f"), 0, 0],
    [3, 2, 0, 0],
    ...hints,
    [10, 2, 2, 0, 0x0b, loop.length + 1, 0, ...loop],
    ...customs.filter((each) => !hints.includes(each)),
  );
}

function custom(of: string, ...contents: readonly number[]): number[] {
  return [0, ...name(of), ...contents];
}

type Change = (editor: ModuleEditor) => void;

const ADD_IMPORT: Change = (editor) => {
  editor.import({ module: "weft", name: "f" }, { kind: "func", type: editor.funcType([], []) });
};
const ADD_FUNCTION: Change = (editor) => {
  const code = new CodeWriter().op("end").finish();
  editor.func({ type: editor.funcType([], []), code, name: "weft reset" });
};
const MOVE_CODE: Change = (editor) => {
  editor.after("loop", new CodeWriter().op("nop").op("nop").op("nop").finish());
};

function rewrite(bytes: Uint8Array, ...changes: readonly Change[]): ReturnType<typeof written> {
  const editor = new ModuleEditor(readModule(bytes));
  for (const change of changes) change(editor);
  return written(editor);
}

function contentsOf(bytes: Uint8Array, of: string): number[] | undefined {
  const section = readModule(bytes).customs.find((each) => each.name === of);
  return section && [...bytes.subarray(section.offset, section.end)];
}

function contents(section: readonly number[]): number[] {
  return section.slice(1 + name("name").length);
}

test("names follow their functions, and what is added has its own", () => {
  const { bytes } = rewrite(moduleWith(NAMES), ADD_IMPORT, ADD_FUNCTION);
  const expected = nameSection({
    0: name("module"),
    1: nameMap({ 0: "import", 2: "first", 3: "second", 4: "weft reset" }),
    2: indirectNameMap({ 2: { 0: "parameter" }, 3: { 0: "other" } }),
    3: indirectNameMap({ 2: { 0: "label" } }),
    4: nameMap({ 0: "type" }),
    6: nameMap({}),
    7: nameMap({}),
    11: nameMap({}),
  });
  assert.deepEqual(contentsOf(bytes, "name"), contents(expected));
});

test("names of labels go when code is put into functions, names of what does not exist always", () => {
  const { bytes } = rewrite(moduleWith(NAMES), MOVE_CODE);
  const expected = nameSection({
    0: name("module"),
    1: nameMap({ 0: "import", 1: "first", 2: "second" }),
    2: indirectNameMap({ 1: { 0: "parameter" }, 2: { 0: "other" } }),
    4: nameMap({ 0: "type" }),
    6: nameMap({}),
    7: nameMap({}),
    11: nameMap({}),
  });
  assert.deepEqual(contentsOf(bytes, "name"), contents(expected));
});

test("branch hints follow their instructions", () => {
  const section = custom("metadata.code.branch_hint", ...HINTS);
  const { bytes } = rewrite(moduleWith(section), ADD_IMPORT, MOVE_CODE);
  assert.deepEqual(contentsOf(bytes, "metadata.code.branch_hint"), [...leb(1), 3, ...leb(2), 1, 1, 0, 8, 1, 1]);
  const module = readModule(bytes);
  const body = module.functions[3]?.range;
  assert.ok(body);
  assert.equal(bytes[body.offset + 8], 0x04);
  assert.equal(codeOf(bytes, body).offset, body.offset + 1);
  assert.ok(WebAssembly.validate(bytes));
});

/** A custom section, and what becomes of it when an import is added, and when code moves. */
const FATES: readonly [string, "kept" | "dropped", "kept" | "dropped"][] = [
  ["producers", "kept", "kept"],
  ["component-type:x", "kept", "kept"],
  ["dylink.0", "kept", "kept"],
  [".debug_info", "kept", "dropped"],
  ["sourceMappingURL", "dropped", "dropped"],
  ["external_debug_info", "kept", "dropped"],
  ["reloc.CODE", "dropped", "dropped"],
  ["linking", "dropped", "dropped"],
  ["metadata.code.call_targets", "dropped", "dropped"],
];

for (const [of, renumbered, moved] of FATES) {
  test(`${of} is ${renumbered} when functions are renumbered, ${moved} when code moves`, () => {
    const bytes = moduleWith(custom(of, 1, 2, 3));
    for (const [change, fate] of [
      [ADD_IMPORT, renumbered],
      [MOVE_CODE, moved],
    ] as const) {
      const result = rewrite(bytes, change);
      assert.deepEqual(contentsOf(result.bytes, of), fate === "kept" ? [1, 2, 3] : undefined);
      assert.deepEqual(
        result.dropped.map((each) => each.name),
        fate === "kept" ? [] : [of],
      );
    }
  });
}

test("a custom section that is malformed is dropped, and it is said why", () => {
  const { dropped } = rewrite(moduleWith([...NAMES, 1, 99]), ADD_IMPORT);
  assert.deepEqual(
    dropped.map((each) => each.name),
    ["name"],
  );
  assert.match(dropped[0]?.reason ?? "", /expected 99 bytes of a name subsection/);
});

test("a name subsection nobody knows is left out", () => {
  const { bytes } = rewrite(moduleWith(nameSection({ 1: nameMap({ 1: "first" }), 77: [1, 2] })), ADD_IMPORT);
  assert.deepEqual(contentsOf(bytes, "name"), contents(nameSection({ 1: nameMap({ 2: "first" }) })));
});
