/** `packages/cli/bin/weft.cjs` on Nodes that cannot run the rest. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { transformSync } from "esbuild";
import { ROOT } from "./root.ts";

const LAUNCHER = join(ROOT, "packages/cli/bin/weft.cjs");

test("the launcher is in the syntax of the oldest Nodes", () => {
  const { warnings } = transformSync(readFileSync(LAUNCHER, "utf8"), { target: "es5" });
  assert.deepEqual(warnings, []);
});

test("an older Node is told in one line what is needed", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "weft-launcher-"));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "bin"));
  copyFileSync(LAUNCHER, join(folder, "bin/weft.cjs"));
  const asNode18 = join(folder, "as-node-18.cjs");
  writeFileSync(asNode18, "Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } });");

  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["-r", asNode18, join(folder, "bin/weft.cjs"), "run"],
    {
      encoding: "utf8",
    },
  );
  assert.deepEqual([status, stdout], [1, ""]);
  assert.match(stderr, /^weft: needs Node 26 or newer, found 18\.20\.4 \(.*\)\n$/);
});
