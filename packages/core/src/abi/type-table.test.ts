import assert from "node:assert/strict";
import { test } from "node:test";
import type { ResourceType, ValType } from "../types.ts";
import { alignTo, discriminantSize, type FlatType, flagsSize, join, TypeTable } from "./type-table.ts";

const prim = (kind: "bool" | "u8" | "u16" | "u32" | "u64" | "f32" | "f64" | "char" | "string"): ValType => ({ kind });
const [u8, u16, u32, u64, f32, f64, text] = (["u8", "u16", "u32", "u64", "f32", "f64", "string"] as const).map(
  prim,
) as [ValType, ValType, ValType, ValType, ValType, ValType, ValType];
const tuple = (...types: ValType[]): ValType => ({ kind: "tuple", types });
const variant = (...types: (ValType | undefined)[]): ValType => ({
  kind: "variant",
  cases: types.map((type, i) => (type === undefined ? { name: `c${i}` } : { name: `c${i}`, type })),
});
const list = (element: ValType, length?: number): ValType => ({
  kind: "list",
  element,
  ...(length !== undefined && { length }),
});
const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `n${i}`);
const file: ResourceType = { kind: "resource", id: 0, name: "file" };

type Row = readonly [type: ValType, size: number, align: number, flat: readonly FlatType[]];
const many = (count: number): FlatType[] => Array.from({ length: count }, () => "i32");

const ROWS: readonly Row[] = [
  [prim("bool"), 1, 1, ["i32"]],
  [u16, 2, 2, ["i32"]],
  [prim("char"), 4, 4, ["i32"]],
  [u64, 8, 8, ["i64"]],
  [f32, 4, 4, ["f32"]],
  [f64, 8, 8, ["f64"]],
  [text, 8, 4, ["i32", "i32"]],
  [list(u64), 8, 4, ["i32", "i32"]],
  [{ kind: "map", key: text, value: u8 }, 8, 4, ["i32", "i32"]],
  [{ kind: "own", resource: file }, 4, 4, ["i32"]],
  [{ kind: "borrow", resource: file }, 4, 4, ["i32"]],
  [tuple(u8), 1, 1, ["i32"]],
  [tuple(u8, u32, u8), 12, 4, ["i32", "i32", "i32"]],
  [tuple(u8, tuple(u8, u64), u8), 32, 8, ["i32", "i32", "i64", "i32"]],
  [list(u16, 3), 6, 2, ["i32", "i32", "i32"]],
  [list(tuple(u8, u16), 2), 8, 2, many(4)],
  [list(u8, 17), 17, 1, many(17)],
  [list(u8, 2 ** 32 - 1), 2 ** 32 - 1, 1, many(17)],
  [{ kind: "flags", names: names(8) }, 1, 1, ["i32"]],
  [{ kind: "flags", names: names(9) }, 2, 2, ["i32"]],
  [{ kind: "flags", names: names(17) }, 4, 4, ["i32"]],
  [{ kind: "enum", names: names(256) }, 1, 1, ["i32"]],
  [{ kind: "enum", names: names(257) }, 2, 2, ["i32"]],
  [variant(undefined, undefined), 1, 1, ["i32"]],
  [variant(u8, u32), 8, 4, ["i32", "i32"]],
  [variant(u8, f64), 16, 8, ["i32", "i64"]],
  [variant(u32, f32), 8, 4, ["i32", "i32"]],
  [variant(f32, f64), 16, 8, ["i32", "i64"]],
  [variant(tuple(f32, u8), tuple(f32, u64)), 24, 8, ["i32", "f32", "i64"]],
  [{ kind: "option", type: u16 }, 4, 2, ["i32", "i32"]],
  [{ kind: "result" }, 1, 1, ["i32"]],
  [{ kind: "result", ok: text, err: u8 }, 12, 4, ["i32", "i32", "i32"]],
  [variant(tuple(...Array.from({ length: 40 }, () => u8))), 41, 1, many(17)],
];

for (const [type, size, align, flat] of ROWS) {
  test(`${JSON.stringify(type).slice(0, 70)} has ${size} bytes, aligned to ${align}, and ${flat.length} flat values`, () => {
    const info = new TypeTable().info(type);
    assert.deepEqual([info.size, info.align, info.flat], [size, align, flat]);
  });
}

test("equal types have one number, resources only their own", () => {
  const table = new TypeTable();
  const other: ResourceType = { ...file, id: 1 };
  assert.equal(table.info(tuple(u8, text)).id, table.info(tuple({ kind: "u8" }, { kind: "string" })).id);
  assert.notEqual(table.info(tuple(u8)).id, table.info({ kind: "option", type: u8 }).id);
  assert.notEqual(table.info(list(u8)).id, table.info(list(u8, 1)).id);
  assert.notEqual(table.info({ kind: "own", resource: file }).id, table.info({ kind: "own", resource: other }).id);
  assert.notEqual(table.info({ kind: "own", resource: file }).id, table.info({ kind: "borrow", resource: file }).id);
});

test("names are part of a type, however they are spelled", () => {
  const table = new TypeTable();
  const record = (...labels: string[]): ValType => ({
    kind: "record",
    fields: labels.map((name) => ({ name, type: u8 })),
  });
  const types = [record("a", "b"), record("b", "a"), record('a","b'), record("a,b"), record("ab")];
  assert.equal(new Set(types.map((type) => table.info(type).id)).size, types.length);
});

test("a type knows whether handles are in it", () => {
  const table = new TypeTable();
  const inside = list({ kind: "option", type: { kind: "borrow", resource: file } });
  const { hasHandle, hasBorrow } = table.info(inside);
  assert.deepEqual([hasHandle, hasBorrow], [true, true]);
  const { hasHandle: owned, hasBorrow: borrowed } = table.info(tuple({ kind: "own", resource: file }));
  assert.deepEqual([owned, borrowed], [true, false]);
  assert.equal(table.info(tuple(u8)).hasHandle, false);
});

test("flat types join to what holds both", () => {
  const flat: readonly FlatType[] = ["i32", "i64", "f32", "f64"];
  const joined = flat.map((a) => flat.map((b) => join(a, b)));
  assert.deepEqual(joined, [
    ["i32", "i64", "i32", "i64"],
    ["i64", "i64", "i64", "i64"],
    ["i32", "i64", "f32", "i64"],
    ["i64", "i64", "i64", "f64"],
  ]);
});

test("discriminants and flags take as many bytes as they need", () => {
  assert.deepEqual([1, 256, 257, 65536, 65537].map(discriminantSize), [1, 1, 2, 2, 4]);
  assert.deepEqual([1, 8, 9, 16, 17, 32].map(flagsSize), [1, 1, 2, 2, 4, 4]);
  assert.deepEqual(
    [0, 1, 4, 5].map((offset) => alignTo(offset, 4)),
    [0, 4, 4, 8],
  );
});
