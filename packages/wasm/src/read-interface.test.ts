/** The interface of a module is what the whole of it says. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readInterface, readModule } from "./read-module.ts";

/** A memory, a function and its export, with a body and a custom section that are not well-formed: nobody asks. */
const MODULE = [
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x00, 0x01, 0xff],
  ...[0x01, 0x05, 0x01, 0x60, 0x01, 0x7f, 0x00],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x05, 0x03, 0x01, 0x00, 0x01],
  ...[0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00],
  ...[0x0a, 0x02, 0xff, 0xff],
];

test("code and custom sections are stepped over", () => {
  const { functions, memories, exports } = readInterface(Uint8Array.from(MODULE));
  assert.deepEqual(functions, [{ type: 0 }]);
  assert.equal(memories.length, 1);
  assert.deepEqual(
    exports.map(({ name, kind, index }) => ({ name, kind, index })),
    [{ name: "f", kind: "func", index: 0 }],
  );
});

test("it agrees with the module read as a whole", () => {
  const bytes = readFileSync(new URL("../../core/test/probe-memory.wasm", import.meta.url));
  const { functions, ...rest } = readInterface(bytes);
  const whole = readModule(bytes);
  for (const [key, value] of Object.entries(rest)) assert.deepEqual(value, whole[key as keyof typeof rest], key);
  assert.deepEqual(
    functions.map(({ type }) => type),
    whole.functions.map(({ type }) => type),
  );
});
