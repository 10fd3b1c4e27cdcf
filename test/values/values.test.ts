/** Every shape of value, through components made by wit-bindgen and clang: alone, through a host, and through another component. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Component, ComponentError, type Exports, type Imports } from "@weft/core";
import { samples, transformed } from "../../guests/values/samples.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

const INTERFACE = "weft:values/values@0.1.0";

async function valuesOf(file: string, imports: Imports = {}): Promise<Exports> {
  const component = await Component.compile(await readFile(new URL(`../../guests/values/${file}`, import.meta.url)));
  return (await component.instantiate(imports)).exports[INTERFACE];
}

/** What the interface's functions are meant to do, as a host would implement them. */
const host = Object.fromEntries(Object.keys(samples).map((name) => [name, (...args: unknown[]) => answer(name, args)]));

function answer(name: string, args: readonly unknown[]): unknown {
  if (name in transformed) return transformed[name]?.(args);
  return name.startsWith("ofResult") ? unwrap(args[0] as { tag: string; val: unknown }) : args[0];
}

function unwrap({ tag, val }: { tag: string; val: unknown }): unknown {
  if (tag === "err") throw new ComponentError(val);
  return val;
}

const arrangements: Record<string, () => Promise<Exports>> = {
  "utf8 guest": () => valuesOf("echo.wasm"),
  "utf16 guest": () => valuesOf("echo-utf16.wasm"),
  "utf8 guest and the host behind it": () => valuesOf("relay.wasm", { [INTERFACE]: host }),
  "utf16 guest and the host behind it": () => valuesOf("relay-utf16.wasm", { [INTERFACE]: host }),
  "utf8 guest and a utf16 guest behind it, instantiated apart": async () =>
    valuesOf("relay.wasm", { [INTERFACE]: await valuesOf("echo-utf16.wasm") }),
  "utf8 guest and a utf16 guest behind it, in one component": () => valuesOf("relay-echo.wasm"),
};

for (const [arrangement, make] of Object.entries(arrangements)) {
  test(`values come back as they went in: ${arrangement}`, async (t) => {
    const functions = await make();
    for (const [name, calls] of Object.entries(samples)) {
      await t.test(name, () => {
        for (const args of calls) {
          const expected: Outcome = outcomeOf((...given) => answer(name, given), args);
          assert.deepEqual(outcomeOf(functions[name], args), expected);
        }
      });
    }
  });
}

test("every function of the interface has samples", async () => {
  assert.deepEqual(Object.keys(await valuesOf("echo.wasm")).sort(), Object.keys(samples).sort());
});
