import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build, type ToolchainError } from "./index.ts";

/** Where the tools are installed, if they are: they are no dependency of this repository. */
const guestsDir = join(import.meta.dirname, "../../../guests");
const skip = hasTools() ? false : "the tools are not installed: npm ci --prefix guests";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "weft-toolchain-"));
});
after(() => rm(folder, { recursive: true }));

function hasTools(): boolean {
  try {
    createRequire(join(guestsDir, "package.json")).resolve("componentize-qjs");
    return true;
  } catch {
    return false;
  }
}

async function source(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

const COMPONENT_PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];

test("component text becomes a component", { skip }, async () => {
  const file = await source("empty.wat", "(component)");
  assert.deepEqual([...(await build({ source: file, projectDir: guestsDir }))], COMPONENT_PREAMBLE);
});

test("component text that does not parse is refused with line and column", { skip }, async () => {
  const file = await source("broken.wat", "(component\n  (wrong))");
  await assert.rejects(build({ source: file, projectDir: guestsDir }), (error: ToolchainError) => {
    assert.equal(error.code, "refused");
    assert.match(error.message, /2:4: expected valid component field/);
    return true;
  });
});

test("JavaScript becomes a component", { skip }, async () => {
  const file = await source("greet.js", 'export const greet = (name) => "Hello, " + name;');
  const wit = await source("greet.wit", "package a:b; world w { export greet: func(name: string) -> string; }");
  const bytes = await build({ source: file, wit, projectDir: guestsDir });
  assert.deepEqual([...bytes.subarray(0, 8)], COMPONENT_PREAMBLE);
});

test("JavaScript whose WIT does not parse is refused", { skip }, async () => {
  const file = await source("bad.js", "export const f = () => {};");
  const wit = await source("bad.wit", "world {");
  await assert.rejects(build({ source: file, wit, projectDir: guestsDir }), { code: "refused" });
});

test("JavaScript without WIT says that it is missing", async () => {
  const file = await source("no-wit.js", "");
  await assert.rejects(async () => build({ source: file, projectDir: folder }), /expected the WIT of its world/);
});

test("a missing tool is named with the command that installs it", async () => {
  const file = await source("alone.wat", "(component)");
  await assert.rejects(build({ source: file, projectDir: folder }), (error: ToolchainError) => {
    assert.equal(error.code, "missing-package");
    assert.match(error.message, /npm install --save-dev @bytecodealliance\/jco-transpile@/);
    return true;
  });
});

test("a language nobody builds is named with those that are built", async () => {
  await assert.rejects(build({ source: "a.cob", projectDir: folder }), /ends in \.wat, \.js, \.mjs/);
});
