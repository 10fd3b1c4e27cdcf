import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { coreModules } from "../../test/core-modules.ts";
import { sampleBytes } from "../../test/every-instruction.ts";
import { ByteWriter } from "../binary/byte-writer.ts";
import { bug, WasmError } from "../errors.ts";
import { INSTRUCTIONS, instructionOf } from "../opcodes/opcode-table.ts";
import { readModule } from "../read-module.ts";
import { writeInstruction } from "./code-writer.ts";
import { InstructionCursor } from "./instruction-cursor.ts";
import { codeOf } from "./locals.ts";
import { readImmediates } from "./read-immediates.ts";

test("the walk ends with the end that closes the code", () => {
  const cursor = new InstructionCursor(new Uint8Array([0x02, 0x40, 0x0b, 0x0b, 0x01]), 0, 5);
  const found: number[][] = [];
  while (cursor.next()) found.push([cursor.offset, cursor.opcode, cursor.depth]);
  assert.deepEqual(found, [
    [0, 0x02, 1],
    [2, 0x0b, 0],
    [3, 0x0b, -1],
  ]);
  assert.equal(cursor.end, 4);
  assert.equal(cursor.next(), false);
});

test("delegate closes its try", () => {
  const cursor = new InstructionCursor(new Uint8Array([0x06, 0x40, 0x18, 0x00, 0x0b]), 0, 5);
  while (cursor.next());
  assert.equal(cursor.end, 5);
});

test("padded opcodes and immediates are walked and read", () => {
  const bytes = new Uint8Array([0xfc, 0x8a, 0x80, 0x00, 0x81, 0x00, 0x80, 0x00, 0x0b]);
  const cursor = new InstructionCursor(bytes, 0, bytes.length);
  assert.ok(cursor.next());
  assert.equal(cursor.opcode, 0xfc00a);
  assert.deepEqual(readImmediates(cursor), [1, 0]);
});

for (const instruction of INSTRUCTIONS) {
  test(`${instruction.name} that is cut short is malformed`, () => {
    const bytes = sampleBytes(instruction);
    for (let end = 1; end < bytes.length; end++) {
      const cursor = new InstructionCursor(bytes, 0, end);
      assert.throws(
        () => cursor.next(),
        (error) => error instanceof WasmError,
      );
    }
  });
}

test("any bytes end in an end or in a WasmError", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const cursor = new InstructionCursor(bytes, 0, bytes.length);
      try {
        while (cursor.next()) assert.ok(cursor.end > cursor.offset && cursor.end <= bytes.length);
      } catch (error) {
        assert.ok(error instanceof WasmError, String(error));
      }
    }),
    { numRuns: 5000 },
  );
});

for (const { name, bytes } of coreModules().filter((each) => each.bytes.length < 2_000_000)) {
  test(`${name}: every instruction is written as it was read, but for padding`, () => {
    for (const { range } of readModule(bytes).functions) {
      if (range === undefined) continue;
      const code = codeOf(bytes, range);
      const cursor = new InstructionCursor(bytes, code.offset, code.end);
      while (cursor.next()) assert.ok(isRewrittenAlike(cursor), `at 0x${cursor.offset.toString(16)}`);
      assert.equal(cursor.end, range.end);
    }
  });
}

function isRewrittenAlike(cursor: InstructionCursor): boolean {
  const found = cursor.bytes.subarray(cursor.offset, cursor.end);
  const instruction = instructionOf(cursor.opcode) ?? bug("an unknown instruction was walked");
  const writer = new ByteWriter();
  writeInstruction(writer, instruction, readImmediates(cursor));
  const written = writer.finish();
  if (Buffer.compare(found, written) === 0) return true;
  return found.length > written.length && readsAlike(found, written);
}

function readsAlike(a: Uint8Array, b: Uint8Array): boolean {
  const [left, right] = [a, b].map((bytes) => {
    const cursor = new InstructionCursor(bytes, 0, bytes.length);
    cursor.next();
    return readImmediates(cursor);
  });
  assert.deepEqual(left, right);
  return true;
}
