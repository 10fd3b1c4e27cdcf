import assert from "node:assert/strict";
import { test } from "node:test";
import { matchesOutput, parseTranscript } from "./transcript.ts";

test("a transcript is commands with what they print", () => {
  assert.deepEqual(parseTranscript("$ a \\\n  b\none\n\n$ c\n", 10), [
    { command: "a \\\n  b", expected: ["one", ""], line: 10 },
    { command: "c", expected: [], line: 14 },
  ]);
});

test("output above the first command is refused", () => {
  assert.throws(() => parseTranscript("one\n$ a\n", 3), /Line 3: expected a command after "\$ ", found one/);
});

const CASES: readonly { output: string; expected: string[]; is: boolean }[] = [
  { output: "", expected: [], is: true },
  { output: "a\n", expected: [], is: false },
  { output: "a (b)\n", expected: ["a (b)"], is: true },
  { output: "no newline", expected: ["no newline"], is: true },
  { output: "listening on port 4711\n", expected: ["listening on port …"], is: true },
  { output: "one\ntwo\n", expected: ["one…"], is: false },
  { output: "one\ntwo\nthree\n", expected: ["one", "…", "three"], is: true },
  { output: "one\nthree\n", expected: ["one", "…", "three"], is: true },
  { output: "one\nthree\n", expected: ["…"], is: true },
];

for (const { output, expected, is } of CASES) {
  test(`${JSON.stringify(expected)} ${is ? "matches" : "does not match"} ${JSON.stringify(output)}`, () => {
    assert.equal(matchesOutput(output, expected), is);
  });
}
