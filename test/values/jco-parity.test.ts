/** The same component in Weft and in jco: the same values, and the same errors. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Component, ComponentError } from "@weft/core";
import { oddSamples } from "../../guests/values/odd-samples.ts";
import { samples } from "../../guests/values/samples.ts";
import { jcoInstantiate, jcoSkip } from "./jco.ts";
import { outcomeOf } from "./outcome.ts";

const UNVERSIONED = "weft:values/values";
const INTERFACE = `${UNVERSIONED}@0.1.0`;

type Functions = Record<string, (...args: readonly unknown[]) => unknown>;

async function bothEngines(file: string, host?: Functions): Promise<{ weft: Functions; jco: Functions }> {
  const bytes = await readFile(new URL(`../../guests/values/${file}`, import.meta.url));
  const imports = host === undefined ? {} : { [UNVERSIONED]: host };
  const [instance, jco] = await Promise.all([
    Component.compile(bytes).then((component) => component.instantiate(imports)),
    jcoInstantiate(bytes, imports),
  ]);
  return { weft: instance.exports[INTERFACE], jco: jco[INTERFACE] as Functions };
}

/** A host that receives what the guest passes on, and answers as it is told. */
class Host {
  answer: unknown;
  received: unknown;
  readonly functions: Functions = Object.fromEntries(
    Object.keys(samples).map((name) => [name, (...args: unknown[]) => this.#call(name, args)]),
  );

  #call(name: string, args: unknown[]): unknown {
    this.received = args;
    return name.startsWith("ofResult") ? returnOrThrow(this.answer as { tag: string; val: unknown }) : this.answer;
  }
}

function returnOrThrow({ tag, val }: { tag: string; val: unknown }): unknown {
  if (tag === "err") throw new ComponentError(val);
  return val;
}

for (const file of ["echo.wasm", "echo-utf16.wasm", "relay-echo.wasm"]) {
  test(`values are jco's: ${file}`, { skip: jcoSkip }, async (t) => {
    const { weft, jco } = await bothEngines(file);
    for (const [name, calls] of Object.entries(samples)) {
      await t.test(name, () => {
        for (const args of calls) assert.deepEqual(outcomeOf(weft[name], args), outcomeOf(jco[name], args));
      });
    }
  });
}

test("what a host receives, and what becomes of its answers, is jco's", { skip: jcoSkip }, async (t) => {
  const host = new Host();
  const { weft, jco } = await bothEngines("relay.wasm", host.functions);
  const seen = (call: Functions[string] | undefined, args: readonly unknown[]): unknown => {
    host.received = undefined;
    const outcome = outcomeOf(call, args);
    return { outcome, received: host.received };
  };
  const echoed = Object.entries(samples).filter(([name]) => name.startsWith("of"));
  for (const [name, calls] of echoed) {
    await t.test(name, () => {
      for (const [value] of calls) {
        host.answer = value;
        assert.deepEqual(seen(weft[name], [value]), seen(jco[name], [value]));
      }
    });
  }
});

/** Where Weft takes a value for what it is and jco refuses it, or takes its memory. */
function isAccepted(name: string, value: unknown): boolean {
  const wider = name === "ofListU8" && value instanceof Uint16Array;
  const narrower = name === "ofListU32" && value instanceof Uint8Array;
  const wholeNumber = name === "ofListU64" && Array.isArray(value);
  return wider || narrower || wholeNumber;
}

test("a value that does not fit is never taken for another one than jco takes it for", { skip: jcoSkip }, async (t) => {
  const { weft, jco } = await bothEngines("echo.wasm");
  for (const [name, values] of Object.entries(oddSamples)) {
    await t.test(name, () => {
      for (const value of values) {
        const [ours, theirs] = [outcomeOf(weft[name], [value]), outcomeOf(jco[name], [value])];
        if ("failed" in ours) assert.match(ours.failed, /^ValueError: Cannot call .*: expected .*, found /);
        else if (isAccepted(name, value)) assert.ok("returned" in ours);
        else assert.deepEqual(ours, theirs);
        assert.deepEqual(outcomeOf(weft["ofBool"], [true]), { returned: true }, "the instance goes on");
      }
    });
  }
});
