/** The components of real toolchains: wasm-tools reads what we print, and finds that the component conforms to it. */

import assert from "node:assert/strict";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Component } from "@weft/core";
import { WASM_TOOLS_ABSENT, wasmTools } from "../../test/wasm-tools.ts";
import { printWit } from "./print-wit.ts";

const GUESTS = fileURLToPath(new URL("../../../../guests/", import.meta.url));

/** Components that no WIT describes, and why; they are printed all the same. */
const INEXPRESSIBLE: Readonly<Record<string, string>> = {
  "traps/traps.wasm": "the world itself exports a resource",
};

for (const guest of globSync("*/*.wasm", { cwd: GUESTS })) {
  test(`${guest} conforms to the WIT printed of it`, { skip: WASM_TOOLS_ABSENT ?? false }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "weft-wit-"));
    t.after(() => rmSync(folder, { recursive: true }));
    const world = join(folder, "world.wit");
    writeFileSync(world, printWit(await Component.compile(readFileSync(join(GUESTS, guest)))));
    const compare = () =>
      wasmTools("component", "targets", world, join(GUESTS, guest), "--world", "root:component/root");
    if (guest in INEXPRESSIBLE) assert.throws(compare, `${guest} is listed as inexpressible and is not any more`);
    else compare();
  });
}
