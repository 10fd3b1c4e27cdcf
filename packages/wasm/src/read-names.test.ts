import assert from "node:assert/strict";
import { test } from "node:test";
import { moduleOf, name } from "../test/module-bytes.ts";
import { indirectNameMap, nameMap, nameSection } from "../test/name-section.ts";
import { readModule } from "./read-module.ts";
import { readNames } from "./read-names.ts";

test("every kind of name is found by its index", () => {
  const section = nameSection({
    0: name("shop"),
    1: nameMap({ 0: "buy", 7: "sell" }),
    2: indirectNameMap({ 7: { 0: "price" } }),
    3: indirectNameMap({ 7: { 2: "again" } }),
    4: nameMap({ 0: "t" }),
    5: nameMap({ 0: "table" }),
    6: nameMap({ 0: "memory" }),
    7: nameMap({ 3: "stack" }),
    8: nameMap({ 0: "elem" }),
    9: nameMap({ 1: "data" }),
    10: indirectNameMap({ 0: { 1: "field" } }),
    11: nameMap({ 0: "oops" }),
    99: [1, 2, 3],
  });
  const names = readNames(readModule(moduleOf(section)));
  assert.deepEqual(names, {
    module: "shop",
    functions: new Map([
      [0, "buy"],
      [7, "sell"],
    ]),
    locals: new Map([[7, new Map([[0, "price"]])]]),
    labels: new Map([[7, new Map([[2, "again"]])]]),
    types: new Map([[0, "t"]]),
    tables: new Map([[0, "table"]]),
    memories: new Map([[0, "memory"]]),
    globals: new Map([[3, "stack"]]),
    elements: new Map([[0, "elem"]]),
    data: new Map([[1, "data"]]),
    fields: new Map([[0, new Map([[1, "field"]])]]),
    tags: new Map([[0, "oops"]]),
  });
});

test("a module without a name section has no names", () => {
  const { functions, module } = readNames(readModule(moduleOf()));
  assert.equal(functions.size, 0);
  assert.equal(module, undefined);
});

test("a malformed name section is an error of its own", () => {
  const module = readModule(moduleOf([0, ...name("name"), 1, 2, 200, 1]));
  assert.throws(() => readNames(module), /expected an index|number of names|names, found/i);
});
