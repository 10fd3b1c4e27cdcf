/**
 * Where each byte of a value lies, by the Canonical ABI: what the engine writes, and what it reads. Written by hand from
 * CanonicalABI.md, so that a mistake made alike in writing and reading shows.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ValType } from "@weft/core/types";
import { fromHex } from "../../packages/core/test/bytes.ts";
import type { StringEncoding } from "../../packages/core/test/component-builder.ts";
import { HEAP, Probe } from "../../packages/core/test/probe.ts";
import * as t from "../../packages/wit/test/types.ts";

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `n${i}`);
const set = (count: number, ...on: number[]): Record<string, boolean> =>
  Object.fromEntries(names(count).map((name, i) => [name, on.includes(i)]));

/** A value in the name of a test. */
const shown = (value: unknown): string =>
  String(JSON.stringify(value, (_, each) => (typeof each === "bigint" ? String(each) : each))).slice(0, 50);

/** `--` is padding: never written, and of any value when read. */
const MEMORY: readonly (readonly [type: ValType, value: unknown, bytes: string])[] = [
  [t.bool, false, "00"],
  [t.bool, true, "01"],
  [t.u8, 255, "ff"],
  [t.s8, -128, "80"],
  [t.u16, 65535, "ff ff"],
  [t.s16, -32768, "00 80"],
  [t.u32, 2 ** 32 - 1, "ff ff ff ff"],
  [t.s32, -(2 ** 31), "00 00 00 80"],
  [t.u64, 2n ** 64n - 1n, "ff ff ff ff ff ff ff ff"],
  [t.s64, -(2n ** 63n), "00 00 00 00 00 00 00 80"],
  [t.f32, 1.5, "00 00 c0 3f"],
  [t.f32, -0, "00 00 00 80"],
  [t.f32, Number.NaN, "00 00 c0 7f"],
  [t.f32, Number.NEGATIVE_INFINITY, "00 00 80 ff"],
  [t.f64, -0, "00 00 00 00 00 00 00 80"],
  [t.f64, Number.NaN, "00 00 00 00 00 00 f8 7f"],
  [t.f64, 5e-324, "01 00 00 00 00 00 00 00"],
  [t.char, "\0", "00 00 00 00"],
  [t.char, "\ud7ff", "ff d7 00 00"],
  [t.char, "\ue000", "00 e0 00 00"],
  [t.char, "\u{10ffff}", "ff ff 10 00"],
  [
    t.record({ a: t.u8, b: t.u64, c: t.u16 }),
    { a: 1, b: 2n, c: 3 },
    "01 -- -- -- -- -- -- -- 02 00 00 00 00 00 00 00 03 00 -- -- -- -- -- --",
  ],
  [t.record({ "b-two": t.u16, a: t.u8 }), { bTwo: 1, a: 2 }, "01 00 02 --"],
  [t.tuple(t.u8, t.f32, t.bool), [1, 1.5, true], "01 -- -- -- 00 00 c0 3f 01 -- -- --"],
  [t.tuple(t.tuple(t.u8, t.u16), t.u8), [[1, 2], 3], "01 -- 02 00 03 --"],
  [t.option(t.u8), undefined, "00 --"],
  [t.option(t.u8), 7, "01 07"],
  [t.option(t.u64), 7n, "01 -- -- -- -- -- -- -- 07 00 00 00 00 00 00 00"],
  [t.option(t.option(t.u8)), { tag: "none" }, "00 -- --"],
  [t.option(t.option(t.u8)), { tag: "some", val: undefined }, "01 00 --"],
  [t.option(t.option(t.u8)), { tag: "some", val: 7 }, "01 01 07"],
  [t.result(), { tag: "ok", val: undefined }, "00"],
  [t.result(t.u16, t.u8), { tag: "ok", val: 258 }, "00 -- 02 01"],
  [t.result(t.u16, t.u8), { tag: "err", val: 3 }, "01 -- 03 --"],
  [t.variant({ a: undefined, b: t.u8, c: t.u32 }), { tag: "a" }, "00 -- -- -- -- -- -- --"],
  [t.variant({ a: undefined, b: t.u8, c: t.u32 }), { tag: "b", val: 9 }, "01 -- -- -- 09 -- -- --"],
  [t.variant({ a: undefined, b: t.u8, c: t.u32 }), { tag: "c", val: 9 }, "02 -- -- -- 09 00 00 00"],
  [t.variant({ a: t.f64, b: t.u8 }), { tag: "b", val: 9 }, "01 -- -- -- -- -- -- -- 09 -- -- -- -- -- -- --"],
  [t.enumeration(...names(256)), "n255", "ff"],
  [t.enumeration(...names(257)), "n256", "00 01"],
  [t.variant(Object.fromEntries(names(300).map((name) => [name, t.u8]))), { tag: "n299", val: 5 }, "2b 01 05 --"],
  [t.flags(...names(1)), set(1, 0), "01"],
  [t.flags(...names(8)), set(8, 0, 7), "81"],
  [t.flags(...names(9)), set(9, 8), "00 01"],
  [t.flags(...names(16)), set(16, 15), "00 80"],
  [t.flags(...names(17)), set(17, 16), "00 00 01 00"],
  [t.flags(...names(32)), set(32, 0, 31), "01 00 00 80"],
  [t.list(t.u16, 3), Uint16Array.of(1, 2, 3), "01 00 02 00 03 00"],
  [
    t.list(t.tuple(t.u8, t.u16), 2),
    [
      [1, 2],
      [3, 4],
    ],
    "01 -- 02 00 03 -- 04 00",
  ],
];

for (const [type, value, bytes] of MEMORY) {
  const pattern = bytes.split(" ");
  const label = `${type.kind} ${shown(value)}`;

  test(`writes ${label} as ${bytes}`, async () => {
    const probe = await Probe.start(t.list(t.tuple(type)));
    probe.take([[value], [value]]);
    const written = probe.hex(probe.flat(0), 2 * pattern.length).split(" ");
    const twice = [...pattern, ...pattern];
    assert.deepEqual(
      twice.map((byte, i) => (byte === "--" ? "--" : written[i])),
      twice,
    );
    // Padding keeps what the allocator left there.
    assert.ok(written.every((byte, i) => twice[i] !== "--" || byte === "a5"));
    assert.equal(probe.flat(1), 2);
  });

  for (const padding of ["00", "ff"]) {
    test(`reads ${bytes} with ${padding} for padding as ${label}`, async () => {
      const probe = await Probe.start(t.list(t.tuple(type)));
      probe.poke(HEAP + 64, fromHex(bytes.replaceAll("--", padding).repeat(2)));
      probe.pokeFlat(0, HEAP);
      probe.poke(HEAP, new Uint8Array(Uint32Array.of(HEAP + 64, 2).buffer));
      assert.deepEqual(probe.give(), [[value], [value]]);
    });
  }
}

const NUMBERS: readonly (readonly [type: ValType, value: unknown, bytes: string])[] = [
  [t.u8, Uint8Array.of(1, 255), "01 ff"],
  [t.s8, Int8Array.of(1, -1), "01 ff"],
  [t.u16, Uint16Array.of(1, 65535), "01 00 ff ff"],
  [t.s16, Int16Array.of(1, -2), "01 00 fe ff"],
  [t.u32, Uint32Array.of(1, 2 ** 32 - 1), "01 00 00 00 ff ff ff ff"],
  [t.s32, Int32Array.of(-2), "fe ff ff ff"],
  [t.u64, BigUint64Array.of(2n ** 64n - 1n), "ff ff ff ff ff ff ff ff"],
  [t.s64, BigInt64Array.of(-2n), "fe ff ff ff ff ff ff ff"],
  [t.f32, Float32Array.of(1.5, -0), "00 00 c0 3f 00 00 00 80"],
  [t.f64, Float64Array.of(1.5), "00 00 00 00 00 00 f8 3f"],
  [t.bool, [true, false], "01 00"],
  [t.char, ["a", "😀"], "61 00 00 00 00 f6 01 00"],
];

for (const [element, value, bytes] of NUMBERS) {
  test(`a list of ${element.kind} is a block of memory, from an array as from a typed array`, async () => {
    const probe = await Probe.start(t.list(element));
    for (const given of [value, Array.from(value as Iterable<unknown>)]) {
      probe.take(given);
      assert.equal(probe.hex(probe.flat(0), fromHex(bytes).length), bytes);
    }
    assert.deepEqual(probe.relay(Array.from(value as Iterable<unknown>)), value);
    probe.assertGuardsIntact();
  });
}

// ——— Strings ———

const TAGGED = 2 ** 31;
const STRINGS: readonly (readonly [text: string, encoding: StringEncoding, length: number, bytes: string])[] = [
  ["", "utf8", 0, ""],
  ["aé€😀", "utf8", 10, "61 c3 a9 e2 82 ac f0 9f 98 80"],
  ["a\ud800b", "utf8", 5, "61 ef bf bd 62"],
  ["", "utf16", 0, ""],
  ["aé€😀", "utf16", 5, "61 00 e9 00 ac 20 3d d8 00 de"],
  ["a\udc00", "utf16", 2, "61 00 fd ff"],
  ["", "latin1+utf16", 0, ""],
  ["aéÿ", "latin1+utf16", 3, "61 e9 ff"],
  ["a€", "latin1+utf16", TAGGED + 2, "61 00 ac 20"],
  ["a\ud800", "latin1+utf16", TAGGED + 2, "61 00 fd ff"],
];

for (const [text, encoding, length, bytes] of STRINGS) {
  test(`writes ${JSON.stringify(text)} in ${encoding} as ${bytes || "nothing"}`, async () => {
    const probe = await Probe.start(t.string, { encoding });
    probe.take(text);
    assert.equal(probe.flat(1), length);
    assert.equal(probe.hex(probe.flat(0), fromHex(bytes).length), bytes);
    probe.assertGuardsIntact();
  });
}

// ——— Flat values ———

/** By slot; a slot of 64 bits that holds an i32 is zero above it. */
const FLAT: readonly (readonly [type: ValType, value: unknown, flats: readonly bigint[]])[] = [
  [t.s8, -1, [0xffffffffn]],
  [t.u32, 2 ** 32 - 1, [0xffffffffn]],
  [t.s64, -1n, [0xffffffffffffffffn]],
  [t.f32, 1, [0x3f800000n]],
  [t.f64, 1, [0x3ff0000000000000n]],
  [t.flags(...names(32)), set(32, 31), [0x80000000n]],
  [t.variant({ a: t.u32, b: t.f32 }), { tag: "a", val: 7 }, [0n, 7n]],
  [t.variant({ a: t.u32, b: t.f32 }), { tag: "b", val: 1 }, [1n, 0x3f800000n]],
  [t.variant({ a: t.s32, b: t.f64 }), { tag: "a", val: -1 }, [0n, 0xffffffffn]],
  [t.variant({ a: t.s32, b: t.f64 }), { tag: "b", val: -1 }, [1n, 0xbff0000000000000n]],
  [t.variant({ a: t.f32, b: t.s64 }), { tag: "a", val: -1 }, [0n, 0xbf800000n]],
  [t.variant({ a: t.f32, b: t.s64 }), { tag: "b", val: -1n }, [1n, 0xffffffffffffffffn]],
  [t.variant({ a: t.f32, b: t.f64 }), { tag: "a", val: 1 }, [0n, 0x3f800000n]],
  [t.variant({ a: t.f32, b: t.f64 }), { tag: "b", val: 1 }, [1n, 0x3ff0000000000000n]],
  [t.variant({ a: undefined, b: t.tuple(t.u8, t.f64) }), { tag: "a" }, [0n, 0n, 0n]],
  [t.variant({ a: t.u8, b: t.tuple(t.u8, t.f64) }), { tag: "a", val: 5 }, [0n, 5n, 0n]],
  [t.variant({ a: t.tuple(t.f32, t.u8), b: t.tuple(t.u64, t.f32) }), { tag: "a", val: [1, 2] }, [0n, 0x3f800000n, 2n]],
  [t.variant({ a: t.tuple(t.f32, t.u8), b: t.tuple(t.u64, t.f32) }), { tag: "b", val: [1n, 1] }, [1n, 1n, 0x3f800000n]],
  [t.option(t.f64), undefined, [0n, 0n]],
  [t.option(t.option(t.s16)), { tag: "some", val: -2 }, [1n, 1n, 0xfffffffen]],
  [t.result(t.u64, t.enumeration("x", "y")), { tag: "err", val: "y" }, [1n, 1n]],
  [t.list(t.u8, 3), Uint8Array.of(1, 2, 3), [1n, 2n, 3n]],
  [t.tuple(...Array.from({ length: 16 }, () => t.u8)), names(16).map((_, i) => i), names(16).map((_, i) => BigInt(i))],
  [
    t.variant(Object.fromEntries(names(300).map((name, i) => [name, i % 2 ? t.f32 : t.u64]))),
    { tag: "n299", val: 1 },
    [299n, 0x3f800000n],
  ],
];

for (const [type, value, flats] of FLAT) {
  const label = `${type.kind} ${shown(value)}`;
  test(`${label} is flat as ${flats.map((each) => each.toString(16)).join(" ")}`, async () => {
    const probe = await Probe.start(t.tuple(type));
    probe.take([value]);
    const slots = new BigUint64Array(probe.peek(512, 8 * flats.length).slice().buffer);
    assert.deepEqual([...slots], flats);
    assert.deepEqual(probe.send(), [value]);
  });
}

test("17 flat values lie in memory, as a tuple", async () => {
  const probe = await Probe.start(t.tuple(...Array.from({ length: 17 }, () => t.u16)));
  const value = names(17).map((_, i) => i + 256);
  probe.take(value);
  assert.equal(
    probe.hex(probe.flat(0), 34),
    names(17)
      .map((_, i) => `${i.toString(16).padStart(2, "0")} 01`)
      .join(" "),
  );
  assert.deepEqual(probe.send(), value);
  assert.deepEqual(probe.relay(value), value);
  probe.assertGuardsIntact();
});
