/** Running components needs nothing that makes them: the command works where packages/toolchain has been deleted. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { readPackages } from "./packages.ts";
import { ROOT } from "./root.ts";

const folder = mkdtempSync(join(tmpdir(), "weft-without-toolchain-"));
const weft = ["-C", "source", join(folder, "packages/cli/src/main.ts")];
const guest = (name: string): string => join(ROOT, "guests", name, `${name}.wasm`);

before(() => {
  mkdirSync(join(folder, "node_modules/@weft"), { recursive: true });
  for (const { folder: name, path } of readPackages().filter((pkg) => pkg.folder !== "toolchain")) {
    cpSync(join(ROOT, path), join(folder, path), { recursive: true, filter: (from) => !from.endsWith("/dist") });
    symlinkSync(join(folder, path), join(folder, "node_modules/@weft", name));
  }
});

after(() => rmSync(folder, { recursive: true }));

const COMMANDS = [
  { args: ["run", guest("c-command"), "args", "one"], prints: /\none\n$/ },
  { args: ["call", guest("js-greeter"), 'greet("World")'], prints: /^"Hello, World!"\n$/ },
  { args: ["inspect", guest("wat-adder")], prints: /export add: func\(a: u32, b: u32\) -> u32;/ },
];

for (const { args, prints } of COMMANDS) {
  test(`weft ${args[0]}`, () => {
    assert.match(execFileSync(process.execPath, [...weft, ...args], { cwd: folder, encoding: "utf8" }), prints);
  });
}

test("weft serve", async (t) => {
  const args = ["serve", "--addr", "127.0.0.1:0", guest("c-http")];
  const child = spawn(process.execPath, [...weft, ...args], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  const lines = createInterface(child.stdout);
  const [line = ""] = await Promise.race([once(lines, "line"), once(lines, "close")]);
  const [url] = /http:\/\/[\d.:]+/.exec(line) ?? assert.fail(`Expected an address, found ${line}`);
  assert.equal((await fetch(url)).status, 200);
});
