import assert from "node:assert/strict";
import { test } from "node:test";
import { webPlatform } from "./web-platform.ts";

const texts: readonly string[] = [
  "",
  "a",
  "abcd",
  "ascii of fifteen",
  "x".repeat(24),
  "x".repeat(25),
  "é",
  "short mixed é",
  "漢字かな".repeat(40),
  "😀",
  `tail ${"😀".repeat(30)}`,
  "\ufeffbom stays",
  "\0 inside",
  "\ufffd is a character",
];

for (const text of texts) {
  test(`utf8 writes and reads back ${JSON.stringify(text.slice(0, 20))}`, () => {
    const expected = new TextEncoder().encode(text);
    const memory = new Uint8Array(expected.length + 16).fill(0xaa);
    assert.equal(webPlatform.utf8.byteLength(text), expected.length);
    assert.equal(webPlatform.utf8.write(text, memory, 8), expected.length);
    assert.deepEqual(memory.subarray(8, 8 + expected.length), expected);
    assert.ok(memory.subarray(0, 8).every((byte) => byte === 0xaa));
    assert.ok(memory.subarray(8 + expected.length).every((byte) => byte === 0xaa));
    assert.equal(webPlatform.utf8.read(memory, 8, 8 + expected.length), text);
  });
}

const lone: readonly (readonly [string, string])[] = [
  ["\ud800", "efbfbd"],
  ["\udc00a", "efbfbd61"],
  ["a\ud800b", "61efbfbd62"],
  [`${"x".repeat(30)}\ud83d`, `${"78".repeat(30)}efbfbd`],
];

for (const [text, hex] of lone) {
  test(`utf8 writes a lone surrogate as U+FFFD: ${JSON.stringify(text.slice(-4))}`, () => {
    const memory = new Uint8Array(64);
    assert.equal(webPlatform.utf8.byteLength(text), hex.length / 2);
    assert.equal(webPlatform.utf8.write(text, memory, 0), hex.length / 2);
    assert.equal(memory.subarray(0, hex.length / 2).toHex(), hex);
  });
}

const malformed: readonly string[] = [
  "80",
  "c0af",
  "c3",
  "eda080",
  "f4908080",
  "f8888080",
  `${"61".repeat(60)}ff`,
  "61e282",
];

for (const hex of malformed) {
  test(`utf8 refuses the bytes ${hex.slice(-8)}`, () => {
    const memory = Uint8Array.fromHex(hex);
    assert.throws(() => webPlatform.utf8.read(memory, 0, memory.length), TypeError);
  });
}

test("random bytes come in any length", () => {
  assert.equal(webPlatform.randomBytes(0).length, 0);
  const bytes = webPlatform.randomBytes(200_000);
  assert.equal(bytes.length, 200_000);
  assert.ok(bytes.subarray(131_072).some((byte) => byte !== 0));
});

test("the monotonic clock does not go back", () => {
  const first = webPlatform.now();
  assert.ok(webPlatform.now() >= first);
});

test("the wall clock is the system's", () => {
  const before = BigInt(Date.now()) * 1_000_000n;
  const now = webPlatform.wallClock();
  assert.ok(now >= before && now <= BigInt(Date.now()) * 1_000_000n);
});

test("a timer calls back, and not when cancelled", async () => {
  const called: string[] = [];
  const cancel = webPlatform.setTimer(() => called.push("cancelled"), 0);
  cancel();
  await new Promise<void>((resolve) => webPlatform.setTimer(resolve, 5));
  assert.deepEqual(called, []);
});
