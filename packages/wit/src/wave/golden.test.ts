/** The accept and reject files of `test/wave`, with what is expected beside each: `BLESS=1` rewrites it. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { runCalls } from "../../test/wave/golden.ts";

const ROOT = new URL("../../test/wave/", import.meta.url);

for (const verdict of ["accept", "reject"] as const) {
  const folder = new URL(`${verdict}/`, ROOT);
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".wave"))) {
    test(`${verdict}/${name}`, () => checkFile(new URL(name, folder), verdict === "accept"));
  }

  test(`every expectation in ${verdict}/ has its input`, () => {
    const files = new Set(readdirSync(folder));
    const orphans = [...files].filter(
      (each) => each.endsWith(".expected") && !files.has(each.replace(/expected$/, "wave")),
    );
    assert.deepEqual(orphans, []);
  });
}

function checkFile(input: URL, accepted: boolean): void {
  const outcomes = runCalls(readFileSync(input, "utf8"));
  for (const outcome of outcomes) assert.equal(outcome.accepted, accepted, `${outcome.call}\n${outcome.text}`);
  const actual = `${outcomes.map((outcome) => outcome.text).join("\n---\n")}\n`;
  const expectation = new URL(input.href.replace(/wave$/, "expected"));
  if (process.env["BLESS"] === "1") writeFileSync(expectation, actual);
  assert.equal(actual, readFileSync(expectation, "utf8"));
}
