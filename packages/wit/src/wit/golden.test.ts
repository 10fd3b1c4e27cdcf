/**
 * For each `test/wit/x.wit`: `x.wasm` is a component of its world, made by wasm-tools, and `x.expected` what we print for that component.
 * `BLESS=1` makes both anew.
 *
 * Oracles, where wasm-tools is installed: what it prints for the same component is our text, but for the cases listed; and our text is a
 * world that the component conforms to.
 */

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Component } from "@weft/core";
import { WASM_TOOLS_ABSENT, wasmTools } from "../../test/wasm-tools.ts";
import { printWit } from "./print-wit.ts";

const FOLDER = fileURLToPath(new URL("../../test/wit/", import.meta.url));
const BLESS = process.env["BLESS"] === "1";
const skip = WASM_TOOLS_ABSENT ?? false;

/** What we print differently, and why. */
const DIFFERS: Readonly<Record<string, string>> = {
  aliases:
    "the model does not keep apart the names a type has in one interface, nor which interface a `use` went through",
};

const cases = readdirSync(FOLDER).flatMap((file) => (file.endsWith(".wit") ? [file.slice(0, -".wit".length)] : []));

for (const name of cases) {
  const path = (extension: string): string => join(FOLDER, `${name}.${extension}`);

  test(`${name}: a component's WIT is as expected`, async () => {
    if (BLESS) buildComponent(path("wit"), path("wasm"));
    const actual = printWit(await Component.compile(readFileSync(path("wasm"))));
    if (BLESS) writeFileSync(path("expected"), actual);
    assert.equal(actual, readFileSync(path("expected"), "utf8"));
  });

  test(`${name}: wasm-tools prints ${name in DIFFERS ? "other text" : "the same text"}`, { skip }, () => {
    const theirs = wasmTools("component", "wit", path("wasm"));
    const ours = readFileSync(path("expected"), "utf8");
    if (name in DIFFERS) assert.notEqual(ours, theirs, `${name} is listed as different and is not any more`);
    else assert.equal(ours, theirs);
  });

  test(`${name}: the component conforms to the world we print`, { skip }, () => {
    inScratchFolder((folder) => {
      const world = join(folder, "world.wit");
      writeFileSync(world, readFileSync(path("expected")));
      wasmTools("component", "targets", world, path("wasm"), "--world", "root:component/root");
    });
  });
}

test("every expectation has its input", () => {
  const orphans = readdirSync(FOLDER).filter((file) => !cases.includes(file.replace(/\.[a-z]+$/, "")));
  assert.deepEqual(orphans, []);
});

/** A component that has the imports and exports of the world, and traps when called. */
function buildComponent(wit: string, wasm: string): void {
  inScratchFolder((folder) => {
    const core = join(folder, "core.wasm");
    wasmTools("component", "embed", "--dummy", wit, "-o", core);
    wasmTools("component", "new", core, "-o", wasm);
  });
}

function inScratchFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "weft-wit-"));
  try {
    use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
