import assert from "node:assert/strict";
import { test } from "node:test";
import { median, medianRatio, takeRounds } from "./rounds.ts";

test("peers take turns", async () => {
  const order: string[] = [];
  const peer = (name: string) => () => order.push(name);
  await takeRounds({ a: peer("a"), b: peer("b") }, 5);
  assert.equal(order.join(""), "ababababab");
});

test("fewer than five rounds are refused", async () => {
  await assert.rejects(takeRounds({ a: () => 1 }, 4), /expected at least 5 rounds, found 4/);
});

test("ratios are taken within a round, and one disturbed round does not show", () => {
  const rounds = { a: [2, 4, 6, 8, 100], b: [1, 2, 3, 4, 5] };
  assert.equal(medianRatio(rounds, "a", "b"), 2);
});

test("the median of an even number of values lies between the middle ones", () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([3, 1, 2]), 2);
  assert.throws(() => median([]), /found none/);
});
