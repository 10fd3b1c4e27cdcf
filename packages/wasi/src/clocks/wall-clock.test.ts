import assert from "node:assert/strict";
import { test } from "node:test";
import { nodePlatform } from "../node/platform.ts";
import { datetimeOf, nanosecondsOf } from "./datetime.ts";
import { wallClock } from "./wall-clock.ts";

const clock = wallClock(nodePlatform);

test("now is the system's time", () => {
  const before = BigInt(Date.now()) * 1_000_000n;
  const now = nanosecondsOf(clock.now());
  assert.ok(now >= before);
  assert.ok(now < BigInt(Date.now() + 1) * 1_000_000n);
});

test("nanoseconds stay below a second", () => {
  const { nanoseconds } = clock.now();
  assert.ok(nanoseconds >= 0 && nanoseconds < 1e9);
});

test("resolution is above zero", () => {
  assert.ok(nanosecondsOf(clock.resolution()) > 0n);
});

const rows: readonly (readonly [bigint, bigint, number])[] = [
  [0n, 0n, 0],
  [999_999_999n, 0n, 999_999_999],
  [1_000_000_000n, 1n, 0],
  [1_795_372_603_407_972_900n, 1_795_372_603n, 407_972_900],
];

for (const [total, seconds, nanoseconds] of rows) {
  test(`${total} ns is ${seconds} s and ${nanoseconds} ns, and back`, () => {
    assert.deepEqual(datetimeOf(total), { seconds, nanoseconds });
    assert.equal(nanosecondsOf({ seconds, nanoseconds }), total);
  });
}
