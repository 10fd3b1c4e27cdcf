/** Component text, assembled by wasm-tools: every `*.wat` of the guest becomes a `*.wasm` beside it. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { findTool, runTool } from "./native-tool.mjs";

/** Why this toolchain cannot be used here, or undefined. */
export async function missing() {
  if ((await findTool("wasm-tools")) || (await importParse())) return undefined;
  return "neither the command wasm-tools nor jco-transpile (npm install --no-save --prefix guests) is installed";
}

export async function build(folder) {
  const sources = (await readdir(folder)).filter((file) => file.endsWith(".wat"));
  const outputs = sources.map(async (file) => [
    file.replace(/\.wat$/, ".wasm"),
    await assemble(path.join(folder, file)),
  ]);
  return Object.fromEntries(await Promise.all(outputs));
}

async function assemble(file) {
  if (await findTool("wasm-tools")) return runTool("wasm-tools", ["parse", file]);
  const parse = await importParse();
  return parse(await readFile(file, "utf8"));
}

async function importParse() {
  try {
    return (await import("@bytecodealliance/jco-transpile/wasm-tools")).parse;
  } catch (error) {
    if (error.code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
