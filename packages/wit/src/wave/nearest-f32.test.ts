import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nearestF32, shortestF32 } from "./nearest-f32.ts";

test("a decimal is rounded once, not through a 64-bit float", () => {
  // Just above the middle between 1 and the next 32-bit float; as a 64-bit float it is that middle.
  const aboveMiddle = "1.00000005960464477539062500000000000000000001";
  assert.equal(Math.fround(Number(aboveMiddle)), 1);
  assert.equal(nearestF32(aboveMiddle), 1 + 2 ** -23);
  assert.equal(nearestF32(`-${aboveMiddle}`), -1 - 2 ** -23);
});

test("a decimal just below a middle goes down", () => {
  const belowMiddle = "1.00000017881393432617187499999999999999999999";
  assert.equal(Math.fround(Number(belowMiddle)), 1 + 2 ** -22);
  assert.equal(nearestF32(belowMiddle), 1 + 2 ** -23);
});

test("a decimal on a middle goes to the even neighbour", () => {
  assert.equal(nearestF32("1.000000059604644775390625"), 1);
  assert.equal(nearestF32("16777217"), 16777216);
  assert.equal(nearestF32("16777219"), 16777220);
});

test("the border to infinity is the middle after the largest float", () => {
  assert.equal(nearestF32("3.40282356779733661637539395458142568447e38"), 3.4028234663852886e38);
  assert.equal(nearestF32("3.40282356779733661637539395458142568448e38"), Number.POSITIVE_INFINITY);
  assert.equal(nearestF32("-1e400"), Number.NEGATIVE_INFINITY);
});

test("the smallest floats and zeros keep their sign", () => {
  assert.equal(nearestF32("1e-45"), 2 ** -149);
  assert.equal(nearestF32("7.006492321624085354618e-46"), 0);
  assert.ok(Object.is(nearestF32("-0.0"), -0));
  assert.ok(Object.is(nearestF32("-1e-99"), -0));
});

test("short decimals stay short", () => {
  for (const text of ["0.1", "3.14", "1e-7", "16777216", "1e+21", "3.4028235e+38", "1e-45"]) {
    assert.equal(shortestF32(nearestF32(text)), text);
  }
});

test("every 32-bit float reads back from its shortest text", () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      assert.equal(nearestF32(shortestF32(value)), value);
    }),
  );
});

test("reading agrees with exact arithmetic on middles moved by less than a 64-bit float can see", () => {
  const middles = fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(1e-3), max: Math.fround(1e6) });
  fc.assert(
    fc.property(middles, fc.constantFrom(-1, 1), (low, nudge) => {
      const high = nextUp(low);
      const middle = exactDecimal((low + high) / 2);
      const text = nudge > 0 ? `${middle}${"0".repeat(20)}1` : decrement(middle);
      assert.equal(nearestF32(text), nudge > 0 ? high : low);
    }),
  );
});

function nextUp(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  view.setUint32(0, view.getUint32(0) + 1);
  return view.getFloat32(0);
}

/** All digits of a number between 1e-4 and 1e7, with a decimal point. */
function exactDecimal(value: number): string {
  return value.toFixed(60);
}

/** A decimal a little less: its last digits `…000` become `…(-1)999`. */
function decrement(decimal: string): string {
  const digits = BigInt(`${decimal.replace(".", "")}${"0".repeat(20)}`) - 1n;
  const text = digits.toString().padStart(81, "0");
  return `${text.slice(0, -80)}.${text.slice(-80)}`;
}
