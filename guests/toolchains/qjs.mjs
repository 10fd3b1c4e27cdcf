/**
 * JavaScript through QuickJS: componentize-qjs from npm.
 *
 * A world that imports wasi:http cannot be pre-initialised by componentize-qjs 0.4.5: it fills unknown imports with traps whose
 * resources are its own, then links its own wasi:io over them, and the `io-error` that wasi:http re-exports is no longer that of
 * wasi:io ("mismatched resource types"). So a guest with `"host": "http"` is built against the same WIT under a version number
 * its linker has no answer for, and the component's import and export names get the real number back afterwards. QuickJS's own
 * imports keep 0.2.12, the guest's get 0.2.11: components that mix 0.2.x versions are a fact of life, this one makes sure of it.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { renameExterns } from "../../packages/toolchain/src/rename-externs.ts";
import { layOutWit, scratchDir } from "./wit-packages.mjs";

const UNKNOWN_VERSION = "0.9.11";
const REAL_VERSION = "0.2.11";

/** Why two builds differ, in about a hundred bytes. */
export const irreproducible =
  "componentize-qjs draws seeds of hash tables while it pre-initialises: no two builds are the same";

/** Why this toolchain cannot be used here, or undefined. */
export async function missing() {
  try {
    await import("componentize-qjs");
  } catch (error) {
    return `componentize-qjs is not installed (npm install --no-save --prefix guests): ${error.message}`;
  }
}

/** Builds `{ source, host? }`, the entry module and what its world imports beside QuickJS's own needs. */
export async function build(folder, { source, host, output }) {
  const { componentize } = await import("componentize-qjs");
  const http = host === "http";
  const witPath = await layOutWit(folder, http ? { wasiVersion: UNKNOWN_VERSION } : {});
  const jsPath = await layOutSource(folder, source, http ? [`@${REAL_VERSION}`, `@${UNKNOWN_VERSION}`] : ["", ""]);
  const jsSource = await readFile(jsPath, "utf8");
  const { component } = await componentize({ witPath, jsSource, jsPath, moduleRoot: path.dirname(jsPath), sync: true });
  return { [output]: http ? renameExterns(component, `@${UNKNOWN_VERSION}`, `@${REAL_VERSION}`) : component };
}

/** Copies the modules to the scratch folder, `from` replaced; returns where the entry module is. */
async function layOutSource(folder, source, [from, to]) {
  const scratch = path.join(scratchDir(folder), "source");
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  const modules = (await readdir(folder)).filter((file) => file.endsWith(".js"));
  for (const file of modules) {
    const text = await readFile(path.join(folder, file), "utf8");
    await writeFile(path.join(scratch, file), from === "" ? text : text.replaceAll(from, to));
  }
  return path.join(scratch, source);
}
