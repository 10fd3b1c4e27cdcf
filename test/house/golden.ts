import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const EXPECTED = join(import.meta.dirname, "expected");

/** Compares with `expected/<name>`; `BLESS=1` rewrites the file instead. */
export function assertGolden(name: string, actual: string): void {
  const file = join(EXPECTED, name);
  if (process.env["BLESS"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
    return;
  }
  const expected = existsSync(file) ? readFileSync(file, "utf8") : "";
  assert.equal(
    actual,
    expected,
    `${name} differs from what was reviewed; if that is meant, run it with BLESS=1 and commit`,
  );
}
