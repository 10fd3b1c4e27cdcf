import assert from "node:assert/strict";
import { test } from "node:test";
import { type Comparison, compare, isMet } from "./comparison.ts";
import { replaceTable, table } from "./table.ts";

const rounds = { weft: [2, 2, 2, 2, 2], peer: [8, 8, 8, 8, 8] };
const cost = compare("work", "ns", rounds, { sample: "peer", name: "a peer", bar: { atMost: 0.2 } });
const gain = compare("work", "ns", rounds, { sample: "peer", name: "a peer", bar: { atLeast: 3 } });
const rate = compare("serving", "requests/s", rounds, { sample: "peer", name: "a peer", bar: { atLeast: 0.3 } });

test("a cost is Weft's by the peer's, a gain the peer's time by Weft's, a rate Weft's by the peer's", () => {
  assert.deepEqual(
    [cost, gain, rate].map(({ ratio }) => ratio),
    [0.25, 4, 0.25],
  );
  assert.deepEqual([cost, gain, rate].map(isMet), [false, true, false]);
});

test("the table names work once, and what was missed", () => {
  assert.deepEqual(table([cost, gain, rate]).split("\n").slice(2), [
    "| work | 2 ns | a peer, 8 ns | 0.25× | **missed:** ≤ 0.2× |",
    "|  | 2 ns | a peer, 8 ns | 4× faster | ≥ 3× |",
    "| serving | 2/s | a peer, 8/s | 0.25× | **missed:** ≥ 0.3× |",
  ]);
});

test("times and rates are written short", () => {
  const written = (weft: number, unit: Comparison["unit"]) =>
    table([{ ...cost, weft, unit }])
      .split(" | ")
      .at(-4);
  assert.equal(written(1234.5, "ns"), "1.2 µs");
  assert.equal(written(65.4321, "ms"), "65 ms");
  assert.equal(written(12345.6, "requests/s"), "12300/s");
});

test("the table is written between its marks, and nowhere else", () => {
  const machine = { cpu: "a processor", cores: 2, system: "linux 6", node: "26.0.0", v8: "14" };
  const text = "before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nafter\n";
  const written = replaceTable(text, [{ measured: "2026-01-02", machine, comparisons: [gain] }]);
  assert.match(written, /^before\n<!-- bench:begin -->\n\| work/);
  assert.match(written, /Measured 2026-01-02 on 2 cores of a processor/);
  assert.match(written, /\n<!-- bench:end -->\nafter\n$/);
  assert.doesNotMatch(written, /old/);
  assert.throws(() => replaceTable("no marks", []), /expected <!-- bench:begin -->/);
});
