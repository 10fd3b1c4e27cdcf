import assert from "node:assert/strict";
import { test } from "node:test";
import { WasmError } from "../errors.ts";
import type { FuncIdx } from "../indices.ts";
import { Renumbering } from "./renumbering.ts";

// Read: import 0, definitions 1 to 3, of which 2 becomes an import. Added: import 4, definition 5, import 6.
const numbers = new Renumbering("func", 4, [true, false, true, false, true, false, true]);
const WRITTEN = [0, 4, 1, 5, 2, 6, 3];

test("imports come first when written: those that were, those that became one, those that were added", () => {
  assert.deepEqual(
    WRITTEN.map((_, edited) => numbers.ofEdited(edited)),
    WRITTEN,
  );
});

test("the way back knows what was added", () => {
  assert.deepEqual(
    WRITTEN.map((written) => numbers.toOld(written as FuncIdx)),
    [0, 1, 2, 3, undefined, undefined, undefined],
  );
});

test("an index the module never had does not come to mean what was added", () => {
  assert.throws(
    () => numbers.ofFound(4, 77),
    (error) => error instanceof WasmError && error.offset === 77,
  );
});

test("definitions behind the others shift nothing", () => {
  const appended = new Renumbering("func", 2, [true, false, false]);
  assert.equal(appended.same, true);
  assert.equal(appended.grown, true);
});
