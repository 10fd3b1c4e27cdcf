import assert from "node:assert/strict";
import { test } from "node:test";
import { webPlatform } from "@weft/core";
import fc from "fast-check";
import { nodePlatform } from "./platform.ts";

const { utf8 } = nodePlatform;

/** Any UTF-16 code units: ASCII, other scripts, pairs and lone surrogates, of every length around the thresholds. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.string({ minLength: 1, maxLength: 1 }),
    fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
  ),
  maxLength: 80,
});

test("writing is what TextEncoder writes, within its bounds", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const expected = new TextEncoder().encode(text);
      const memory = new Uint8Array(expected.length + 2).fill(0xaa);
      assert.equal(utf8.byteLength(text), expected.length);
      assert.equal(utf8.write(text, memory, 1), expected.length);
      assert.deepEqual(memory, Uint8Array.of(0xaa, ...expected, 0xaa));
    }),
  );
});

test("reading back gives the text", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const bytes = new TextEncoder().encode(text);
      assert.equal(utf8.read(bytes, 0, bytes.length), text.toWellFormed());
    }),
  );
});

test("any bytes are read or refused as the web platform does", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      assert.deepEqual(
        outcome(() => utf8.read(bytes, 0, bytes.length)),
        outcome(() => webPlatform.utf8.read(bytes, 0, bytes.length)),
      );
    }),
  );
});

function outcome(read: () => string): string {
  try {
    return `text ${read()}`;
  } catch (error) {
    return (error as Error).name;
  }
}

const malformed: readonly string[] = [
  "80",
  "c0af",
  "c3",
  "eda080",
  "f4908080",
  `${"61".repeat(60)}ff`,
  `efbfbd${"61".repeat(20)}ff`,
];

for (const hex of malformed) {
  test(`malformed bytes are refused: ${hex.slice(-8)}`, () => {
    const memory = Uint8Array.fromHex(hex);
    assert.throws(() => utf8.read(memory, 0, memory.length), TypeError);
  });
}

test("a U+FFFD that is really there is read", () => {
  const bytes = new TextEncoder().encode(`${"x".repeat(20)}\ufffd`);
  assert.equal(utf8.read(bytes, 0, bytes.length), `${"x".repeat(20)}\ufffd`);
});

test("a linear memory that grew is written too", () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  memory.grow(1);
  const bytes = new Uint8Array(memory.buffer);
  const text = "é".repeat(100);
  assert.equal(utf8.write(text, bytes, 65_500), 200);
  assert.equal(utf8.read(bytes, 65_500, 65_700), text);
});

test("the clocks advance and a timer of 0 comes with the next turn of the event loop", async () => {
  const [now, wall] = [nodePlatform.now(), nodePlatform.wallClock()];
  await new Promise<void>((resolve) => nodePlatform.setTimer(resolve, 0));
  assert.ok(nodePlatform.now() > now);
  assert.ok(nodePlatform.wallClock() >= wall);
});

test("a cancelled timer does not call back", async () => {
  const called: number[] = [];
  for (const delayMs of [0, 1]) nodePlatform.setTimer(() => called.push(delayMs), delayMs)();
  await new Promise<void>((resolve) => nodePlatform.setTimer(resolve, 5));
  assert.deepEqual(called, []);
});
