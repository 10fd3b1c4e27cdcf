/** What cannot be written, and why; what can is in `round-trip.test.ts` and `test/wave`. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ValType } from "@weft/core/types";
import * as t from "../../test/types.ts";
import { formatWave } from "./format-wave.ts";
import { WaveValueError } from "./wave-error.ts";

const counter = t.resource("counter");
const REFUSED: readonly (readonly [type: ValType, value: unknown, message: string])[] = [
  [t.bool, 1, "the value as WAVE: expected true or false, found 1"],
  [t.u8, 256, "the value as WAVE: expected u8 (0 to 255), found 256"],
  [t.u8, 1.5, "the value as WAVE: expected u8 (0 to 255), found 1.5"],
  [t.u8, 1n, "the value as WAVE: expected u8 (0 to 255), found 1n"],
  [t.u64, 1, "the value as WAVE: expected a bigint for u64, found 1"],
  [t.u64, -1n, "the value as WAVE: expected a bigint for u64, found -1n"],
  [t.f64, "1", 'the value as WAVE: expected a number for f64, found "1"'],
  [t.char, "ab", 'the value as WAVE: expected a string of one character, found "ab"'],
  [t.char, "\ud800", 'the value as WAVE: expected a Unicode scalar value, found "\\ud800"'],
  [t.string, "\udc00", 'the value as WAVE: expected a string without halves of surrogate pairs, found "\\udc00"'],
  [t.string, null, "the value as WAVE: expected a string, found null"],
  [t.list(t.u8), new Set(), "the value as WAVE: expected a list, found an object of class Set"],
  [t.list(t.string), ["a", 2], "value[1] as WAVE: expected a string, found 2"],
  [t.list(t.u8, 2), [1], "the value as WAVE: expected a list of 2, found an array of 1"],
  [t.map(t.string, t.u8), new Map([["a", "b"]]), 'value[0][1] as WAVE: expected u8 (0 to 255), found "b"'],
  [t.map(t.string, t.u8), {}, "the value as WAVE: expected a Map, found an object of class Object"],
  [t.tuple(t.u8, t.u8), [1], "the value as WAVE: expected an array of 2, found an array of 1"],
  [t.record({ "a-b": t.list(t.u8) }), { aB: [1, -1] }, "value.aB[1] as WAVE: expected u8 (0 to 255), found -1"],
  [t.record({ a: t.u8 }), {}, "value.a as WAVE: expected u8 (0 to 255), found undefined"],
  [t.record({ a: t.u8 }), 1, 'the value as WAVE: expected a record with "a", found 1'],
  [t.flags("a"), { a: "yes" }, 'value.a as WAVE: expected true, false or undefined, found "yes"'],
  [t.variant({ a: t.u8 }), { tag: "b" }, 'the value as WAVE: expected a(…), found an object with tag "b"'],
  [t.variant({ a: t.u8 }), { tag: "a", val: "x" }, 'value.val as WAVE: expected u8 (0 to 255), found "x"'],
  [t.enumeration("a", "b"), "c", 'the value as WAVE: expected one of "a", "b", found "c"'],
  [t.option(t.u8), "x", 'the value as WAVE: expected u8 (0 to 255), found "x"'],
  [t.option(t.option(t.u8)), 1, 'the value as WAVE: expected an object with tag "some" or "none", found 1'],
  [t.result(t.u8), 1, 'the value as WAVE: expected an object with tag "ok" or "err", found 1'],
  [
    t.own(counter),
    {},
    'the value as WAVE: expected a value that has a text, found a handle of resource "counter", which exists only inside a running component',
  ],
];

for (const [type, value, message] of REFUSED) {
  test(`refuses ${message}`, () => {
    assert.throws(() => formatWave(value, type), { name: "WaveValueError", message: `Cannot write ${message}` });
  });
}

test("an error carries the path to the part", () => {
  const type = t.list(t.tuple(t.record({ "a-b": t.result(t.u8) })));
  assert.throws(
    () => formatWave([[{ aB: { tag: "ok", val: 300 } }]], type),
    (error: WaveValueError) => {
      assert.deepEqual(error.path, [0, 0, "aB", "val"]);
      return error instanceof WaveValueError;
    },
  );
});

test("what hosts may leave out is none or false", () => {
  assert.equal(formatWave({}, t.record({ a: t.option(t.u8) })), "{:}");
  assert.equal(formatWave({ a: null }, t.record({ a: t.option(t.u8) })), "{:}");
  assert.equal(formatWave({ b: true }, t.flags("a", "b")), "{b}");
});

test("a plain array is written like the typed array of its type", () => {
  assert.equal(formatWave([1, 2], t.list(t.u8)), "[1, 2]");
  assert.equal(formatWave([0.1], t.list(t.f32)), "[0.1]");
});
