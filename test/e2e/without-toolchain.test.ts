/** The four commands run components; what makes components is another package, and they do without it. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ended, firstLine, guest, ROOT, spawnWeft, weft } from "./weft.ts";

const copy = mkdtempSync(join(tmpdir(), "weft-without-toolchain-"));
after(() => rmSync(copy, { recursive: true }));

/** The packages' sources, linked to each other as npm does, with packages/toolchain deleted. */
before(() => {
  const isSource = (path: string) => !/[\\/](?:node_modules|dist)$/.test(path);
  cpSync(join(ROOT, "packages"), join(copy, "packages"), { recursive: true, filter: isSource });
  rmSync(join(copy, "packages", "toolchain"), { recursive: true, force: true });
  mkdirSync(join(copy, "node_modules", "@weft"), { recursive: true });
  for (const name of readdirSync(join(copy, "packages")))
    symlinkSync(join("..", "..", "packages", name), join(copy, "node_modules", "@weft", name));
});

const file = (name: string) => join(ROOT, guest(name));

const CASES: readonly (readonly [args: readonly string[], stdout: string | RegExp])[] = [
  [["run", file("c-command")], "hello\n"],
  [["call", file("calls"), "add(40, 2)"], "42\n"],
  [["inspect", file("wat-adder")], /^package root:component;$/m],
  [["inspect", "--types", file("wat-adder")], /export interface Exports/],
];

for (const [args, expected] of CASES) {
  test(`weft ${args[0]} works without packages/toolchain`, async () => {
    const { code, stdout, stderr } = await weft(args, { cwd: copy });
    assert.deepEqual([code, stderr], [0, ""]);
    if (typeof expected === "string") assert.equal(stdout, expected);
    else assert.match(stdout, expected);
  });
}

test("weft serve works without packages/toolchain", async (t) => {
  const child = spawnWeft(["serve", "--addr", "127.0.0.1:0", file("c-http")], { cwd: copy });
  t.after(() => child.kill("SIGKILL"));
  const end = ended(child);
  const [url = ""] = /http:\S+/.exec(await firstLine(child)) ?? [];
  assert.equal(await (await fetch(url)).text(), "hello\n");
  child.kill("SIGTERM");
  assert.equal((await end).code, 0);
});

test("a command that is not whole says so once, and is exit code 70", async (t) => {
  const broken = mkdtempSync(join(tmpdir(), "weft-broken-"));
  t.after(() => rmSync(broken, { recursive: true }));
  cpSync(join(copy, "packages", "cli"), join(broken, "packages", "cli"), { recursive: true });
  const { code, stderr } = await weft(["run", file("c-command")], { cwd: broken });
  assert.equal(code, 70);
  assert.match(stderr, /Cannot find package '@weft\/core'/);
});
