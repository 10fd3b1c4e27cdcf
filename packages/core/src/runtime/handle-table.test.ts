import assert from "node:assert/strict";
import { test } from "node:test";
import { type Handle, HandleTable } from "./handle-table.ts";
import { Resource } from "./resource.ts";

const thing = new Resource("thing", undefined);
const handle = (rep: number, own = true): Handle => ({ resource: thing, rep, own, scope: undefined, lends: 0 });

test("indices begin at 1 and go up", () => {
  const table = new HandleTable();
  assert.deepEqual(
    [7, 8, 9].map((rep) => table.add(handle(rep))),
    [1, 2, 3],
  );
  assert.equal(table.get(2)?.rep, 8);
});

test("index 0, an index never given and one removed lead to nothing", () => {
  const table = new HandleTable();
  table.add(handle(7));
  table.remove(1);
  assert.deepEqual(
    [0, 1, 2, -1, 2 ** 32 - 1, 1.5].map((index) => table.get(index)),
    Array(6).fill(undefined),
  );
});

test("the last index removed is the first given again", () => {
  const table = new HandleTable();
  for (let i = 0; i < 4; i++) table.add(handle(i));
  for (const index of [1, 4, 2]) table.remove(index);
  assert.deepEqual(
    [5, 6, 7, 8].map((rep) => table.add(handle(rep))),
    [2, 4, 1, 5],
  );
});

test("removing in reverse what was added leaves the indices as they were", () => {
  const table = new HandleTable();
  const add = (): number => table.add(handle(0)) ?? 0;
  add();
  add();
  table.remove(1);
  const added = [add(), add(), add()];
  for (const index of added.toReversed()) table.remove(index);
  assert.deepEqual([add(), add(), add()], added);
});

test("what was owned is drained once, what was borrowed is not", () => {
  const table = new HandleTable();
  table.add(handle(1));
  table.add(handle(2, false));
  table.add(handle(3));
  table.add(handle(4));
  table.remove(3);
  assert.deepEqual(
    [...table.drain()].map(({ rep }) => rep),
    [1, 4],
  );
  assert.deepEqual([...table.drain()], []);
  assert.equal(table.add(handle(5)), 1);
});
