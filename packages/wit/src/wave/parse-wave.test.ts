/** The JavaScript value of each type; what is accepted and refused is in `test/wave`. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ValType } from "@weft/core/types";
import * as t from "../../test/types.ts";
import { parseWave } from "./parse-wave.ts";

const ROWS: readonly (readonly [name: string, type: ValType, text: string, value: unknown])[] = [
  ["a bool", t.bool, "true", true],
  ["u32 as a number", t.u32, "7", 7],
  ["u64 as a bigint", t.u64, "7", 7n],
  ["s64 as a bigint", t.s64, "-7", -7n],
  ["f32 rounded", t.f32, "0.1", Math.fround(0.1)],
  ["negative zero", t.f64, "-0", -0],
  ["a char as a string", t.char, "'😀'", "😀"],
  ["list<u8> as Uint8Array", t.list(t.u8), "[1, 255]", Uint8Array.of(1, 255)],
  ["list<s64> as BigInt64Array", t.list(t.s64), "[-1]", BigInt64Array.of(-1n)],
  ["list<f32> as Float32Array", t.list(t.f32), "[0.5, nan]", Float32Array.of(0.5, Number.NaN)],
  ["a list of others as an array", t.list(t.bool), "[true]", [true]],
  ["a map as a Map", t.map(t.string, t.u8), '[("a", 1)]', new Map([["a", 1]])],
  ["a tuple as an array", t.tuple(t.u8, t.string), '(1, "a")', [1, "a"]],
  [
    "a record with camelCase keys",
    t.record({ "two-words": t.u8, HTTP: t.u8 }),
    "{HTTP: 2, two-words: 1}",
    { twoWords: 1, http: 2 },
  ],
  ["an omitted option as undefined", t.record({ a: t.option(t.u8) }), "{:}", { a: undefined }],
  ["an omitted nested option as tagged", t.record({ a: t.option(t.option(t.u8)) }), "{:}", { a: { tag: "none" } }],
  ["flags as booleans", t.flags("a", "two-words"), "{two-words}", { a: false, twoWords: true }],
  ["an enum as its name", t.enumeration("not-found"), "not-found", "not-found"],
  ["a case without payload", t.variant({ none: undefined }), "%none", { tag: "none" }],
  ["a case with payload", t.variant({ "a-b": t.u8 }), "a-b(1)", { tag: "a-b", val: 1 }],
  ["none as undefined", t.option(t.u8), "none", undefined],
  ["some as the value itself", t.option(t.u8), "1", 1],
  ["a nested option as tagged", t.option(t.option(t.u8)), "some(none)", { tag: "some", val: undefined }],
  [
    "an option around a nested one as the value itself",
    t.option(t.option(t.option(t.u8))),
    "some(none)",
    { tag: "none" },
  ],
  ["ok", t.result(t.u8), "ok(1)", { tag: "ok", val: 1 }],
  ["err without payload", t.result(t.u8), "err", { tag: "err", val: undefined }],
];

for (const [name, type, text, value] of ROWS) {
  test(`reads ${name}`, () => assert.deepEqual(parseWave(text, type), value));
}

test("what follows the value is an error", () => {
  assert.throws(() => parseWave("1 2", t.u8), { code: "syntax", column: 3, found: "2" });
});

test("an error carries its place, what was expected and what was found", () => {
  assert.throws(() => parseWave("[1,\n  \t  256]", t.list(t.u8)), {
    name: "WaveError",
    code: "range",
    line: 2,
    column: 6,
    span: { start: 9, end: 12 },
    expected: "u8 (0 to 255)",
    found: "256",
  });
});
