/** A guest that breaks a rule is stopped for good, with the reason; nothing else is. Each rule is broken by one function. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Component, type Exports, Trap } from "@weft/core";

const outOfOrder = new Error("the host is out of order");
const host = {
  ping: () => {},
  throws: () => {
    throw outOfOrder;
  },
};

const component = await Component.compile(await readFile(new URL("../../guests/traps/traps.wasm", import.meta.url)));
const instantiate = async (): Promise<Exports> => (await component.instantiate({ host })).exports;

/** What a function is stopped for. */
const REASONS: Record<string, RegExp> = {
  unreachable: /^unreachable$/,
  divideByZero: /^divide by zero$/,
  convert: /^float unrepresentable in integer range$/,
  loadOutside: /^memory access out of bounds$/,
  callNull: /^function signature mismatch$|^null function/,
  callOutside: /^table index is out of bounds$/,
  recurse: /^call stack exhausted$/,
  namedFrames: /^unreachable$/,
  catchAll: /^import "host#throws" failed: Error: the host is out of order$/,
  callThrows: /^import "host#throws" failed: Error: the host is out of order$/,

  textOutside: /^string pointer\/length out of bounds of memory: 0xfffa \+ 100 of 65536 bytes$/,
  textHuge: /^string of 2147483647 bytes: expected at most 268435455$/,
  textNotUtf8: /^string is not well-formed UTF-8$/,
  textLoneSurrogate: /^string is not well-formed UTF-16: it has a lone surrogate$/,
  textOddPointer: /^string pointer 0x201 not aligned to 2$/,
  listMisaligned: /pointer 0x402 not aligned to 4$/,
  listOutside: /pointer 0xfffc \+ 8 bytes out of bounds of memory \(65536 bytes\)$/,
  listOverflow: /list of 1073741825 elements of 4 bytes: expected at most 268435455 bytes$/,
  resultMisaligned: /pointer 0x12 not aligned to 4$/,
  resultOutside: /pointer 0x10000 \+ 8 bytes out of bounds of memory \(65536 bytes\)$/,
  noSuchChar: /^invalid char 0x110000: expected a Unicode scalar value$/,
  surrogateChar: /^invalid char 0xd800: expected a Unicode scalar value$/,
  noSuchCase: /^invalid discriminant 3: expected one below 3 of an enum$/,
  noSuchOption: /^invalid discriminant 2: expected one below 2 of option<u32>$/,
  noSuchHandle: /^unknown handle index 77$/,

  leaveInPostReturn: /^cannot leave component instance: "host#ping" was called from realloc or post-return$/,
  trapInPostReturn: /^unreachable$/,
};

const REALLOC_TRAPS = 1;
const REALLOC_RETURNS_ODD_ADDRESS = 2;
const REALLOC_RETURNS_OUTSIDE = 3;
const REALLOC_CALLS_IMPORT = 4;

const REALLOC_REASONS: readonly (readonly [mode: number, name: string, reason: RegExp])[] = [
  [REALLOC_TRAPS, "takeText", /^unreachable$/],
  [REALLOC_RETURNS_ODD_ADDRESS, "takeTextUtf16", /pointer 0x401 not aligned to 2$/],
  [REALLOC_RETURNS_OUTSIDE, "takeText", /pointer 0x7fff0000 \+ 4 bytes out of bounds of memory \(65536 bytes\)$/],
  [REALLOC_RETURNS_OUTSIDE, "takeTextUtf16", /pointer 0x7fff0000 \+ 8 bytes out of bounds/],
  [REALLOC_CALLS_IMPORT, "takeText", /^cannot leave component instance: "host#ping"/],
];

function trapOf(call: () => unknown): Trap {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof Trap, `expected a Trap, found ${error}`);
    return error;
  }
  assert.fail("expected a trap, found none");
}

for (const [name, reason] of Object.entries(REASONS)) {
  test(`${name} traps, and only its own instance`, async () => {
    const [broken, other] = await Promise.all([instantiate(), instantiate()]);
    assert.match(trapOf(() => broken[name]()).reason, reason);
    assert.match(trapOf(() => broken["fine"]()).reason, /^cannot enter component instance/);
    assert.equal(other["fine"](), 42);
  });
}

for (const [mode, name, reason] of REALLOC_REASONS) {
  test(`${name} traps when realloc is in mode ${mode}`, async () => {
    const exports = await instantiate();
    exports["setRealloc"](mode);
    assert.match(trapOf(() => exports[name]("text")).reason, reason);
    assert.match(trapOf(() => exports["fine"]()).reason, /^cannot enter component instance/);
  });
}

test("every function that breaks a rule is in the table", () => {
  const kebab = (name: string): string => name.replace(/[A-Z]/g, (part) => `-${part.toLowerCase()}`);
  const functions = component.exports.filter(({ type }) => type.kind === "func").map(({ name }) => name);
  const others = ["fine", "set-realloc", "take-text", "take-text-utf16"];
  assert.deepEqual(functions.sort(), [...Object.keys(REASONS).map(kebab), ...others].sort());
});

test("a trap names the functions it went through, innermost first", async () => {
  const { frames } = trapOf((await instantiate())["namedFrames"]);
  assert.deepEqual(
    frames.map(({ name }) => name),
    ["middle", "inner", "outer"],
  );
});

test("a host's error is the cause of the trap it made", async () => {
  assert.equal(trapOf((await instantiate())["callThrows"]).cause, outOfOrder);
});

test("a guest that catches everything does not catch what its host throws", async () => {
  assert.equal(trapOf((await instantiate())["catchAll"]).cause, outOfOrder);
});
