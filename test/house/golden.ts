import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { diff } from "node:util";
import { ROOT } from "./root.ts";

const EXPECTED = join(import.meta.dirname, "expected");
const MARKS: Readonly<Record<number, string>> = { [-1]: "-", [1]: "+" };

/** Compares with `expected/<name>`; `BLESS=1` rewrites the file instead. */
export function assertGolden(name: string, actual: string): void {
  const file = join(EXPECTED, name);
  if (process.env["BLESS"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
    return;
  }
  const expected = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (actual === expected) return;
  const path = relative(ROOT, file);
  assert.fail(
    `Expected what ${path} says; if the change is meant, run this test with BLESS=1 and commit the file.\n${changes(actual, expected)}`,
  );
}

function changes(actual: string, expected: string): string {
  return diff(actual.split("\n"), expected.split("\n"))
    .flatMap(([operation, line]) => (operation === 0 ? [] : [`${MARKS[operation]} ${line}`]))
    .join("\n");
}
