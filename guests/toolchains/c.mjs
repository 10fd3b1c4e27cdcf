/**
 * C: wit-bindgen makes the bindings, clang-16 and wasi-libc the core module, wasm-tools the component. In a guest's spec:
 *
 *   sources           its C files
 *   world             the world in its wit/ folder; left out for a plain preview 1 command
 *   stringEncoding    utf8 (the default) or utf16
 *   adapter           "command": the preview 1 adapter of `@bytecodealliance/jco` is put under wasi-libc's imports
 *   output            file name of the component, `<guest>.wasm` by default
 *
 * Without `adapter` a guest imports only what its world says: wasi-libc gives it malloc and the mem and str functions, no more.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { guestsDir } from "./guests-dir.mjs";
import { findTool } from "./native-tool.mjs";
import { layOutWit, scratchDir } from "./wit-packages.mjs";

const run = promisify(execFile);
const TOOLS = ["clang-16", "wasm-ld-16", "wit-bindgen", "wasm-tools"];
const WASI_LIBC = "/usr/include/wasm32-wasi/stdlib.h";
const ADAPTER_DIR = path.join(guestsDir, "node_modules/@bytecodealliance/jco/lib");
const CFLAGS = ["--target=wasm32-wasi", "-O2", "-flto", "-Wall", "-Wextra", "-Werror", "-Wl,--strip-debug"];

export const reproducible = true;

/** Why this toolchain cannot be used here, or undefined. */
export async function missing() {
  const absent = [];
  for (const tool of TOOLS) if (!(await findTool(tool))) absent.push(tool);
  if (!existsSync(WASI_LIBC)) absent.push("wasi-libc");
  if (!existsSync(ADAPTER_DIR)) absent.push("the WIT of WASI (npm ci --prefix guests)");
  return absent.length === 0 ? undefined : `not installed: ${absent.join(", ")}`;
}

export async function build(guest, spec) {
  const core = spec.world === undefined ? await compileCommand(guest, spec) : await compileWorld(guest, spec);
  const component = await newComponent(guest, core, spec);
  return { [spec.output ?? `${guest}.wasm`]: await readFile(component) };
}

async function compileCommand(guest, { sources }) {
  await layOutWit(guest);
  const core = path.join(scratchDir(guest), "core.wasm");
  await run("clang-16", [...CFLAGS, ...sources, "-o", core], { cwd: path.join(guestsDir, guest) });
  return core;
}

async function compileWorld(guest, { sources, world, stringEncoding = "utf8" }) {
  const wit = await layOutWit(guest);
  const bindings = path.join(scratchDir(guest), "bindings");
  await run("wit-bindgen", ["c", wit, "--world", world, "--string-encoding", stringEncoding, "--out-dir", bindings]);
  const stem = path.join(bindings, world.replaceAll("-", "_"));
  const core = path.join(scratchDir(guest), "core.wasm");
  const inputs = [...sources, `${stem}.c`, `${stem}_component_type.o`];
  const flags = [...CFLAGS, "-mexec-model=reactor", "-I", bindings];
  await run("clang-16", [...flags, ...inputs, "-o", core], { cwd: path.join(guestsDir, guest) });
  return core;
}

async function newComponent(guest, core, { adapter }) {
  const component = path.join(scratchDir(guest), "component.wasm");
  const file = path.join(ADAPTER_DIR, `wasi_snapshot_preview1.${adapter}.wasm`);
  const adapt = adapter === undefined ? [] : ["--adapt", `wasi_snapshot_preview1=${file}`];
  await run("wasm-tools", ["component", "new", core, ...adapt, "-o", component]);
  return component;
}
