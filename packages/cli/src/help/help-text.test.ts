import assert from "node:assert/strict";
import { test } from "node:test";
import { COMMANDS, WEFT } from "../commands.ts";
import { commandHelp, overview } from "./help-text.ts";

const MAX_COLUMNS = 100;

test("the overview names every command", () => {
  const text = overview(WEFT, COMMANDS);
  for (const { name, summary } of COMMANDS) assert.match(text, new RegExp(`^  ${name} +${summary}$`, "m"));
});

for (const command of COMMANDS) {
  test(`help of ${command.name} names each option and fits a terminal`, () => {
    const text = commandHelp(command);
    for (const name of Object.keys(command.options)) assert.match(text, new RegExp(`^  (-\\w, )?--${name}\\b`, "m"));
    for (const line of text.split("\n")) assert.ok(line.length <= MAX_COLUMNS, line);
  });
}
