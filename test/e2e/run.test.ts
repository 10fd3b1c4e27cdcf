import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, test } from "node:test";
import { ended, guest, spawnWeft, type WeftOptions, weft } from "./weft.ts";

const COMMAND = guest("c-command");
const LIBC = guest("c-command-libc");

interface Case {
  readonly what: string;
  readonly args: readonly string[];
  readonly options?: WeftOptions;
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

const CASES: readonly Case[] = [
  { what: "a command runs, and nothing but its own output is seen", args: [COMMAND], stdout: "hello\n" },
  {
    what: "what follows the file belongs to the guest",
    args: [COMMAND, "args", "--env", "A=1", "--", "-h", ""],
    stdout: "c-command.wasm\nargs\n--env\nA=1\n--\n-h\n\n",
  },
  { what: "an exit code passes through", args: [COMMAND, "exit", "77"], code: 77 },
  { what: "exit code 0 passes through", args: [COMMAND, "exit", "0"], code: 0 },
  { what: "an error result is exit code 1", args: [COMMAND, "error", "no luck"], code: 1, stderr: "no luck\n" },
  { what: "no environment is given", args: [COMMAND, "env"], options: { env: { ...process.env, SECRET: "1" } } },
  {
    what: "variables are given one by one",
    args: ["--env", "A=1", "--env=B=x=y", "--env", "FROM_HERE", "--env", "MISSING", COMMAND, "env"],
    options: { env: { ...process.env, FROM_HERE: "2" } },
    stdout: "A=1\nB=x=y\nFROM_HERE=2\n",
  },
  {
    what: "all variables are given on demand",
    args: ["--inherit-env", "--env", "A=2", COMMAND, "env"],
    options: { env: { A: "1", B: "2" } },
    stdout: "A=2\nB=2\n",
  },
  {
    what: "standard input is the guest's",
    args: [COMMAND, "cat"],
    options: { stdin: "première ligne\n".repeat(10_000) },
    stdout: "première ligne\n".repeat(10_000),
  },
  {
    what: "a command over wasi-libc and the preview 1 adapter runs",
    args: ["--env", "GREETING=hi", LIBC, "x"],
    options: { stdin: "ccc\na\n" },
    stdout: "argument 1: x\ngreeting: hi\n   1 a\n   2 ccc\n",
    stderr: "2 lines, 2.0 characters each\n",
  },
];

for (const { what, args, options, code = 0, stdout = "", stderr = "" } of CASES) {
  test(what, async () => {
    assert.deepEqual(await weft(["run", ...args], options), { code, signal: null, stdout, stderr });
  });
}

test("a guest waits for its input, and answers what has come so far", async (t) => {
  const child = spawnWeft(["run", COMMAND, "cat"]);
  t.after(() => child.kill("SIGKILL"));
  for (const line of ["first\n", "second\n"]) {
    child.stdin?.write(line);
    const [chunk] = await once(child.stdout ?? child, "data");
    assert.equal(String(chunk), line);
  }
  child.stdin?.end();
  assert.equal((await ended(child)).code, 0);
});

test("a trap is told with its reason and the names of the Wasm frames, and is exit code 134", async () => {
  const { code, stdout, stderr } = await weft(["run", COMMAND, "trap"]);
  assert.equal(code, 134);
  assert.equal(stdout, "");
  assert.match(
    stderr,
    /^weft: The guest trapped: unreachable\n( {4}at \S*run_trap \(function \d+, offset 0x[\da-f]+\)\n)/,
  );
  assert.doesNotMatch(stderr, /\.ts|node:|lift_/);
});

test("with --json a trap is one line of JSON", async () => {
  const { code, stderr } = await weft(["run", "--json", COMMAND, "trap"]);
  assert.equal(code, 134);
  const { error } = JSON.parse(stderr);
  assert.equal(error.code, "trap");
  assert.equal(error.reason, "unreachable");
  assert.match(error.frames[0].name, /run_trap$/);
});

test("a reader that goes away ends a command that goes on writing, quietly, by SIGPIPE", async (t) => {
  const child = spawnWeft(["run", COMMAND, "cat"]);
  t.after(() => child.kill("SIGKILL"));
  child.stdin?.on("error", () => {});
  child.stdin?.write("first\n");
  await once(child.stdout ?? child, "data");
  child.stdout?.destroy();
  child.stdin?.write("second\n");
  const { signal, stderr } = await ended(child);
  assert.deepEqual([signal, stderr], ["SIGPIPE", ""]);
});

describe("what is no command", () => {
  const cases = [
    [guest("c-http"), "found wasi:http/incoming-handler@0.2.12\n  Try: weft serve guests/c-http/c-http.wasm\n"],
    [guest("wat-adder"), /found add, weft:guests\/calculator@0\.1\.0\n {2}Try: weft inspect .*, then weft call .*\n$/],
  ] as const;
  for (const [file, expected] of cases) {
    test(`${file} is told what it is for`, async () => {
      const { code, stderr } = await weft(["run", file]);
      assert.equal(code, 2);
      if (typeof expected === "string") assert.ok(stderr.endsWith(expected), stderr);
      else assert.match(stderr, expected);
    });
  }
});
