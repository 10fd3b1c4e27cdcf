/** Random values of random types, through guests and back: through the host, between guests, suspended or not. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { findTool } from "../../guests/toolchains/native-tool.mjs";
import type { StringEncoding } from "../../packages/core/test/component-builder.ts";
import { chainComponent, Probe, probeComponent, startChain } from "../../packages/core/test/probe.ts";
import { anyType } from "../../packages/wit/test/arbitrary-type.ts";
import { anyTypedValue } from "../../packages/wit/test/arbitrary-value.ts";
import * as t from "../../packages/wit/test/types.ts";

const anyEncoding = fc.constantFrom<StringEncoding>("utf8", "utf16", "latin1+utf16");

/** As one field of a tuple, a result is a value and not something returned or thrown. */
const boxed = anyTypedValue.map(({ type, value }) => ({ type: t.tuple(type), value: [value] }));

test("a value comes back from a guest and the host behind it, and no byte outside the blocks given is written", async () => {
  await fc.assert(
    fc.asyncProperty(boxed, anyEncoding, fc.boolean(), async ({ type, value }, encoding, growing) => {
      const probe = await Probe.start(type, { encoding });
      if (growing) probe.setGrowing();
      assert.deepEqual(probe.relay(value), value);
      probe.assertGuardsIntact();
    }),
    { numRuns: 200 },
  );
});

test("a value taken by a guest can be sent and given by it, any number of times", async () => {
  await fc.assert(
    fc.asyncProperty(boxed, anyEncoding, async ({ type, value }, encoding) => {
      const probe = await Probe.start(type, { encoding, answer: value });
      probe.take(value);
      assert.deepEqual(probe.send(), value);
      assert.deepEqual(probe.send(), value);
      probe.assertGuardsIntact();
    }),
    { numRuns: 80 },
  );
});

test("a value comes back from guests in a row, each with its own string encoding", async () => {
  await fc.assert(
    fc.asyncProperty(
      boxed,
      fc.array(anyEncoding, { minLength: 2, maxLength: 3 }),
      async ({ type, value }, encodings) => {
        const relay = await startChain(type, encodings);
        assert.deepEqual(relay(value), value);
      },
    ),
    { numRuns: 150 },
  );
});

test("a value comes back when every guest and the host may wait, whether they do or not", async () => {
  const suspending = fc.record({
    boxed,
    encodings: fc.array(anyEncoding, { minLength: 1, maxLength: 2 }),
    waits: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(suspending, async ({ boxed: { type, value }, encodings, waits }) => {
      const echo = (x: unknown): unknown => (waits ? Promise.resolve(x) : x);
      const relay = await startChain(type, encodings, { suspend: true, echo });
      const answer = relay(value);
      assert.ok(answer instanceof Promise);
      assert.deepEqual(await answer, value);
    }),
    { numRuns: 100 },
  );
});

const noWasmTools = (await findTool("wasm-tools")) === undefined && "the command wasm-tools is not installed";

test("the components of these tests are valid", { skip: noWasmTools }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "weft-"));
  const validate = (name: string, bytes: Uint8Array): void => {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    execFileSync("wasm-tools", ["validate", "--features=all", file], { stdio: "pipe" });
  };
  try {
    for (const type of fc.sample(anyType, { numRuns: 8, seed: 1 })) {
      validate("probe.wasm", probeComponent(type, { encoding: "utf16" }));
      validate("chain.wasm", chainComponent(type, ["utf8", "latin1+utf16"]));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
