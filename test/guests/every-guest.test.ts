/** No guest without a test, none unknown to the README. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Built components, as `guest/file.wasm`. */
async function builtGuests(): Promise<string[]> {
  const files = await readdir(join(ROOT, "guests"), { recursive: true });
  return files.map((file) => file.replaceAll("\\", "/")).filter((file) => /^[^/.]+\/[^/]+\.wasm$/.test(file));
}

async function testSources(): Promise<string> {
  const folder = join(ROOT, "test");
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".ts"));
  return (await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")))).join("\n");
}

test("every built component is used by a test", async () => {
  const sources = await testSources();
  const named = (guest: string): boolean =>
    guest.split("/").some((part) => sources.includes(`"${part}"`)) || sources.includes(guest);
  const unused = (await builtGuests()).filter((guest) => !named(guest));
  assert.deepEqual(unused, []);
});

test("the README lists every guest", async () => {
  const readme = await readFile(join(ROOT, "guests/README.md"), "utf8");
  const folders = new Set((await builtGuests()).map((guest) => guest.split("/")[0]));
  assert.deepEqual(
    [...folders].filter((folder) => !readme.includes(`| [${folder}](`)),
    [],
  );
});
