import assert from "node:assert/strict";
import { test } from "node:test";
import { blockWith, moduleAround, sampleBytes, sampleImmediates } from "../../test/every-instruction.ts";
import { ByteWriter } from "../binary/byte-writer.ts";
import { writeInstruction } from "../code/code-writer.ts";
import { InstructionCursor } from "../code/instruction-cursor.ts";
import { readImmediates } from "../code/read-immediates.ts";
import { WasmError } from "../errors.ts";
import { INSTRUCTIONS, instructionOf, PREFIX_SHIFT, PREFIXES } from "./opcode-table.ts";

const END = 0x0b;

test("every instruction has an opcode and a name of its own", () => {
  assert.equal(new Set(INSTRUCTIONS.map(({ opcode }) => opcode)).size, INSTRUCTIONS.length);
  assert.equal(new Set(INSTRUCTIONS.map(({ name }) => name)).size, INSTRUCTIONS.length);
});

for (const instruction of INSTRUCTIONS) {
  test(`${instruction.name} is read as it was written, and V8 accepts it`, () => {
    const bytes = sampleBytes(instruction);
    const cursor = new InstructionCursor(new Uint8Array([...bytes, 0x0b]), 0, bytes.length + 1);
    assert.ok(cursor.next());
    assert.equal(cursor.opcode, instruction.opcode);
    assert.equal(cursor.end, bytes.length);
    assert.deepEqual(readImmediates(cursor), sampleImmediates(instruction));
    const module = moduleAround(new Uint8Array([...blockWith(instruction), END]));
    if (!WebAssembly.validate(module)) new WebAssembly.Module(module);
  });
}

/** V8's words for an opcode it does not know, or knows behind a flag only. */
const UNKNOWN = /invalid (gc|numeric|simd|atomic)? ?opcode|Invalid opcode|enable with/i;

/** `struct.new_desc` and its sibling: decoded by V8, but only for types that custom descriptors define, which are behind a flag. */
const FOR_TYPES_BEHIND_A_FLAG = [0xfb020, 0xfb021];

test("V8 knows no instruction that is not in the table", () => {
  const missing: string[] = [];
  for (const opcode of allOpcodes()) {
    if (instructionOf(opcode) !== undefined || FOR_TYPES_BEHIND_A_FLAG.includes(opcode)) continue;
    const problem = problemWith(bytesOf(opcode));
    if (!UNKNOWN.test(problem)) missing.push(`0x${opcode.toString(16)}: ${problem}`);
  }
  assert.deepEqual(missing, []);
});

test("an instruction that is not in the table is reported with its offset", () => {
  for (const opcode of allOpcodes()) {
    if (instructionOf(opcode) !== undefined) continue;
    const cursor = new InstructionCursor(new Uint8Array([0x01, ...bytesOf(opcode), 0x0b]), 0, 6);
    cursor.next();
    assert.throws(
      () => cursor.next(),
      (error) => error instanceof WasmError && error.code === "unknown" && error.offset === 1,
    );
  }
});

function* allOpcodes(): Generator<number> {
  for (let opcode = 0; opcode < 0x100; opcode++) if (!PREFIXES.includes(opcode)) yield opcode;
  for (const prefix of PREFIXES) for (let sub = 0; sub < 0x200; sub++) yield (prefix << PREFIX_SHIFT) | sub;
}

function bytesOf(opcode: number): Uint8Array {
  const writer = new ByteWriter();
  writeInstruction(writer, { opcode, name: "nop", immediates: [] }, []);
  return writer.finish();
}

/** What V8 says about code with these bytes, which the editor would refuse to write. */
function problemWith(bytes: Uint8Array): string {
  const nops = new Uint8Array(bytes.length + 8).fill(0x01);
  const module = moduleAround(new Uint8Array([...nops, 0x0b]));
  const at = Buffer.from(module).indexOf(nops);
  module.fill(0, at, at + nops.length).set(bytes, at + 1);
  try {
    new WebAssembly.Module(module);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}
