/**
 * The WIT of WASI 0.2.12 is taken from the pinned npm package `@bytecodealliance/jco`, not copied into this repository.
 * A guest's own `wit/` folder is laid out with it in a scratch folder, as wit-bindgen, wasm-tools and componentize-qjs expect:
 *
 *   <scratch>/*.wit            the guest's
 *   <scratch>/deps/wasi-io/…   from the package
 */
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { guestsDir, rootDir } from "./guests-dir.mjs";

export const WASI_VERSION = "0.2.12";

const packagesDir = path.join(guestsDir, "node_modules/@bytecodealliance/jco/lib/wit/builtin", WASI_VERSION);

/** Why the WIT of WASI is not here, or undefined. */
export function missingWit() {
  return existsSync(packagesDir) ? undefined : "not installed: the WIT of WASI (npm install --no-save --prefix guests)";
}

/** The scratch folder of the guest in a folder. */
export function scratchDir(folder) {
  return path.join(guestsDir, ".cache", path.relative(rootDir, folder));
}

/**
 * Lays out `<folder>/wit` with the WASI packages; returns the folder.
 * With `wasiVersion` the packages are given another version number, in their own names and in every reference to them. `deps` are other
 * guests whose packages it needs.
 */
export async function layOutWit(folder, { wasiVersion = WASI_VERSION, deps = [] } = {}) {
  const wit = path.join(scratchDir(folder), "wit");
  await rm(wit, { recursive: true, force: true });
  await mkdir(wit, { recursive: true });
  const own = path.join(folder, "wit");
  if (existsSync(own)) await cp(own, wit, { recursive: true });
  await cp(packagesDir, path.join(wit, "deps"), { recursive: true });
  for (const guest of deps)
    await cp(path.join(guestsDir, guest, "wit"), path.join(wit, "deps", guest), { recursive: true });
  if (wasiVersion !== WASI_VERSION) await renumber(wit, wasiVersion);
  return wit;
}

async function renumber(wit, wasiVersion) {
  const entries = await readdir(wit, { recursive: true, withFileTypes: true });
  for (const file of entries.filter((entry) => entry.isFile())) {
    const name = path.join(file.parentPath, file.name);
    const text = await readFile(name, "utf8");
    await writeFile(name, text.replaceAll(`@${WASI_VERSION}`, `@${wasiVersion}`));
  }
}
