import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf, sourceFrame } from "./source-frame.ts";

function frameOf(source: string, part: string): string[] {
  const start = source.indexOf(part);
  return sourceFrame(source, { start, end: start + part.length }).split("\n");
}

test("carets lie under the part", () => {
  assert.deepEqual(frameOf("add(256, 1)", "256"), ["  add(256, 1)", "      ^^^"]);
});

test("only the line of the part is shown, and only its carets", () => {
  const source = '[\r\n  "a\n", 2]';
  assert.deepEqual(frameOf(source, '"a\n"'), ['    "a', "    ^^"]);
});

test("characters outside the basic plane count once", () => {
  assert.deepEqual(frameOf('("😀", x)', "x"), ['  ("😀", x)', "        ^"]);
  assert.deepEqual(placeOf('("😀", x)', 7), { line: 1, column: 7 });
});

test("tabs before the part stay tabs", () => {
  assert.deepEqual(frameOf("\t[x]", "x"), ["  \t[x]", "  \t ^"]);
});

test("an empty part has one caret, also at the end of the text", () => {
  assert.deepEqual(sourceFrame("[1", { start: 2, end: 2 }).split("\n"), ["  [1", "    ^"]);
});

test("a long line is cut to a window around the part", () => {
  const source = `[${"1, ".repeat(100)}x${", 1".repeat(100)}]`;
  const [line = "", carets = ""] = frameOf(source, "x");
  assert.ok(line.length < 110, line);
  assert.match(line, /^ {2}….* x, .*…$/);
  assert.equal(line[carets.indexOf("^")], "x");
});

test("a window does not cut a surrogate pair", () => {
  const source = `${"😀".repeat(60)}x${"😀".repeat(60)}`;
  const [line = "", carets = ""] = frameOf(source, "x");
  assert.ok(line.isWellFormed());
  assert.equal([...line][carets.indexOf("^")], "x");
});

test("places count lines and columns from 1", () => {
  assert.deepEqual(placeOf("", 0), { line: 1, column: 1 });
  assert.deepEqual(placeOf("a\nbc", 4), { line: 2, column: 3 });
});
