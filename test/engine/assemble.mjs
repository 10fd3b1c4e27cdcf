/**
 * Assembles the component text the engine's tests use: every `.wat` of these folders becomes a `.wasm` beside it.
 *
 *   node test/engine/assemble.mjs
 */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, missing } from "../../guests/toolchains/wat.mjs";

const FOLDERS = ["../../packages/core/test/", "components/"].map((folder) => new URL(folder, import.meta.url));

/** Why nothing can be assembled here, or undefined. */
export const missingAssembler = missing;

/** Each `.wasm` by its path. */
export async function assembleAll() {
  const files = new Map();
  for (const folder of FOLDERS) {
    const outputs = await build(fileURLToPath(folder));
    for (const [name, bytes] of Object.entries(outputs)) files.set(fileURLToPath(new URL(name, folder)), bytes);
  }
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const reason = await missing();
  if (reason !== undefined) throw new Error(`Cannot assemble: ${reason}`);
  for (const [file, bytes] of await assembleAll()) await writeFile(file, bytes);
}
