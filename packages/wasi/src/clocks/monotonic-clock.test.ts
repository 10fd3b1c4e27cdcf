import assert from "node:assert/strict";
import { test } from "node:test";
import { poll } from "../io/pollable.ts";
import { nodePlatform } from "../node/platform.ts";
import { monotonicClock } from "./monotonic-clock.ts";

const clock = monotonicClock(nodePlatform);
const MS = 1_000_000n;
const FAR = 2n ** 64n - 1n;

test("now does not go back", () => {
  const first = clock.now();
  assert.ok(clock.now() >= first);
});

test("resolution is above zero", () => {
  assert.ok(clock.resolution() > 0n);
});

test("a duration is over no sooner than asked", async () => {
  const begin = clock.now();
  await clock.subscribeDuration(5n * MS).block();
  assert.ok(clock.now() - begin >= 5n * MS);
});

test("a duration below a timer's granularity is waited for too", async () => {
  const begin = clock.now();
  await clock.subscribeDuration(10_000n).block();
  assert.ok(clock.now() - begin >= 10_000n);
});

test("an instant is reached no sooner than asked", async () => {
  const when = clock.now() + 5n * MS;
  await clock.subscribeInstant(when).block();
  assert.ok(clock.now() >= when);
});

test("a pollable stays ready once its moment has come", async () => {
  const pollable = clock.subscribeDuration(1n);
  await pollable.block();
  assert.equal(pollable.ready(), true);
  assert.equal(pollable.block(), undefined);
});

const past: readonly (readonly [string, () => bigint])[] = [
  ["now", () => clock.now()],
  ["a moment ago", () => clock.now() - 1n],
  ["the beginning", () => 0n],
];

for (const [name, when] of past) {
  test(`an instant that has passed (${name}) is ready after one turn of the event loop`, async () => {
    const pollable = clock.subscribeInstant(when());
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    await pollable.block();
    assert.ok(turned);
    assert.equal(pollable.ready(), true);
  });
}

test("zero timeouts in a busy loop let others become ready", async () => {
  const other = clock.subscribeDuration(2n * MS);
  for (;;) {
    const ready = await poll([clock.subscribeDuration(0n), other]);
    if (ready.includes(1)) return;
  }
});

test("the far end of the range is waited for, not overflowed", async () => {
  const ready = await poll([
    clock.subscribeInstant(FAR),
    clock.subscribeDuration(FAR),
    clock.subscribeDuration(1n * MS),
  ]);
  assert.deepEqual(ready, Uint32Array.of(2));
});

test("several deadlines: the nearest one ends the wait", async () => {
  const ready = await poll([clock.subscribeDuration(60_000n * MS), clock.subscribeDuration(2n * MS)]);
  assert.deepEqual(ready, Uint32Array.of(1));
});
