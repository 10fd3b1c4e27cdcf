/** Every refusal of `wasi:filesystem`, asked of the host's classes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ErrorCode } from "../filesystem/error-code.ts";
import { refused } from "./filesystem-refusal-rows.test.ts";
import { is, tree } from "./filesystem-tree.test.ts";

for (const [code, rows] of Object.entries(refused)) {
  for (const [name, call] of rows) {
    test(`${name}: ${code}`, () => {
      assert.throws(() => call(tree()), is(code as ErrorCode));
    });
  }
}
