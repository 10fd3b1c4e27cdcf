/**
 * Builds the guests: every folder under guests/ and examples/ with a `guest.json`, or those given.
 *
 *   node guests/build.mjs                       all whose toolchain is here; says which it skipped and why
 *   node guests/build.mjs guests/js-greeter     one
 *   node guests/build.mjs --check               writes nothing, fails if the bytes differ from those committed
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { rootDir } from "./toolchains/guests-dir.mjs";
import { scratchDir } from "./toolchains/wit-packages.mjs";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: "boolean" } } });
const folders = positionals.length > 0 ? positionals.map((folder) => path.resolve(folder)) : await allGuests();
const outcomes = [];
for (const folder of folders) outcomes.push(...(await buildGuest(folder)));
for (const { file, state, detail } of outcomes) console.log(`${state.padEnd(8)} ${file}  ${detail}`);
if (outcomes.some(({ state }) => state === "differs")) process.exitCode = 1;

async function allGuests() {
  const found = [];
  for (const parent of ["guests", "examples"]) {
    const entries = await readdir(path.join(rootDir, parent), { withFileTypes: true });
    found.push(...entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(rootDir, parent, name)));
  }
  const specs = await Promise.all(found.map(readSpec));
  return found.filter((_, i) => specs[i] !== undefined);
}

async function readSpec(folder) {
  const file = path.join(folder, "guest.json");
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw new Error(`Cannot read ${file}: ${error.message}`, { cause: error });
  }
}

async function buildGuest(folder) {
  const spec = await readSpec(folder);
  if (spec === undefined) throw new Error(`No guest in ${folder}: expected a file guest.json there`);
  const toolchain = await import(`./toolchains/${spec.toolchain}.mjs`);
  const reason = (await toolchain.missing()) ?? (values.check ? toolchain.irreproducible : undefined);
  if (reason !== undefined) return [{ file: path.relative(rootDir, folder), state: "skipped", detail: reason }];
  const outputs = await toolchain.build(folder, spec);
  const target = spec.committed === false ? scratchDir(folder) : folder;
  return Promise.all(Object.entries(outputs).map(([name, bytes]) => settle(path.join(target, name), bytes)));
}

/** Writes an output, or with --check compares it. */
async function settle(target, bytes) {
  const file = path.relative(rootDir, target);
  const before = await readFile(target).catch(() => undefined);
  const detail = `${bytes.length} bytes`;
  if (before !== undefined && Buffer.compare(before, bytes) === 0) return { file, state: "same", detail };
  if (!values.check) {
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, bytes);
    return { file, state: "written", detail };
  }
  return { file, state: "differs", detail: `${detail}, committed ${before?.length ?? "nothing"}` };
}
