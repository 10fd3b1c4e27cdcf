/**
 * Thousands of damaged components, in one process: whatever the bits say, either it is a component that can be shown, linked and made
 * an instance of, or the error is one for its reader and not a bug of ours. Seeds are in the message.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { wasi } from "@weft/wasi";
import { nodePlatform } from "@weft/wasi/node";
import { compile } from "../../packages/cli/src/compile-file.ts";
import { describeError } from "../../packages/cli/src/describe-error.ts";
import { show as showCode } from "../../packages/cli/src/inspect/show-code.ts";
import { show as showInterface } from "../../packages/cli/src/inspect/show-interface.ts";
import { show as showPlan } from "../../packages/cli/src/inspect/show-plan.ts";
import { show as showTypes } from "../../packages/cli/src/inspect/show-types.ts";
import { damaged } from "./damaged.ts";
import { guest, ROOT } from "./weft.ts";

const FILES: readonly (readonly [path: string, count: number])[] = [
  [guest("wat-adder"), 1500],
  [guest("c-command"), 500],
  [guest("c-http"), 500],
  [guest("traps"), 500],
  ["guests/resources/uses-defines.wasm", 500],
  ["guests/values/relay-echo.wasm", 100],
];

const VIEWS = [showInterface, showPlan, showCode, showTypes];

/** All that the commands do with a component, short of calling it: a damaged loop may be endless. */
async function use(file: string, bytes: Uint8Array): Promise<"ok"> {
  const component = await compile(bytes);
  for (const show of VIEWS) JSON.stringify(show({ file, bytes, component }).json);
  component.link(wasi({ platform: nodePlatform }), { suspend: true }).instantiate();
  return "ok";
}

async function outcomeOf(file: string, bytes: Uint8Array): Promise<string> {
  try {
    return await use(file, bytes);
  } catch (error) {
    const { code, lines } = describeError(error, { file });
    return code === "internal" ? `${code}: ${(error as Error).stack} ${lines.join("\n")}` : code;
  }
}

const EXPECTED = new Set(["ok", "not-a-component", "invalid-component", "unmet-imports", "trap"]);

for (const [path, count] of FILES) {
  test(`${count} damaged copies of ${path}`, async (t) => {
    const good = readFileSync(join(ROOT, path));
    const outcomes = new Map<string, number>();
    for (const { seed, bytes } of damaged(good, { first: 1, count })) {
      const outcome = await outcomeOf(path, bytes);
      assert.ok(EXPECTED.has(outcome), `seed ${seed}: ${outcome}`);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    t.diagnostic(JSON.stringify(Object.fromEntries(outcomes)));
  });
}
