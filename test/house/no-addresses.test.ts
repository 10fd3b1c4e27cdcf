/** What is committed works on any machine and with any registry: it names the place of neither. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repositoryFiles, textFiles } from "./repository-files.ts";
import { ROOT } from "./root.ts";

const HOME_FOLDER = /(?<![\w.])\/(?:root|work|home\/\w+|Users\/\w+)\/[\w.]/;
const REGISTRY =
  /https?:\/\/[^\s"'`)]*(?:registry\.|npmjs\.org|yarnpkg|npmmirror|pypi\.org\/simple|index\.crates\.io|proxy\.golang)/;

/** Names what it looks for. */
const THIS_FILE = "test/house/no-addresses.test.ts";

const read = (file: string): string => readFileSync(join(ROOT, file), "latin1");

/** The lines of text files that match, as file:line. */
function linesWith(pattern: RegExp): string[] {
  return textFiles()
    .filter((file) => file !== THIS_FILE)
    .flatMap((file) =>
      read(file)
        .split("\n")
        .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : [])),
    );
}

test("no text file names somebody's home folder", () => {
  assert.deepEqual(linesWith(HOME_FOLDER), []);
});

test("no text file names a package registry", () => {
  assert.deepEqual(linesWith(REGISTRY), []);
});

test("no file, built guests included, names where this checkout is", (t) => {
  if (ROOT.split("/").length < 4) return t.skip(`${ROOT} is a name that others may have, too`);
  const naming = repositoryFiles().filter((file) => file !== THIS_FILE && read(file).includes(ROOT));
  assert.deepEqual(naming, []);
});
