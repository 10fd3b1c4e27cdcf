import assert from "node:assert/strict";
import { test } from "node:test";
import { timezone } from "./timezone.ts";

const SUMMER = { seconds: BigInt(Date.UTC(2026, 6, 1) / 1000), nanoseconds: 0 };
const WINTER = { seconds: BigInt(Date.UTC(2026, 0, 1) / 1000), nanoseconds: 0 };
const END = { seconds: 2n ** 64n - 1n, nanoseconds: 999_999_999 };

const rows: readonly (readonly [string | undefined, typeof SUMMER, number, string, boolean])[] = [
  [undefined, SUMMER, 0, "UTC", false],
  ["UTC", END, 0, "UTC", false],
  ["Europe/Berlin", SUMMER, 7200, "GMT+2", true],
  ["Europe/Berlin", WINTER, 3600, "GMT+1", false],
  ["America/New_York", SUMMER, -14400, "EDT", true],
  ["America/New_York", WINTER, -18000, "EST", false],
  ["Australia/Sydney", WINTER, 39600, "GMT+11", true],
  ["Asia/Kathmandu", WINTER, 20700, "GMT+5:45", false],
];

for (const [zone, when, utcOffset, name, inDaylightSavingTime] of rows) {
  test(`${zone ?? "no zone"} at ${when.seconds}`, () => {
    assert.deepEqual(timezone(zone).display(when), { utcOffset, name, inDaylightSavingTime });
    assert.equal(timezone(zone).utcOffset(when), utcOffset);
  });
}

test("an unknown zone is refused", () => {
  assert.throws(() => timezone("Middle/Earth"), RangeError);
});
