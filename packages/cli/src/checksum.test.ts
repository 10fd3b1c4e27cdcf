import assert from "node:assert/strict";
import { test } from "node:test";
import { checksum } from "./checksum.ts";

test("bytes that differ anywhere have another name, wherever in a buffer they lie", () => {
  const bytes = Uint8Array.from({ length: 1027 }, (_, i) => i * 7);
  const names = new Set([checksum(bytes)]);
  for (let i = 0; i < bytes.length; i++) {
    const changed = bytes.slice();
    changed[i] = (changed[i] ?? 0) ^ 1;
    names.add(checksum(changed));
  }
  assert.equal(names.size, bytes.length + 1);
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  assert.equal(checksum(shifted.subarray(1)), checksum(bytes));
});
