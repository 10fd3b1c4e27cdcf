import assert from "node:assert/strict";
import { test } from "node:test";
import { moduleOf } from "../../test/module-bytes.ts";
import type { InstructionName } from "../opcodes/opcode-table.ts";
import { readModule } from "../read-module.ts";
import { visitInstructions } from "./visit-instructions.ts";

/** Two functions: a constant that looks like `data.drop`, then `data.drop` itself, once with a padded opcode. */
const FIRST = [0x00, 0x41, 0xfc, 0x09, 0x1a, 0x0b];
const SECOND = [0x00, 0xfc, 0x09, 0x00, 0xfc, 0x89, 0x00, 0x01, 0x01, 0x0b];
const MODULE = readModule(
  moduleOf([1, 1, 0x60, 0, 0], [3, 2, 0, 0], [10, 2, FIRST.length, ...FIRST, SECOND.length, ...SECOND]),
);

function found(...names: InstructionName[]): string[] {
  const texts: string[] = [];
  visitInstructions(MODULE, names, (name, cursor) =>
    texts.push(`${name} at ${cursor.offset - (MODULE.functions[1]?.range?.offset ?? 0)}`),
  );
  return texts;
}

test("instructions are found by name, padded or not, and nothing that only looks like one", () => {
  assert.deepEqual(found("data.drop"), ["data.drop at 1", "data.drop at 4"]);
  assert.deepEqual(found("nop", "elem.drop"), ["nop at 8"]);
  assert.deepEqual(found("elem.drop", "memory.init"), []);
});
