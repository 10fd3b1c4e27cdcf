/** What is committed is what the sources make, wherever their toolchain is installed. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

async function guests(): Promise<string[]> {
  const found: string[] = [];
  for (const parent of ["guests", "examples"]) {
    for (const name of await readdir(join(ROOT, parent))) {
      if (await exists(join(ROOT, parent, name, "guest.json"))) found.push(`${parent}/${name}`);
    }
  }
  return found;
}

const exists = (file: string): Promise<boolean> =>
  readFile(file).then(
    () => true,
    () => false,
  );

for (const guest of await guests()) {
  test(`${guest} is what its source makes`, async (t) => {
    const { stdout } = await promisify(execFile)(process.execPath, ["guests/build.mjs", "--check", guest], {
      cwd: ROOT,
    }).catch((error) => error);
    assert.doesNotMatch(stdout, /^differs/m);
    for (const [line, why] of stdout.matchAll(/^skipped +(.*)/gm)) t.skip(why ?? line);
  });
}
