/**
 * Builds the guests: every folder with a `guest.json`, or those named.
 *
 *   node guests/build.mjs                  all whose toolchain is here; says which it skipped and why
 *   node guests/build.mjs js-greeter       one
 *   node guests/build.mjs --check          builds, writes nothing, fails if the bytes differ from those committed
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { guestsDir } from "./toolchains/guests-dir.mjs";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: "boolean" } } });
const names = positionals.length > 0 ? positionals : await allGuests();
const outcomes = [];
for (const name of names) outcomes.push(...(await buildGuest(name)));
report(outcomes);

async function allGuests() {
  const entries = await readdir(guestsDir, { recursive: false, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const withSpec = await Promise.all(folders.map(async (name) => [name, await readSpec(name)]));
  return withSpec.filter(([, spec]) => spec !== undefined).map(([name]) => name);
}

async function readSpec(guest) {
  try {
    return JSON.parse(await readFile(path.join(guestsDir, guest, "guest.json"), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw new Error(`Cannot read ${guest}/guest.json: ${error.message}`, { cause: error });
  }
}

async function buildGuest(guest) {
  const spec = await readSpec(guest);
  if (spec === undefined) throw new Error(`No guest "${guest}": expected a file guests/${guest}/guest.json`);
  const toolchain = await import(`./toolchains/${spec.toolchain}.mjs`);
  const reason = await toolchain.missing(spec);
  if (reason !== undefined) return [{ guest, file: "", state: "skipped", detail: reason }];
  const outputs = await toolchain.build(guest, spec);
  return Promise.all(Object.entries(outputs).map((output) => settle(guest, output, toolchain.reproducible)));
}

async function settle(guest, [file, bytes], reproducible) {
  const target = path.join(guestsDir, guest, file);
  const before = await readFile(target).catch(() => undefined);
  const same = before !== undefined && Buffer.compare(before, bytes) === 0;
  const detail = `${bytes.length} bytes`;
  if (same) return { guest, file, state: "same", detail };
  if (!values.check) {
    await writeFile(target, bytes);
    return { guest, file, state: "written", detail };
  }
  if (!reproducible) return { guest, file, state: "built", detail: `${detail}; its toolchain is not reproducible` };
  return { guest, file, state: "differs", detail: `${detail}, committed ${before?.length ?? "nothing"}` };
}

function report(outcomes) {
  for (const { guest, file, state, detail } of outcomes) console.log(`${state.padEnd(8)} ${guest}/${file}  ${detail}`);
  if (outcomes.some(({ state }) => state === "differs")) process.exitCode = 1;
}
