/** What a guest hands over that is no value of its type stops the guest, with the reason; and the allocator is not trusted either. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Trap } from "@weft/core";
import type { ValType } from "@weft/core/types";
import { fromHex } from "../../packages/core/test/bytes.ts";
import type { StringEncoding } from "../../packages/core/test/component-builder.ts";
import { HEAP, Probe } from "../../packages/core/test/probe.ts";
import * as t from "../../packages/wit/test/types.ts";

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `n${i}`);
const cases = (count: number): ValType => t.variant(Object.fromEntries(names(count).map((name) => [name, undefined])));
const PAGE = 65536;
const MEMORY_END = PAGE;

function assertTraps(call: () => unknown, reason: string, probe: Probe): void {
  assert.throws(call, (error) => {
    assert.ok(error instanceof Trap, String(error));
    assert.equal(error.reason, reason);
    return true;
  });
  assert.throws(
    () => probe.size,
    (error) => {
      assert.ok(error instanceof Trap);
      assert.equal(error.reason, `cannot enter component instance: "size" was called after a trap (${reason})`);
      return true;
    },
  );
}

/** Read from memory, as a result. */
const IN_MEMORY: readonly (readonly [type: ValType, bytes: string, reason: string])[] = [
  [t.char, "00 d8 00 00", "invalid char 0xd800: expected a Unicode scalar value"],
  [t.char, "ff df 00 00", "invalid char 0xdfff: expected a Unicode scalar value"],
  [t.char, "00 00 11 00", "invalid char 0x110000: expected a Unicode scalar value"],
  [t.char, "ff ff ff ff", "invalid char 0xffffffff: expected a Unicode scalar value"],
  [t.option(t.u8), "02 00", "invalid discriminant 2: expected one below 2 of option<u8>"],
  [t.result(t.u8), "ff 00", "invalid discriminant 255: expected one below 2 of result<u8>"],
  [cases(3), "03", "invalid discriminant 3: expected one below 3 of variant { n0, n1, n2 }"],
  [
    cases(300),
    "2c 01",
    "invalid discriminant 300: expected one below 300 of variant { n0, n1, n2, n3, n4, n5, … 294 more }",
  ],
  [t.enumeration("a", "b"), "02", "invalid discriminant 2: expected one below 2 of an enum"],
  [t.enumeration(...names(257)), "01 01", "invalid discriminant 257: expected one below 257 of an enum"],
  [t.list(t.u8), "ff ff 00 00 02 00 00 00", "a list: pointer 0xffff + 2 bytes out of bounds of memory (65536 bytes)"],
  [
    t.list(t.u8),
    "ff ff ff ff 01 00 00 00",
    "a list: pointer 0xffffffff + 1 bytes out of bounds of memory (65536 bytes)",
  ],
  [
    t.list(t.u8),
    "00 00 00 00 00 00 00 10",
    "a list of 268435456 elements of 1 bytes: expected at most 268435455 bytes",
  ],
  [t.list(t.u32), "02 00 00 00 00 00 00 00", "a list: pointer 0x2 not aligned to 4"],
  [t.list(t.u32), "fc ff 00 00 02 00 00 00", "a list: pointer 0xfffc + 8 bytes out of bounds of memory (65536 bytes)"],
  [
    t.list(t.u32),
    "00 00 00 00 00 00 00 40",
    "a list of 1073741824 elements of 4 bytes: expected at most 268435455 bytes",
  ],
  [t.list(t.tuple(t.u8, t.u64)), "04 00 00 00 01 00 00 00", "a list: pointer 0x4 not aligned to 8"],
  [t.map(t.u8, t.u16), "01 00 00 00 01 00 00 00", "a list: pointer 0x1 not aligned to 2"],
];

for (const [type, bytes, reason] of IN_MEMORY) {
  test(`reading ${bytes} as ${type.kind}: ${reason}`, async () => {
    // In a pair, so that it is returned in memory however few flat values it has.
    const probe = await Probe.start(t.tuple(type, t.u64));
    const value = fromHex(bytes);
    probe.poke(HEAP, value);
    probe.pokeFlat(0, HEAP);
    assertTraps(() => probe.give(), reason, probe);
  });
}

/** Passed flat, as a parameter of an import. */
const FLAT: readonly (readonly [type: ValType, flats: readonly number[], reason: string])[] = [
  [t.char, [0xd800], "invalid char 0xd800: expected a Unicode scalar value"],
  [t.char, [0xffffffff], "invalid char 0xffffffff: expected a Unicode scalar value"],
  [t.enumeration("a", "b"), [2], "invalid discriminant 2: expected one below 2 of an enum"],
  [t.enumeration("a", "b"), [0xffffffff], "invalid discriminant 4294967295: expected one below 2 of an enum"],
  [t.option(t.u8), [2, 0], "invalid discriminant 2: expected one below 2 of option<u8>"],
  [t.option(t.u8), [0x100, 0], "invalid discriminant 256: expected one below 2 of option<u8>"],
  [t.variant({ a: t.u64, b: t.char }), [1, 0xdc00], "invalid char 0xdc00: expected a Unicode scalar value"],
  [t.string, [MEMORY_END - 1, 2], "string pointer/length out of bounds of memory: 0xffff + 2 of 65536 bytes"],
  [t.string, [0, 2 ** 28], "string of 268435456 bytes: expected at most 268435455"],
  [t.list(t.u8), [MEMORY_END + 1, 0], "a list: pointer 0x10001 + 0 bytes out of bounds of memory (65536 bytes)"],
];

for (const [type, flats, reason] of FLAT) {
  test(`passing ${flats.map((each) => each.toString(16)).join(" ")} as ${type.kind}: ${reason}`, async () => {
    const probe = await Probe.start(type);
    flats.forEach((each, i) => probe.pokeFlat(i, each));
    assertTraps(() => probe.send(), reason, probe);
    assert.deepEqual(probe.sent, []);
  });
}

/** Flat values that are not normal, but values: the upper bits do not count. */
const LENIENT: readonly (readonly [type: ValType, flats: readonly (number | bigint)[], value: unknown])[] = [
  [t.bool, [2], true],
  [t.bool, [0xffffffff], true],
  [t.u8, [0x1ff], 255],
  [t.s8, [0x180], -128],
  [t.u16, [0x1ffff], 65535],
  [t.s16, [0x18000], -32768],
  [t.flags("a", "b"), [0xfd], { a: true, b: false }],
  [t.variant({ a: t.u8, b: t.u64 }), [0, 0xffff_ffff_0000_0105n], { tag: "a", val: 5 }],
  [t.variant({ a: t.f32, b: t.u64 }), [0, 0xffff_ffff_3f80_0000n], { tag: "a", val: 1 }],
];

for (const [type, flats, value] of LENIENT) {
  test(`passing ${flats.map((each) => each.toString(16)).join(" ")} as ${type.kind} is ${JSON.stringify(value)}`, async () => {
    const probe = await Probe.start(type);
    flats.forEach((each, i) => probe.pokeFlat(i, each));
    assert.deepEqual(probe.send(), value);
  });
}

// ——— Strings ———

const STRINGS: readonly (readonly [encoding: StringEncoding, bytes: string, length: number, reason: string])[] = [
  ["utf8", "ff", 1, "string is not well-formed UTF-8"],
  ["utf8", "c3 28", 2, "string is not well-formed UTF-8"],
  ["utf8", "e2 82", 2, "string is not well-formed UTF-8"],
  ["utf8", "c0 80", 2, "string is not well-formed UTF-8"],
  ["utf8", "ed a0 80", 3, "string is not well-formed UTF-8"],
  ["utf8", "f4 90 80 80", 4, "string is not well-formed UTF-8"],
  ["utf8", `${"61 ".repeat(70)}ff`, 71, "string is not well-formed UTF-8"],
  ["utf16", "00 d8", 1, "string is not well-formed UTF-16: it has a lone surrogate"],
  ["utf16", "00 dc 61 00", 2, "string is not well-formed UTF-16: it has a lone surrogate"],
  ["latin1+utf16", "00 d8", 2 ** 31 + 1, "string is not well-formed UTF-16: it has a lone surrogate"],
];

for (const [encoding, bytes, length, reason] of STRINGS) {
  test(`${bytes.slice(0, 20)} in ${encoding}: ${reason}`, async () => {
    const probe = await Probe.start(t.string, { encoding });
    probe.poke(HEAP, fromHex(bytes));
    probe.pokeFlat(0, HEAP);
    probe.pokeFlat(1, length);
    assertTraps(() => probe.send(), reason, probe);
  });
}

const STRING_POINTERS: readonly (readonly [encoding: StringEncoding, ptr: number, length: number, reason: string])[] = [
  ["utf16", 1, 0, "string pointer 0x1 not aligned to 2"],
  ["latin1+utf16", 1, 1, "string pointer 0x1 not aligned to 2"],
  ["utf16", MEMORY_END - 2, 2, "string pointer/length out of bounds of memory: 0xfffe + 4 of 65536 bytes"],
  ["utf16", 0, 2 ** 27, "string of 268435456 bytes: expected at most 268435455"],
  [
    "latin1+utf16",
    MEMORY_END - 2,
    2 ** 31 + 2,
    "string pointer/length out of bounds of memory: 0xfffe + 4 of 65536 bytes",
  ],
  ["latin1+utf16", 0, 2 ** 32 - 1, "string of 4294967294 bytes: expected at most 268435455"],
];

for (const [encoding, ptr, length, reason] of STRING_POINTERS) {
  test(`${length} units at ${ptr} in ${encoding}: ${reason}`, async () => {
    const probe = await Probe.start(t.string, { encoding });
    probe.pokeFlat(0, ptr);
    probe.pokeFlat(1, length);
    assertTraps(() => probe.send(), reason, probe);
  });
}

test("an empty string or list may lie at the very end of memory", async () => {
  for (const type of [t.string, t.list(t.u64)]) {
    const probe = await Probe.start(type);
    probe.pokeFlat(0, MEMORY_END);
    probe.send();
    assert.equal((probe.sent[0] as { length: number }).length, 0);
  }
});

test("Latin-1 is every byte", async () => {
  const probe = await Probe.start(t.string, { encoding: "latin1+utf16" });
  probe.poke(
    HEAP,
    Array.from({ length: 256 }, (_, i) => i),
  );
  probe.pokeFlat(0, HEAP);
  probe.pokeFlat(1, 256);
  assert.equal(probe.send(), String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i)));
});

// ——— Pointers to results and parameters ———

const wide = t.tuple(...Array.from({ length: 17 }, () => t.u32));
const POINTERS: readonly (readonly [ptr: number, reason: string])[] = [
  [2, "pointer 0x2 not aligned to 4"],
  [MEMORY_END - 64, "pointer 0xffc0 + 68 bytes out of bounds of memory (65536 bytes)"],
  [0xfffffffc, "pointer 0xfffffffc + 68 bytes out of bounds of memory (65536 bytes)"],
];

for (const [ptr, reason] of POINTERS) {
  const rows: Readonly<Record<string, (probe: Probe) => unknown>> = {
    "a result": (probe) => probe.give(),
    parameters: (probe) => probe.send(),
    "a result: that an import answers": (probe) => probe.receive(),
  };
  for (const [what, call] of Object.entries(rows)) {
    test(`${what} at 0x${ptr.toString(16)}: ${reason}`, async () => {
      const probe = await Probe.start(wide, { answer: Array.from({ length: 17 }, () => 0) });
      probe.pokeFlat(0, ptr);
      assertTraps(() => call(probe), `${what.split(":")[0]}: ${reason}`, probe);
    });
  }
}

test("a result that ends where memory ends is read and written", async () => {
  const value = Array.from({ length: 17 }, (_, i) => i);
  const probe = await Probe.start(wide, { answer: value });
  probe.pokeFlat(0, MEMORY_END - 68);
  probe.receive();
  assert.deepEqual(probe.give(), value);
  assert.deepEqual(probe.send(), value);
});
