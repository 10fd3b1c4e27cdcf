/**
 * Components with bytes cut off or changed are refused, or they run; they never fail in another way. Every cut is tried; changes are drawn
 * from a seed, which `SEED` and `ROUNDS` replace.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  Component,
  ComponentError,
  type Exports,
  LinkError,
  ParseError,
  Trap,
  ValidationError,
  ValueError,
} from "@weft/core";
import type { ExternDecl, FuncType, ValType } from "@weft/core/types";
import fc from "fast-check";
import { decodeComponent } from "../../packages/core/src/binary/decode-component.ts";
import type { ComponentModel } from "../../packages/core/src/binary/model.ts";
import { Reader } from "../../packages/core/src/binary/reader.ts";
import { camelCase } from "../../packages/core/src/js-mapping.ts";
import { anyValue } from "../../packages/wit/test/arbitrary-value.ts";

const SEED = Number(process.env["SEED"] ?? 1);
const ROUNDS = Number(process.env["ROUNDS"] ?? 40);

const guest = (file: string): URL => new URL(`../../guests/${file}`, import.meta.url);
const text = (file: string): URL => new URL(`components/${file}`, import.meta.url);

const SMALL = [guest("wat-adder/wat-adder.wasm"), text("phases.wasm"), text("linking.wasm"), guest("traps/traps.wasm")];
const FILES = [
  ...SMALL,
  ...["boxes", "catching", "every-type", "handles"].map((name) => text(`${name}.wasm`)),
  guest("resources/uses-defines.wasm"),
];

const nameOf = (file: URL): string => file.pathname.split("/").at(-1) ?? "";
const read = (file: URL): Uint8Array => new Uint8Array(readFileSync(file));

// ——— Cut ———

for (const file of SMALL) {
  test(`${nameOf(file)}, cut anywhere, is refused or ends where a section ends`, async () => {
    const bytes = read(file);
    const ends = sectionEnds(bytes);
    for (let length = 0; length < bytes.length; length++) {
      const problem = await problemOf(bytes.subarray(0, length));
      if (problem === undefined) assert.ok(ends.has(length), `accepted when cut to ${length} bytes`);
      else assert.ok(problem.offset <= length, `offset ${problem.offset} of ${length} bytes: ${problem.message}`);
    }
  });
}

test("a larger component, cut in a thousand places, is refused", async () => {
  const bytes = read(guest("js-greeter/js-greeter.wasm"));
  const ends = sectionEnds(bytes);
  const step = Math.floor(bytes.length / 1000);
  for (let length = 1; length < bytes.length; length += step) {
    if (!ends.has(length)) assert.ok((await problemOf(bytes.subarray(0, length))) instanceof ParseError);
  }
});

/** Where the sections of the root end, and its preamble. */
function sectionEnds(bytes: Uint8Array): Set<number> {
  const reader = new Reader(bytes, 8);
  const ends = new Set([8]);
  while (!reader.done) {
    reader.byte("an id");
    reader.skip(reader.u32("a size"), "a section");
    ends.add(reader.offset);
  }
  return ends;
}

async function problemOf(bytes: Uint8Array): Promise<ParseError | ValidationError | undefined> {
  try {
    await Component.compile(bytes);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof ParseError || error instanceof ValidationError, `${(error as Error).stack}`);
    return error;
  }
}

// ——— Changed ———

for (const file of FILES) {
  test(`${nameOf(file)}, with ${ROUNDS} changes from seed ${SEED}, is refused or runs`, async () => {
    const bytes = read(file);
    const places = outsideCode(bytes);
    for (let round = 0; round < ROUNDS; round++) {
      const random = randomNumbers(SEED * 1_000_003 + round);
      const { changed, what } = change(bytes, places, random);
      await assertRefusedOrRuns(changed, `${nameOf(file)}, seed ${SEED}, round ${round}: ${what}`);
    }
  });
}

/** One to three bytes get one bit or a small number, as indices and counts are. */
function change(
  bytes: Uint8Array,
  places: readonly number[],
  random: () => number,
): { changed: Uint8Array; what: string } {
  const changed = bytes.slice();
  const what: string[] = [];
  for (let left = 1 + Math.floor(random() * 3); left > 0; left--) {
    const at = places[Math.floor(random() * places.length)] ?? 0;
    const byte = random() < 0.5 ? (changed[at] ?? 0) ^ (1 << Math.floor(random() * 8)) : Math.floor(random() * 16);
    changed[at] = byte;
    what.push(`${at} = ${byte}`);
  }
  return { changed, what: what.join(", ") };
}

/** Every place but in the code of core modules: changed code may run for ever, which is not for this test to find out. */
function outsideCode(bytes: Uint8Array): number[] {
  const code = codeRanges(decodeComponent(bytes), bytes);
  return Array.from(bytes.keys()).filter((at) => !code.some(([begin, end]) => at >= begin && at < end));
}

function codeRanges({ definitions }: ComponentModel, bytes: Uint8Array): [begin: number, end: number][] {
  return definitions.flatMap((each) => {
    if (each.kind === "component") return codeRanges(each.component, bytes);
    if (each.kind !== "core module") return [];
    return codeSections(new Reader(bytes, each.begin + 8, each.begin + each.size));
  });
}

function codeSections(reader: Reader): [number, number][] {
  const found: [number, number][] = [];
  while (!reader.done) {
    const id = reader.byte("an id");
    const begin = reader.offset;
    reader.skip(reader.u32("a size"), "a section");
    if (id === 10) found.push([begin, reader.offset]);
  }
  return found;
}

/** Mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const EXPECTED = [ParseError, ValidationError, LinkError, Trap, ValueError, ComponentError];

async function assertRefusedOrRuns(bytes: Uint8Array, what: string): Promise<void> {
  const attempt = async <T>(run: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await run();
    } catch (error) {
      assert.ok(
        EXPECTED.some((each) => error instanceof each),
        `${what}\n${(error as Error).stack}`,
      );
      return undefined;
    }
  };
  const component = await attempt(() => Component.compile(bytes));
  for (const suspend of component === undefined ? [] : [false, true]) {
    const instance = await attempt(() => component?.instantiate(ANY_HOST, { suspend }));
    for (const call of instance === undefined ? [] : callsOf(instance.exports, component?.exports ?? []))
      await attempt(call);
  }
}

/** Has every import, and answers 0. */
const anything: object = new Proxy(function anything() {}, {
  get: (_, key) => (key === "then" ? undefined : key === "prototype" ? { __proto__: anything } : anything),
  has: () => true,
  apply: () => 0,
  construct: () => ({}),
});
const ANY_HOST = new Proxy(
  {},
  {
    get: () => anything,
    getOwnPropertyDescriptor: () => ({ value: anything, configurable: true, enumerable: true }),
  },
);

/** A call of every function that takes plain values. */
function callsOf(exports: Exports, declared: readonly ExternDecl[]): (() => unknown)[] {
  return declared.flatMap(({ name, type }) => {
    if (type.kind === "instance") return callsOf(exports[name] ?? {}, type.exports);
    const found = exports[camelCase(name)];
    if (type.kind !== "func" || typeof found !== "function") return [];
    const args = argumentsFor(type);
    return args === undefined ? [] : [() => found(...args)];
  });
}

function argumentsFor({ params }: FuncType): unknown[] | undefined {
  const types = params.map(({ type }) => type);
  return types.some(hasHandle)
    ? undefined
    : types.map((type) => fc.sample(anyValue(type), { numRuns: 1, seed: SEED })[0]);
}

function hasHandle(type: ValType): boolean {
  return /"(own|borrow|stream|future|error-context)"/.test(JSON.stringify(type));
}
