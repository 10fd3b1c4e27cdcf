/** The committed binaries are what their text assembles to, and components by the rules of wasm-tools. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { findTool } from "../../guests/toolchains/native-tool.mjs";
import { assembleAll, missingAssembler } from "./assemble.mjs";

const skip = (await missingAssembler()) ?? false;

test("every component assembles to the bytes committed beside it", { skip }, async () => {
  for (const [file, bytes] of await assembleAll()) {
    assert.ok(Buffer.from(bytes).equals(readFileSync(file)), `${file} differs: run node test/engine/assemble.mjs`);
  }
});

const folder = new URL("components/", import.meta.url);
const noWasmTools = (await findTool("wasm-tools")) === undefined && "the command wasm-tools is not installed";

test("every component is valid", { skip: noWasmTools }, () => {
  for (const file of readdirSync(folder).filter((each) => each.endsWith(".wasm"))) {
    execFileSync("wasm-tools", ["validate", "--features=all", new URL(file, folder).pathname], { stdio: "pipe" });
  }
});
