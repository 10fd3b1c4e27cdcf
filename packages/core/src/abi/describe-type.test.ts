import assert from "node:assert/strict";
import { test } from "node:test";
import type { FuncType, ValType } from "../types.ts";
import { describeFunc, describeType } from "./describe-type.ts";

const u8: ValType = { kind: "u8" };
const text: ValType = { kind: "string" };
const file = { kind: "resource", id: 0, name: "file" } as const;
const nameless = { kind: "resource", id: 1, name: "" } as const;
const nest = (depth: number): ValType =>
  Array.from({ length: depth }).reduce<ValType>((type) => ({ kind: "option", type }), u8);
const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `n${i}`);
const record = (type: ValType): ValType => ({ kind: "record", fields: names(1000).map((name) => ({ name, type })) });

const rows: readonly (readonly [type: ValType, text: string])[] = [
  [u8, "u8"],
  [{ kind: "list", element: text }, "list<string>"],
  [{ kind: "list", element: text, length: 3 }, "list<string, 3>"],
  [{ kind: "tuple", types: [u8, text] }, "tuple<u8, string>"],
  [
    {
      kind: "record",
      fields: [
        { name: "a", type: u8 },
        { name: "b-c", type: text },
      ],
    },
    "record { a: u8, b-c: string }",
  ],
  [{ kind: "variant", cases: [{ name: "a" }, { name: "b", type: u8 }] }, "variant { a, b(u8) }"],
  [{ kind: "enum", names: names(6) }, "enum { n0, n1, n2, n3, n4, n5 }"],
  [{ kind: "flags", names: names(8) }, "flags { n0, n1, n2, n3, n4, n5, … 2 more }"],
  [{ kind: "result" }, "result"],
  [{ kind: "result", ok: u8 }, "result<u8>"],
  [{ kind: "result", err: u8 }, "result<_, u8>"],
  [{ kind: "result", ok: u8, err: text }, "result<u8, string>"],
  [{ kind: "own", resource: file }, "file"],
  [{ kind: "borrow", resource: file }, "borrow<file>"],
  [{ kind: "own", resource: nameless }, "own<resource>"],
  [{ kind: "stream" }, "stream"],
  [{ kind: "future", element: u8 }, "future<u8>"],
  [{ kind: "map", key: text, value: u8 }, "map<string, u8>"],
  [nest(4), "option<option<option<option<u8>>>>"],
  [nest(9), "option<option<option<option<option<…>>>>>"],
  [{ kind: "enum", names: ["x".repeat(61)] }, `enum { ${"x".repeat(60)}… }`],
];
for (const [type, expected] of rows) {
  test(expected.slice(0, 60), () => assert.equal(describeType(type), expected));
}

test("a function with its parameters and result", () => {
  const type: FuncType = {
    kind: "func",
    async: true,
    params: [
      { name: "x", type: u8 },
      { name: "y", type: text },
    ],
    result: nest(1),
  };
  assert.equal(describeFunc(type), "async func(x: u8, y: string) -> option<u8>");
  assert.equal(describeFunc({ kind: "func", async: false, params: [] }), "func()");
});

test("the description of an enormous type is short and made at once", () => {
  const type: ValType = record(record(record(u8)));
  const begin = performance.now();
  for (let i = 0; i < 100; i++) assert.ok(describeType(type).length < 1000);
  assert.ok(performance.now() - begin < 500);
});
