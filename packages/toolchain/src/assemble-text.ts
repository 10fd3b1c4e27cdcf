/** Component text to component, by the wasm-tools that come with jco-transpile. */
import { refused } from "./errors.ts";
import { loadPackage, type OptionalPackage } from "./optional-package.ts";

const WASM_TOOLS: OptionalPackage = {
  name: "@bytecodealliance/jco-transpile",
  version: "0.15.0",
  entry: "@bytecodealliance/jco-transpile/wasm-tools",
  purpose: "assemble component text",
};

interface WasmTools {
  parse(text: string): Promise<Uint8Array>;
}

export interface AssembleOptions {
  /** Where the tool is looked for first; its node_modules, and those above. */
  readonly projectDir: string;
}

/** @throws ToolchainError `missing-package`, or `refused` with wasm-tools' message, which has line and column. */
export async function assembleText(text: string, options: AssembleOptions): Promise<Uint8Array> {
  const tools = await loadPackage<WasmTools>(WASM_TOOLS, options.projectDir);
  try {
    return await tools.parse(text);
  } catch (error) {
    throw refused("component text", readable(error));
  }
}

/** wasm-tools as a component prints its errors as Rust does for debugging; line and column count from 0 there. */
const DEBUG_ERROR = /line: (\d+), col: (\d+), .*?kind: (?:Custom\("(.*?)"\)|(.*?)) \}/s;

function readable(error: unknown): Error {
  const text = String(typeof error === "object" && error !== null && "payload" in error ? error.payload : error);
  const [, line, column, message, kind] = DEBUG_ERROR.exec(text) ?? [];
  if (line === undefined || column === undefined) return new Error(text, { cause: error });
  return new Error(`${Number(line) + 1}:${Number(column) + 1}: ${message ?? kind}`, { cause: error });
}
