import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { COMMANDS, WEFT } from "../commands.ts";
import { reference } from "./reference.ts";

const FILE = new URL("../../../../docs/cli.md", import.meta.url);

test("docs/cli.md says what the table of commands says", () => {
  const expected = reference(WEFT, COMMANDS);
  if (process.env["BLESS"] === "1") writeFileSync(FILE, expected);
  assert.equal(readFileSync(FILE, "utf8"), expected, "docs/cli.md is out of date; BLESS=1 writes it anew");
});
