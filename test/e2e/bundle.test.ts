/** The command as it is published: what is in it, and what a short program pays for. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bundleCommand } from "../../scripts/bundle-command.mjs";
import { type Ended, ended, guest, ROOT } from "./weft.ts";

const folder = mkdtempSync(join(tmpdir(), "weft-bundle-"));
after(() => rmSync(folder, { recursive: true }));
const bundle = join(folder, "weft.cjs");
let inputs: readonly string[] = [];

before(async () => {
  inputs = Object.keys((await bundleCommand(bundle)).inputs);
});

test("nothing of packages/toolchain is in it", () => {
  assert.deepEqual(
    inputs.filter((path) => path.includes("packages/toolchain/")),
    [],
  );
});

const env = { ...process.env, XDG_CACHE_HOME: join(folder, "cache"), LOCALAPPDATA: join(folder, "cache") };

/** Runs the bundle; each time, what the first run of a component has left is there for those that follow. */
async function run(args: readonly string[], before = ""): Promise<Ended> {
  const script = `${before}; process.argv.splice(1, 0, "weft"); require(${JSON.stringify(bundle)});`;
  return ended(spawn(process.execPath, ["-e", script, ...args], { cwd: ROOT, env }));
}

/** Together they cost more than starting Node. */
const COSTLY = ["http", "https", "net", "tls", "dns", "crypto", "stream", "v8", "child_process", "worker_threads"];

for (const time of ["first", "second"]) {
  test(`a short program loads nothing of Node it does not use, the ${time} time`, async () => {
    const report = 'process.on("exit", () => require("node:fs").writeSync(2, JSON.stringify(process.moduleLoadList)))';
    const { code, stdout, stderr } = await run(["run", guest("c-command")], report);
    assert.deepEqual([code, stdout], [0, "hello\n"]);
    const loaded: readonly string[] = JSON.parse(stderr);
    assert.deepEqual(
      COSTLY.filter((name) => loaded.includes(`NativeModule ${name}`)),
      [],
    );
  });
}

const CALL = ["call", guest("calls"), 'ask(length-of("abc"))'];

test("a component that was compiled before answers as it did", async () => {
  const [first, second] = [await run(CALL), await run(CALL)];
  assert.deepEqual([first.code, first.stdout], [0, "ok(3)\n"]);
  assert.deepEqual(second, first);
});

test("what is kept of a component and was cut off, or is none, is made anew", async () => {
  const kept = join(folder, "cache", "weft", "components");
  for (const cut of [0.5, 0]) {
    for (const name of readdirSync(kept))
      truncateSync(join(kept, name), Math.floor(statSync(join(kept, name)).size * cut));
    const { code, stdout } = await run(CALL);
    assert.deepEqual([code, stdout], [0, "ok(3)\n"]);
  }
});

test("missing imports are told the same by a component that was compiled before", async () => {
  const [first, second] = [
    await run(["call", guest("traps"), "fine()"]),
    await run(["call", guest("traps"), "fine()"]),
  ];
  assert.equal(first.code, 2);
  assert.match(first.stderr, /^weft: Cannot link /);
  assert.deepEqual(second, first);
});
