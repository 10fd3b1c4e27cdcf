/**
 * JavaScript values that do not fit a WIT type. Given to an export they are refused by name and leave the instance as it was; as the
 * answer of an import they stop the guest that waits for it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Trap, ValueError } from "@weft/core";
import type { ValType } from "@weft/core/types";
import { Probe } from "../../packages/core/test/probe.ts";
import * as t from "../../packages/wit/test/types.ts";

const point = t.record({ x: t.u8, "y-axis": t.s16 });
const shape = t.variant({ dot: undefined, circle: t.f64 });
const RANGES: readonly (readonly [type: ValType, expected: string, least: number, most: number])[] = [
  [t.u8, "u8 (0 to 255)", 0, 255],
  [t.s8, "s8 (-128 to 127)", -128, 127],
  [t.u16, "u16 (0 to 65535)", 0, 65535],
  [t.s16, "s16 (-32768 to 32767)", -32768, 32767],
  [t.u32, "u32 (0 to 4294967295)", 0, 2 ** 32 - 1],
  [t.s32, "s32 (-2147483648 to 2147483647)", -(2 ** 31), 2 ** 31 - 1],
];
const U64 = "u64 (a bigint from 0 to 2^64 - 1)";
const S64 = "s64 (a bigint from -2^63 to 2^63 - 1)";
const CHAR = "char (a string of one Unicode scalar value)";
const POINT = "record { x: u8, y-axis: s16 }";
const SHAPE = "variant { dot, circle(f64) }";

const inherited = Object.create({ valueOf: () => 1 });
const throwing = {
  valueOf(): never {
    throw new Error("never called");
  },
};

/** Its own tag. */
const tagged: { tag?: unknown } = {};
tagged.tag = tagged;

type Row = readonly [type: ValType, value: unknown, expected: string, found: string];

const REFUSED: readonly Row[] = [
  ...RANGES.flatMap(([type, expected, least, most]): Row[] => [
    [type, least - 1, expected, String(least - 1)],
    [type, most + 1, expected, String(most + 1)],
    [type, 1.5, expected, "1.5"],
    [type, Number.NaN, expected, "NaN"],
    [type, Number.POSITIVE_INFINITY, expected, "Infinity"],
    [type, "1", expected, '"1"'],
    [type, 1n, expected, "1n"],
    [type, true, expected, "true"],
    [type, null, expected, "null"],
    [type, undefined, expected, "undefined"],
    [type, [1], expected, "an array of 1"],
    [type, Symbol("s"), expected, "a symbol"],
    [type, () => 1, expected, "a function"],
    [type, inherited, expected, "an object without properties"],
    [type, throwing, expected, "an object with valueOf"],
  ]),
  [t.u64, -1n, U64, "-1n"],
  [t.u64, 2n ** 64n, U64, "18446744073709551616n"],
  [t.u64, -1, U64, "-1"],
  [t.u64, 2 ** 53, U64, "9007199254740992"],
  [t.u64, 1.5, U64, "1.5"],
  [t.u64, "1", U64, '"1"'],
  [t.s64, 2n ** 63n, S64, "9223372036854775808n"],
  [t.s64, -(2n ** 63n) - 1n, S64, "-9223372036854775809n"],
  [t.s64, undefined, S64, "undefined"],
  [t.bool, 1, "bool", "1"],
  [t.bool, "true", "bool", '"true"'],
  [t.bool, undefined, "bool", "undefined"],
  [t.f32, "1", "f32 (a number)", '"1"'],
  [t.f32, 1n, "f32 (a number)", "1n"],
  [t.f64, null, "f64 (a number)", "null"],
  [t.f64, new Number(1), "f64 (a number)", "an object without properties"],
  [t.char, "", CHAR, '""'],
  [t.char, "ab", CHAR, '"ab"'],
  [t.char, "e\u0301", CHAR, '"e\u0301"'],
  [t.char, "\ud800", CHAR, '"\\ud800"'],
  [t.char, "\udc00", CHAR, '"\\udc00"'],
  [t.char, 97, CHAR, "97"],
  [t.string, 1, "string", "1"],
  [t.string, undefined, "string", "undefined"],
  [t.string, null, "string", "null"],
  [t.string, ["a"], "string", "an array of 1"],
  [t.string, new String("a"), "string", "an object with 0"],
  [t.list(t.u8), 1, "list<u8>", "1"],
  [t.list(t.u8), "abc", "list<u8>", '"abc"'],
  [t.list(t.u8), { length: 1, 0: 1 }, "list<u8>", "an object with 0, length"],
  [t.list(t.u8), new Set([1]), "list<u8>", "an object without properties"],
  [t.list(t.u8), [1, 256], "u8 (0 to 255)", "256"],
  [t.list(t.u8), Uint16Array.of(256), "u8 (0 to 255)", "256"],
  [t.list(t.u8), new Array(2), "u8 (0 to 255)", "undefined"],
  [t.list(t.s64), Float64Array.of(1.5), S64, "1.5"],
  [t.list(t.u8), new DataView(new ArrayBuffer(1)), "list<u8>", "an object without properties"],
  [t.list(t.string), ["a", 1], "string", "1"],
  [t.list(t.u8, 2), [1], "list<u8, 2>", "an array of 1"],
  [t.list(t.string, 2), "ab", "list<string, 2>", '"ab"'],
  [t.tuple(t.u8, t.u8), [1], "tuple<u8, u8>", "an array of 1"],
  [t.tuple(t.u8, t.u8), [1, 2, 3], "tuple<u8, u8>", "an array of 3"],
  [t.tuple(t.u8, t.u8), Uint8Array.of(1, 2), "tuple<u8, u8>", "an object with 0, 1"],
  [t.tuple(t.u8, t.u8), { 0: 1, 1: 2, length: 2 }, "tuple<u8, u8>", "an object with 0, 1, length"],
  [point, undefined, POINT, "undefined"],
  [point, 1, POINT, "1"],
  [point, { x: 1 }, "s16 (-32768 to 32767)", "undefined"],
  [point, { x: 1, "y-axis": 2 }, "s16 (-32768 to 32767)", "undefined"],
  [shape, "dot", SHAPE, '"dot"'],
  [shape, {}, SHAPE, "an object without properties"],
  [shape, { tag: "square" }, SHAPE, '{ tag: "square" }'],
  [shape, { tag: "circle" }, "f64 (a number)", "undefined"],
  [shape, tagged, SHAPE, "{ tag: an object }"],
  [shape, { tag: 7 }, SHAPE, "{ tag: 7 }"],
  [shape, { tag: "__proto__" }, SHAPE, '{ tag: "__proto__" }'],
  [t.enumeration("a", "b"), "c", "enum { a, b }", '"c"'],
  [t.enumeration("a", "b"), 0, "enum { a, b }", "0"],
  [t.enumeration("a", "b"), "constructor", "enum { a, b }", '"constructor"'],
  [t.flags("a", "b"), undefined, "flags { a, b }", "undefined"],
  [t.flags("a", "b"), 3, "flags { a, b }", "3"],
  [t.option(t.u8), "x", "u8 (0 to 255)", '"x"'],
  [t.option(t.option(t.u8)), undefined, "option<option<u8>>", "undefined"],
  [t.option(t.option(t.u8)), { tag: "some", val: "x" }, "u8 (0 to 255)", '"x"'],
  [t.tuple(t.result(t.u8, t.string)), [{ tag: "okay" }], "result<u8, string>", '{ tag: "okay" }'],
  [t.tuple(t.result(t.u8, t.string)), [1], "result<u8, string>", "1"],
  [t.map(t.string, t.u8), { a: 1 }, "map<string, u8>", "an object with a"],
  [t.map(t.string, t.u8), [["a"]], "tuple<string, u8>", "an array of 1"],
  [t.map(t.string, t.u8), new Map([["a", 256]]), "u8 (0 to 255)", "256"],
];

for (const [type, value, expected, found] of REFUSED) {
  test(`${type.kind}: expected ${expected}, found ${found}`, async () => {
    const message = `expected ${expected}, found ${found}`;
    const probe = await Probe.start(type, { answer: value });
    assert.throws(() => probe.take(value), new ValueError(`Cannot call "take": ${message}`));
    assert.ok(probe.instance.enterable);
    probe.assertGuardsIntact();
    probe.pokeFlat(0, 1024);
    assert.throws(
      () => probe.receive(),
      (error) => {
        assert.ok(error instanceof Trap);
        assert.equal(error.reason, `import "source" answered with a value that does not fit: ${message}`);
        assert.equal((error.cause as Error).message, message);
        return true;
      },
    );
  });
}

/** What is taken beside the value itself. */
const TAKEN: readonly (readonly [type: ValType, given: unknown, value: unknown])[] = [
  [t.u64, 5, 5n],
  [t.s64, -5, -5n],
  [t.u8, -0, 0],
  [t.list(t.u8), new Uint8ClampedArray([1]), Uint8Array.of(1)],
  [t.list(t.u8), new Uint8Array([1, 2]).buffer, Uint8Array.of(1, 2)],
  [t.list(t.u8), Buffer.from([1, 2, 3]).subarray(1), Uint8Array.of(2, 3)],
  [t.list(t.u16), new Uint16Array([1, 2, 3]).subarray(1, 2), Uint16Array.of(2)],
  [t.list(t.u64), [1, 2n], BigUint64Array.of(1n, 2n)],
  [t.list(t.f32), Float64Array.of(0.1), Float32Array.of(0.1)],
  [t.option(t.u8), null, undefined],
  [t.record({ a: t.option(t.u8) }), {}, { a: undefined }],
  [t.flags("a", "b"), { b: 1, c: true }, { a: false, b: true }],
  [
    point,
    new (class {
      x = 1;
      get yAxis() {
        return 2;
      }
    })(),
    { x: 1, yAxis: 2 },
  ],
  [t.map(t.u8, t.u8), [[1, 2]], new Map([[1, 2]])],
  [t.string, "a\ud800", "a\ufffd"],
];

for (const [type, given, value] of TAKEN) {
  test(`${type.kind} is taken from ${Object.prototype.toString.call(given)}`, async () => {
    const probe = await Probe.start(type);
    assert.deepEqual(probe.relay(given), value);
  });
}

test("an error thrown where a value is read is the caller's own, and leaves the instance as it was", async () => {
  const probe = await Probe.start(point);
  const thrown = new RangeError("no axis");
  const value = {
    x: 1,
    get yAxis(): number {
      throw thrown;
    },
  };
  assert.throws(
    () => probe.take(value),
    (error) => error === thrown,
  );
  assert.deepEqual(probe.relay({ x: 1, yAxis: 2 }), { x: 1, yAxis: 2 });
});
