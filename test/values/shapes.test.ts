/** Component text: values passed on by core code that does not look at them, functions passed on without any, and components in components. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Component, type Exports } from "@weft/core";
import { samples } from "../../guests/values/samples.ts";
import { jcoInstantiate, jcoSkip } from "./jco.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

const read = (file: string): Promise<Uint8Array> => readFile(new URL(`../../guests/shapes/${file}`, import.meta.url));

const bytes = await read("shapes.wasm");
const component = await Component.compile(bytes);
const instantiate = async (): Promise<Exports> => (await component.instantiate()).exports;

const functions = Object.entries(samples).filter(([name]) => name in exportedFunctions());

function exportedFunctions(): Record<string, true> {
  const camel = (kebab: string): string => kebab.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(component.exports.map(({ name }) => [camel(name), true]));
}

test("values come back as they went in", async (t) => {
  const exports = await instantiate();
  assert.ok(functions.length > 40, `${functions.length} functions`);
  for (const [name, calls] of functions) {
    await t.test(name, () => {
      for (const [value] of calls) assert.deepEqual(outcomeOf(exports[name], [value]), expected(name, value));
    });
  }
});

function expected(name: string, value: unknown): Outcome {
  if (name !== "ofResultEmpty") return { returned: value };
  return (value as { tag: string }).tag === "ok" ? { returned: undefined } : { payload: undefined };
}

test("values are jco's", { skip: jcoSkip }, async () => {
  const [weft, jco] = [await instantiate(), await jcoInstantiate(bytes)];
  for (const [name, calls] of functions) {
    for (const args of calls) assert.deepEqual(outcomeOf(weft[name], args), outcomeOf(jco[name] as never, args), name);
  }
});

test("what a start function did is seen by the first call", async () => {
  assert.equal((await instantiate())["isStarted"](), true);
});

async function instantiateNesting(): Promise<Exports> {
  const nesting = await Component.compile(await read("nesting.wasm"));
  return (await nesting.instantiate({ double: (x: number) => (2 * x) >>> 0 })).exports;
}

test("an imported function can be exported under other names, and be called without core code", async () => {
  const exports = await instantiateNesting();
  const again = exports["weft:shapes/again@1.2.0"];
  assert.deepEqual([exports["twice"](21), again.double(1), again.twice(2 ** 31 + 4)], [42, 2, 8]);
});

test("a component instantiated twice has two states", async () => {
  const { left, right } = await instantiateNesting();
  assert.deepEqual([left.next(), left.next(), right.next(), left.next()], [1, 2, 1, 3]);
});

test("a function three components deep is reached by its outermost name", async () => {
  const exports = await instantiateNesting();
  assert.deepEqual([exports["deep"](), exports["deep"]()], [1, 2]);
});
