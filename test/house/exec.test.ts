/** `exec` hands a process over, whether Node can replace it (`execve`) or has to stay as its parent: the same rules for both. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { ROOT } from "./root.ts";

const NO_EXECVE = "Object.defineProperty(process, 'execve', { value: undefined });";

const VARIANTS = [
  { name: "replaced", before: "", skip: process.platform === "win32" ? "Windows has no execve" : false },
  { name: "as a parent", before: NO_EXECVE, skip: false },
];

/** Starts a process that hands itself over to `program`. */
function start(before: string, program: string): ChildProcess {
  const script = `${before} require("./scripts/exec.cjs").exec(process.execPath, ["-e", ${JSON.stringify(program)}]);`;
  return spawn(process.execPath, ["-e", script], { cwd: ROOT, stdio: ["pipe", "pipe", "inherit"] });
}

async function ready(child: ChildProcess): Promise<void> {
  assert.ok(child.stdout);
  const [chunk] = await once(child.stdout, "data");
  assert.equal(String(chunk), "ready\n");
}

for (const { name, before, skip } of VARIANTS) {
  test(`${name}: the exit code is the program's`, { skip }, async () => {
    const child = start(before, "process.exit(134)");
    assert.deepEqual(await once(child, "exit"), [134, null]);
  });

  test(`${name}: SIGTERM reaches the program, which may end in its own way`, { skip }, async () => {
    const child = start(
      before,
      "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1e9); console.log('ready')",
    );
    await ready(child);
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [7, null]);
  });

  test(`${name}: a program that a signal ends looks so to whoever waits`, { skip }, async () => {
    const child = start(before, "setInterval(() => {}, 1e9); console.log('ready')");
    await ready(child);
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [null, "SIGTERM"]);
  });

  test(`${name}: standard input and output are the program's`, { skip }, async () => {
    const child = start(before, "process.stdin.pipe(process.stdout)");
    assert.ok(child.stdin && child.stdout);
    child.stdin.end("through");
    assert.equal(String((await child.stdout.toArray())[0]), "through");
  });
}
