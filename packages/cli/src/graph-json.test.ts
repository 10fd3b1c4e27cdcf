import assert from "node:assert/strict";
import { test } from "node:test";
import { parseGraph, stringifyGraph } from "./graph-json.ts";

const shared = { kind: "record", fields: [] };
const cyclic: Record<string, unknown> = { name: "a" };
cyclic["self"] = cyclic;

const CASES: readonly (readonly [what: string, data: object])[] = [
  ["an empty object", {}],
  ["an empty list", []],
  ["all primitives", { text: "[1]", none: null, yes: true, no: false, numbers: [0, -1, 1.5] }],
  ["lists of lists", [[], [[1]], [[2], [3]]]],
  ["keys of any kind", { "": 1, __index: { length: 2 }, "0": [["a"]] }],
  ["shared objects", { a: shared, b: [shared, shared] }],
  ["a cycle", cyclic],
];

for (const [what, data] of CASES) {
  test(`${what} comes back as it was`, () => assert.deepEqual(parseGraph(stringifyGraph(data)), data));
}

test("what was one object is one object again", () => {
  const { a, b } = parseGraph(stringifyGraph({ a: shared, b: [shared] })) as { a: object; b: object[] };
  assert.equal(a, b[0]);
});

test("the text grows with the objects, not with the ways to them", () => {
  let data: object = {};
  for (let i = 0; i < 64; i++) data = [data, data];
  assert.ok(stringifyGraph(data).length < 2000);
});

test("a text that was cut off is refused", () => {
  assert.throws(() => parseGraph(stringifyGraph([1, 2, 3]).slice(0, -1)), SyntaxError);
});
