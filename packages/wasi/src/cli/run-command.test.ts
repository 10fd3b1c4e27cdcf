import assert from "node:assert/strict";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import { Exit, exit } from "./exit.ts";
import { runCommand } from "./run-command.ts";

const trapped = (cause: unknown) => new Error("unreachable", { cause });

const endings: readonly (readonly [string, () => unknown, number])[] = [
  ["ok", () => undefined, 0],
  ["ok, later", async () => undefined, 0],
  ["err", () => raise(new ComponentError(undefined)), 1],
  ["err, later", async () => raise(new ComponentError(undefined)), 1],
  ["exit(ok)", () => exit.exit({ tag: "ok" }), 0],
  ["exit(err)", () => exit.exit({ tag: "err" }), 1],
  ["exit-with-code(0)", () => exit.exitWithCode(0), 0],
  ["exit-with-code(255)", () => exit.exitWithCode(255), 255],
  ["a trap caused by exit", () => raise(trapped(new Exit(42))), 42],
  ["a trap caused by a trap caused by exit", () => raise(trapped(trapped(new Exit(7)))), 7],
];

function raise(error: Error): never {
  throw error;
}

for (const [name, run, code] of endings) {
  test(`${name} is exit code ${code}`, async () => {
    assert.equal(await runCommand({ exports: { "wasi:cli/run@0.2.6": { run } } }), code);
  });
}

test("a trap is passed on", async () => {
  const trap = trapped(new Error("divide by zero"));
  await assert.rejects(runCommand({ exports: { "wasi:cli/run": { run: () => raise(trap) } } }), trap);
});

test("what is not a command is named", async () => {
  await assert.rejects(runCommand({ exports: { "a:b/c": {}, d: {} } }), {
    name: "TypeError",
    message: "Cannot run as a command: expected an export of wasi:cli/run, found a:b/c, d",
  });
});
