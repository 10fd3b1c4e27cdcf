/** The preview 1 adapter of `@bytecodealliance/jco`: under a wasip1 command it makes a component of WASI 0.2. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { guestsDir } from "./guests-dir.mjs";
import { findTool, runTool } from "./native-tool.mjs";

const ADAPTER = path.join(guestsDir, "node_modules/@bytecodealliance/jco/lib/wasi_snapshot_preview1.command.wasm");

/** Why commands cannot be adapted here, or undefined. */
export async function missingAdapter() {
  if (!existsSync(ADAPTER)) return "not installed: the preview 1 adapter (npm install --no-save --prefix guests)";
  return (await findTool("wasm-tools")) ? undefined : "not installed: wasm-tools";
}

/** Makes a component of the core module in a file; returns its bytes. */
export async function adaptCommand(core, target) {
  await runTool("wasm-tools", ["component", "new", core, "--adapt", `wasi_snapshot_preview1=${ADAPTER}`, "-o", target]);
  return readFile(target);
}
