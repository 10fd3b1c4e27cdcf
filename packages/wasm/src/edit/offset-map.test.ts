import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { applyEdits, Edits, movesOf } from "./edits.ts";
import { OffsetMap } from "./offset-map.ts";

/** What happens at the end of a stretch of bytes that are kept. */
interface Step {
  readonly kept: number;
  readonly removed: number;
  readonly inserted: number;
}

const STEPS = fc.array(fc.record({ kept: fc.nat(4), removed: fc.nat(3), inserted: fc.nat(3) }), { maxLength: 12 });
const OLD = fc.integer({ min: 1, max: 100 });

/** Bytes that say where they were: each is its own offset; inserted ones are 255. */
function edited(steps: readonly Step[], rest: number): { edits: Edits; old: Uint8Array } {
  const edits = new Edits();
  let at = 0;
  for (const { kept, removed, inserted } of steps) {
    at += kept;
    if (removed + inserted > 0) edits.replace(at, at + removed, new Uint8Array(inserted).fill(255));
    at += removed;
  }
  return { edits, old: Uint8Array.from({ length: at + rest }, (_, i) => i) };
}

test("kept bytes are found in both directions, whatever was edited", () => {
  fc.assert(
    fc.property(STEPS, OLD, (steps, rest) => {
      const { edits, old } = edited(steps, rest);
      const map = new OffsetMap(movesOf([edits]));
      applyEdits(old, [edits]).forEach((origin, offset) => {
        const found = map.toOld(offset);
        assert.equal(found.inserted, origin === 255);
        if (origin === 255) return;
        assert.equal(found.offset, origin);
        assert.equal(map.toNew(origin), offset);
      });
    }),
  );
});

test("removed bytes are where their replacement begins, inserted ones at what they replace or precede", () => {
  const edits = new Edits();
  edits.replace(10, 13, new Uint8Array(5));
  edits.insert(20, new Uint8Array(2));
  const map = new OffsetMap(movesOf([edits]));
  assert.deepEqual(
    [10, 11, 12, 13].map((old) => map.toNew(old)),
    [10, 10, 10, 15],
  );
  assert.deepEqual(map.toOld(12), { offset: 10, inserted: true });
  assert.deepEqual(map.toOld(23), { offset: 20, inserted: true });
  assert.deepEqual(map.toOld(24), { offset: 20, inserted: false });
  assert.equal(map.toNew(20), 24);
});

test("the compact form says the same, in about three bytes an edit", () => {
  fc.assert(
    fc.property(STEPS, OLD, (steps, rest) => {
      const { edits, old } = edited(steps, rest);
      const map = new OffsetMap(movesOf([edits]));
      const bytes = map.encode();
      const decoded = OffsetMap.decode(bytes);
      for (const offset of old.keys()) assert.equal(decoded.toNew(offset), map.toNew(offset));
      for (const offset of applyEdits(old, [edits]).keys()) assert.deepEqual(decoded.toOld(offset), map.toOld(offset));
      assert.ok(bytes.length <= 1 + 3 * edits.length);
    }),
  );
});

test("a number that fits in the width it had moves nothing", () => {
  const edits = new Edits();
  edits.number({ offset: 1, end: 3 }, 5);
  assert.deepEqual(applyEdits(new Uint8Array([9, 0x84, 0x00, 9]), [edits]), new Uint8Array([9, 0x85, 0x00, 9]));
  assert.deepEqual(edits.moves, [false]);
});

test("a size grows with what it measures, and itself if it must", () => {
  const edits = new Edits();
  edits.sized({ offset: 0, end: 1 }, 126, () => edits.insert(60, new Uint8Array(4)));
  const result = applyEdits(new Uint8Array(127), [edits]);
  assert.deepEqual([...result.subarray(0, 2)], [0x82, 0x01]);
  assert.equal(result.length, 127 + 4 + 1);
});

test("no edits give the same bytes back", () => {
  const bytes = new Uint8Array(3);
  assert.equal(applyEdits(bytes, [new Edits()]), bytes);
});
