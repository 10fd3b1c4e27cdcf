/**
 * C++ with exceptions: clang++-16 and the libc++ of Debian's wasm32 packages, under the preview 1 adapter.
 *
 * clang-16 writes the exception instructions of 2021. V8 runs them; wasmtime runs only those of Wasm 3.0, into which binaryen translates:
 * so there are two outputs, and the second is the one that can be compared.
 */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { adaptCommand, missingAdapter } from "./adapter.mjs";
import { guestsDir } from "./guests-dir.mjs";
import { findTool, runTool } from "./native-tool.mjs";
import { scratchDir } from "./wit-packages.mjs";

const INCLUDE = "/usr/lib/llvm-16/include/wasm32-wasi/c++/v1";
const LIBRARY = "/usr/lib/llvm-16/lib/wasm32-wasi";
const FLAGS = ["--target=wasm32-wasi", "-fwasm-exceptions", "-O2", "-Wall", "-Wextra", "-Werror", "-stdlib=libc++"];
/** Puts wasi-libc's `sbrk` right: see the file. */
const HEAP_START = path.join(guestsDir, "c-command-libc/heap-start.c");

export const irreproducible = "what it builds is too large to be committed, so there is nothing to compare with";

/** Why this toolchain cannot be used here, or undefined. */
export async function missing() {
  if (!(await findTool("clang++-16"))) return "not installed: clang-16";
  if (!existsSync(INCLUDE)) return "not installed: libc++-16-dev-wasm32, libc++abi-16-dev-wasm32";
  return missingAdapter();
}

export async function build(folder, { sources, output }) {
  const scratch = scratchDir(folder);
  await mkdir(scratch, { recursive: true });
  const heapStart = path.join(scratch, "heap-start.o");
  await runTool("clang-16", ["--target=wasm32-wasi", "-O2", "-c", HEAP_START, "-o", heapStart]);
  const core = path.join(scratch, "core.wasm");
  await runTool("clang++-16", [...FLAGS, "-isystem", INCLUDE, ...sources, heapStart, "-L", LIBRARY, "-o", core], {
    cwd: folder,
  });
  const translated = path.join(scratch, "core.exnref.wasm");
  const wasmOpt = path.join(guestsDir, "node_modules/.bin/wasm-opt");
  await runTool(wasmOpt, [core, "--all-features", "--translate-to-exnref", "-o", translated]);
  const exnref = output.replace(/\.wasm$/, ".exnref.wasm");
  return {
    [output]: await adaptCommand(core, path.join(scratch, output)),
    [exnref]: await adaptCommand(translated, path.join(scratch, exnref)),
  };
}
