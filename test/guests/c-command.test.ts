/** Commands written in C: one on wasi:cli alone, one as C programs are, over wasi-libc and the preview 1 adapter. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Trap } from "@weft/core";
import { type RunOptions, runGuest } from "./run-guest.ts";

describe("the lean command", () => {
  const run = (options?: RunOptions) => runGuest("c-command/c-command.wasm", options);
  const TEXT = "première ligne\n".repeat(20_000);
  const rows: [what: string, options: RunOptions, code: number, stdout: string, stderr: string][] = [
    ["prints hello", {}, 0, "hello\n", ""],
    ["prints its arguments", { args: ["args", "a", "b c", ""] }, 0, "c-command/c-command.wasm\nargs\na\nb c\n\n", ""],
    ["prints its environment", { args: ["env"], env: { A: "1", B: "zwei" } }, 0, "A=1\nB=zwei\n", ""],
    ["copies its input", { args: ["cat"], stdin: TEXT }, 0, TEXT, ""],
    ["copies no input", { args: ["cat"] }, 0, "", ""],
    ["fails with 1", { args: ["error", "it failed"] }, 1, "", "it failed\n"],
    ["leaves with the code it was told", { args: ["exit", "77"] }, 77, "", ""],
    ["leaves with 0 when told so", { args: ["exit", "0"] }, 0, "", ""],
    ["names what it does not know", { args: ["dance"] }, 2, "", "c-command: unknown word dance\n"],
  ];
  for (const [what, options, code, stdout, stderr] of rows) {
    test(what, async () => assert.deepEqual(await run(options), { code, stdout, stderr }));
  }

  test("traps, and the trap names where", async () => {
    await assert.rejects(run({ args: ["trap"] }), (error) => {
      assert.ok(error instanceof Trap);
      assert.match(error.frames[0]?.name ?? "", /run_trap$/);
      return true;
    });
  });
});

describe("the command over wasi-libc and the preview 1 adapter", () => {
  const run = (options?: RunOptions) => runGuest("c-command-libc/c-command-libc.wasm", options);

  test("prints arguments and environment, sorts its input, and reports on standard error", async () => {
    assert.deepEqual(await run({ args: ["x", "y z"], env: { GREETING: "hi" }, stdin: "ccc\na\nbb\n" }), {
      code: 0,
      stdout: "argument 1: x\nargument 2: y z\ngreeting: hi\n   1 a\n   2 bb\n   3 ccc\n",
      stderr: "3 lines, 2.0 characters each\n",
    });
  });

  test("allocates for a thousand lines without treading on the adapter's memory", async () => {
    const lines = Array.from({ length: 1000 }, (_, i) => "x".repeat(i));
    const { code, stdout } = await run({ stdin: `${lines.toReversed().join("\n")}\n` });
    assert.equal(code, 0);
    assert.equal(stdout, `greeting: (none)\n${lines.map((line, i) => `${`${i + 1}`.padStart(4)} ${line}\n`).join("")}`);
  });

  test("returns 1 when it is given more than it holds", async () => {
    assert.equal((await run({ stdin: "line\n".repeat(1100) })).code, 1);
  });

  test("leaves from inside a function; the adapter makes 1 of every code but 0", async () => {
    const { code, stdout } = await run({ args: ["exit", "9"] });
    assert.equal(code, 1);
    assert.match(stdout, /leaving\n$/);
    assert.equal((await run({ args: ["exit", "0"] })).code, 0);
  });
});
