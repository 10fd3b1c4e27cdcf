/** The native wasm-tools, as the tests that compare with it see it: present or not, and what it answers. */

import { spawnSync } from "node:child_process";

/** Undefined where wasm-tools is present; else why a test that needs it is skipped. */
export const WASM_TOOLS_ABSENT: string | undefined = reasonAbsent();

/** What the command prints. @throws Error with what it says when it fails */
export function wasmTools(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("wasm-tools", args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`wasm-tools ${args.join(" ")}\n${stderr}`);
  return stdout;
}

function reasonAbsent(): string | undefined {
  const { error } = spawnSync("wasm-tools", ["--version"]);
  return error === undefined ? undefined : "the command wasm-tools is not installed";
}
