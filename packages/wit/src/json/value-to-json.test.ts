import assert from "node:assert/strict";
import { test } from "node:test";
import type { ValType } from "@weft/core/types";
import * as t from "../../test/types.ts";
import { type Json, valueToJson } from "./value-to-json.ts";

const CASES: readonly (readonly [type: ValType, value: unknown, json: Json])[] = [
  [t.bool, true, true],
  [t.u8, 255, 255],
  [t.s32, -1, -1],
  [t.u64, 2n ** 53n - 1n, 9007199254740991],
  [t.u64, 2n ** 64n - 1n, "18446744073709551615"],
  [t.s64, -(2n ** 53n), "-9007199254740992"],
  [t.f64, 1.5, 1.5],
  [t.f32, Number.NaN, "nan"],
  [t.f64, Number.NEGATIVE_INFINITY, "-inf"],
  [t.char, "é", "é"],
  [t.string, 'a"\n', 'a"\n'],
  [t.list(t.u8), new Uint8Array([1, 2]), [1, 2]],
  [t.list(t.u64), new BigUint64Array([1n]), [1]],
  [t.map(t.string, t.u8), new Map([["a", 1]]), [["a", 1]]],
  [t.tuple(t.u8, t.string), [1, "b"], [1, "b"]],
  [t.record({ "a-b": t.u8, c: t.option(t.u8) }), { aB: 1, c: undefined }, { "a-b": 1, c: null }],
  [t.flags("a-b", "c"), { aB: true, c: false }, ["a-b"]],
  [t.variant({ a: t.u8, b: undefined }), { tag: "a", val: 1 }, { a: 1 }],
  [t.variant({ a: t.u8, b: undefined }), { tag: "b" }, "b"],
  [t.enumeration("a", "b"), "b", "b"],
  [t.option(t.u8), 1, 1],
  [t.option(t.u8), undefined, null],
  [t.option(t.option(t.u8)), { tag: "none" }, "none"],
  [t.option(t.option(t.u8)), { tag: "some", val: undefined }, { some: null }],
  [t.option(t.option(t.u8)), { tag: "some", val: 1 }, { some: 1 }],
  [t.result(t.u8, t.string), { tag: "ok", val: 1 }, { ok: 1 }],
  [t.result(t.u8, t.string), { tag: "err", val: "no" }, { err: "no" }],
  [t.result(), { tag: "ok" }, { ok: null }],
];

for (const [type, value, json] of CASES) {
  test(`a ${type.kind} is ${JSON.stringify(json)}`, () => assert.deepEqual(valueToJson(value, type), json));
}

test("a handle has no JSON", () => {
  assert.throws(() => valueToJson({}, t.own(t.resource("counter"))), {
    message: "Cannot write a value of type own as JSON: it exists only inside a running component",
  });
});
