import assert from "node:assert/strict";
import { test } from "node:test";
import { leb } from "../../test/bytes.ts";
import { ParseError } from "../errors.ts";
import { Reader } from "./reader.ts";

const reader = (...bytes: number[]): Reader => new Reader(new Uint8Array(bytes));

const integers: readonly (readonly [
  method: "u32" | "s33" | "u64",
  bytes: readonly number[],
  value: number | bigint,
])[] = [
  ["u32", [0x00], 0],
  ["u32", [0x7f], 127],
  ["u32", [0x80, 0x01], 128],
  ["u32", [0x80, 0x00], 0],
  ["u32", [0xff, 0xff, 0xff, 0xff, 0x0f], 2 ** 32 - 1],
  ["u32", [0x80, 0x80, 0x80, 0x80, 0x00], 0],
  ["s33", [0x00], 0],
  ["s33", [0x3f], 63],
  ["s33", [0x40], -64],
  ["s33", [0x7f], -1],
  ["s33", [0xff, 0x7f], -1],
  ["s33", [0xc0, 0x00], 64],
  ["s33", [0xff, 0xff, 0xff, 0xff, 0x0f], 2 ** 32 - 1],
  ["s33", [0x80, 0x80, 0x80, 0x80, 0x70], -(2 ** 32)],
  ["u64", [0x05], 5n],
  ["u64", leb(2n ** 64n - 1n), 2n ** 64n - 1n],
];
for (const [method, bytes, value] of integers) {
  test(`${method} reads ${value} from ${bytes.length} bytes`, () => {
    const r = reader(...bytes, 0xee);
    assert.equal(r[method]("a number"), value);
    assert.equal(r.offset, bytes.length);
  });
}

const tooLong: readonly (readonly [method: "u32" | "s33" | "u64", bits: number, bytes: readonly number[]])[] = [
  ["u32", 32, [0x80, 0x80, 0x80, 0x80, 0x10]],
  ["u32", 32, [0xff, 0xff, 0xff, 0xff, 0xff, 0x00]],
  ["s33", 33, [0x80, 0x80, 0x80, 0x80, 0x10]],
  ["s33", 33, [0x80, 0x80, 0x80, 0x80, 0x40]],
  ["s33", 33, [0x80, 0x80, 0x80, 0x80, 0x80, 0x00]],
  ["u64", 64, [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02]],
  ["u64", 64, [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00]],
];
for (const [method, bits, bytes] of tooLong) {
  test(`${method} refuses ${bytes.map((byte) => byte.toString(16)).join(" ")}, longer than ${bits} bits`, () => {
    const message = `Expected a number: an integer of at most ${bits} bits, found a longer one (at offset 0x1)`;
    const r = reader(0x00, ...bytes);
    r.byte("a byte");
    assert.throws(() => r[method]("a number"), { name: "ParseError", message, offset: 1 });
  });
}

const ends: Readonly<Record<string, (r: Reader) => unknown>> = {
  "Unexpected end of input: expected a byte": (r) => r.byte("a byte"),
  "Unexpected end of input: expected a number": (r) => r.u32("a number"),
  "Unexpected end of input: expected the length of a name": (r) => r.name("a name"),
  "Unexpected end of input: expected the number of things": (r) => r.vec("things", () => 0),
  "Unexpected end of input: expected a flag": (r) => r.flag("a flag"),
  "Unexpected end of input: expected 3 bytes of a body, found 0": (r) => r.slice(3, "a body"),
};
for (const [message, read] of Object.entries(ends)) {
  test(message, () => {
    const r = new Reader(new Uint8Array([1, 2, 3, 4, 5]), 2, 4);
    r.skip(2, "two bytes");
    assert.throws(() => read(r), new ParseError(message, 4));
  });
}

test("a name is strict UTF-8, keeps a byte order mark, and may be empty", () => {
  assert.equal(reader(4, 0xef, 0xbb, 0xbf, 0x61).name("a name"), "\ufeffa");
  assert.equal(reader(0).name("a name"), "");
  assert.throws(
    () => reader(2, 0xc3, 0x28).name("a name"),
    new ParseError("Expected a name in UTF-8, found malformed bytes", 1),
  );
});

test("a count beyond the input is refused before anything is read or allocated", () => {
  const r = reader(0xff, 0xff, 0xff, 0xff, 0x0f, 0x01, 0x02);
  const never = (): never => assert.fail("no item should be read");
  assert.throws(() => r.vec("things", never), new ParseError("Expected 4294967295 things, found only 2 bytes", 0));
});

test("a count up to the bytes that are left is read item by item", () => {
  assert.deepEqual(
    reader(3, 7, 8, 9).vec("things", (r, i) => [i, r.byte("a thing")]),
    [
      [0, 7],
      [1, 8],
      [2, 9],
    ],
  );
});

test("a flag is 0 or 1", () => {
  assert.deepEqual([reader(0).flag("a flag"), reader(1).flag("a flag")], [false, true]);
  assert.throws(() => reader(2).flag("a flag"), new ParseError("Expected a flag (0x00 or 0x01), found 0x02", 0));
});

test("a slice ends where it was told to, and names offsets of the whole input", () => {
  const r = reader(0, 1, 2, 3);
  r.byte("a byte");
  const slice = r.slice(2, "a body");
  assert.equal(r.offset, 3);
  slice.byte("a byte");
  assert.throws(() => slice.finish("the body"), new ParseError("Expected the end of the body, found 1 more bytes", 2));
  slice.byte("a byte");
  slice.finish("the body");
  assert.throws(() => slice.byte("more"), new ParseError("Unexpected end of input: expected more", 3));
});
