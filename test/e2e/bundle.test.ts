/** The command as it is published: what is in it, and what a short program pays for. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bundleCommand } from "../../scripts/bundle-command.mjs";
import { ended, guest, ROOT } from "./weft.ts";

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

/** Together they cost more than starting Node. */
const COSTLY = ["http", "https", "net", "tls", "dns", "crypto", "stream", "child_process", "worker_threads"];

test("a short program loads nothing of Node it does not use", async () => {
  const report = `
    process.on("exit", () => require("node:fs").writeSync(2, JSON.stringify(process.moduleLoadList)));
    process.argv.splice(1, 0, "weft");
    require(${JSON.stringify(bundle)});`;
  const child = spawn(process.execPath, ["-e", report, "run", guest("c-command")], { cwd: ROOT });
  const { code, stdout, stderr } = await ended(child);
  assert.deepEqual([code, stdout], [0, "hello\n"]);
  const loaded: readonly string[] = JSON.parse(stderr);
  assert.deepEqual(
    COSTLY.filter((name) => loaded.includes(`NativeModule ${name}`)),
    [],
  );
});
