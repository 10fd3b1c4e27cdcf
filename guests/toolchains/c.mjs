/**
 * C: wit-bindgen makes the bindings, clang-16 and wasi-libc the core module, wasm-tools the component. A guest's spec lists in `deps`
 * the guests whose WIT it uses, and its components, each with
 *
 *   output            file name of the component
 *   sources           C files
 *   world             the world in the guest's wit/ folder; left out for a plain preview 1 command
 *   bindings          name of the generated header, the world's by default
 *   wholeResults      true: results and options are passed as one struct each, not taken apart into bool and pointers
 *   stringEncoding    utf8 (the default) or utf16
 *   cflags            more flags for clang
 *   adapter           "command": the preview 1 adapter of `@bytecodealliance/jco` is put under wasi-libc's imports
 *   plug              file name of an earlier output: its exports satisfy this component's imports, in one component
 *
 * Without `adapter` a component imports only what its world says: wasi-libc gives it malloc and the mem and str functions, no more.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { guestsDir } from "./guests-dir.mjs";
import { findTool, runTool } from "./native-tool.mjs";
import { layOutWit, scratchDir } from "./wit-packages.mjs";

/** Other versions may do, but make other bytes. */
const TOOLS = {
  "clang-16": "16.0.6",
  "wasm-ld-16": "16.0.6",
  "wit-bindgen": "0.63.0",
  "wasm-tools": "1.263.0",
  wac: "0.12.0",
};
const WASI_LIBC = "/usr/include/wasm32-wasi/stdlib.h";
const ADAPTER_DIR = path.join(guestsDir, "node_modules/@bytecodealliance/jco/lib");
const CFLAGS = ["--target=wasm32-wasi", "-O2", "-flto", "-Wall", "-Wextra", "-Werror", "-Wl,--strip-debug"];

/** Why this toolchain cannot be used here, or undefined. */
export async function missing() {
  const tools = await Promise.all(Object.entries(TOOLS).map(([name, version]) => wanting(name, version)));
  const absent = tools.filter((tool) => tool !== undefined);
  if (!existsSync(WASI_LIBC)) absent.push("wasi-libc");
  if (!existsSync(ADAPTER_DIR)) absent.push("the WIT of WASI (npm install --no-save --prefix guests)");
  return absent.length === 0 ? undefined : `expected ${absent.join(", ")}`;
}

async function wanting(name, version) {
  const found = await findTool(name);
  if (found === undefined) return `${name} ${version}, found none`;
  return found.includes(version) ? undefined : `${name} ${version}, found ${found}`;
}

export async function build(folder, { components, deps }) {
  await layOutWit(folder, { deps });
  const outputs = {};
  for (const spec of components) outputs[spec.output] = await buildComponent(folder, spec);
  return outputs;
}

async function buildComponent(folder, spec) {
  const core = spec.world === undefined ? await compileCommand(folder, spec) : await compileWorld(folder, spec);
  const component = await newComponent(folder, core, spec);
  return readFile(spec.plug === undefined ? component : await plug(folder, component, spec.plug));
}

async function compileCommand(folder, { sources }) {
  const core = path.join(scratchDir(folder), "core.wasm");
  await runTool("clang-16", [...CFLAGS, ...sources, "-o", core], { cwd: folder });
  return core;
}

async function compileWorld(folder, spec) {
  const stem = await generateBindings(folder, spec);
  const core = path.join(scratchDir(folder), "core.wasm");
  const flags = [...CFLAGS, ...(spec.cflags ?? []), "-mexec-model=reactor", "-I", path.dirname(stem)];
  const inputs = [...spec.sources, `${stem}.c`, `${stem}_component_type.o`];
  await runTool("clang-16", [...flags, ...inputs, "-o", core], { cwd: folder });
  return core;
}

/** Returns where the bindings are, without the ending that header, source and object differ in. */
async function generateBindings(folder, { output, world, bindings = world, wholeResults, stringEncoding = "utf8" }) {
  const generated = path.join(scratchDir(folder), `${output}.bindings`);
  const names = ["--world", world, "--rename-world", bindings, "--out-dir", generated];
  const shape = ["--string-encoding", stringEncoding, ...(wholeResults ? ["--no-sig-flattening"] : [])];
  await runTool("wit-bindgen", ["c", path.join(scratchDir(folder), "wit"), ...names, ...shape]);
  return path.join(generated, bindings.replaceAll("-", "_"));
}

async function newComponent(folder, core, { output, adapter }) {
  const component = path.join(scratchDir(folder), output);
  const file = path.join(ADAPTER_DIR, `wasi_snapshot_preview1.${adapter}.wasm`);
  const adapt = adapter === undefined ? [] : ["--adapt", `wasi_snapshot_preview1=${file}`];
  await runTool("wasm-tools", ["component", "new", core, ...adapt, "-o", component]);
  return component;
}

async function plug(folder, socket, plugged) {
  const composed = path.join(scratchDir(folder), "composed.wasm");
  await runTool("wac", ["plug", socket, "--plug", path.join(scratchDir(folder), plugged), "-o", composed]);
  return composed;
}
