/** The tour's own rules, on documents that are right and on ones that promise too much. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ROOT } from "./root.ts";
import { runTour } from "./tour.ts";

const fence = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\`\n`;
const OPTIONS = { cwd: ROOT, env: process.env, nodeOptions: [] };

const HONEST = [
  { name: "prints what it says", text: fence("console", "$ echo one; echo two >&2\none\ntwo") },
  {
    name: "goes on where the last block ended",
    text: `${fence("console", "$ A=1")}${fence("console", "$ echo $A\n1")}`,
  },
  { name: "says how a command fails", text: fence("console", "$ (exit 3)\n$ echo $?\n3") },
  {
    name: "waits for what goes on in the background",
    text: fence("console", "$ (sleep 0.1; echo up; sleep 9) &\nup\n$ kill %1"),
  },
  { name: "has a program that prints its comments", text: fence("js", "console.log(1 + 1); // 2") },
  { name: "only shows what is not for a terminal", text: fence("text", "$ rm -rf everything") },
];

const DISHONEST = [
  {
    name: "prints more",
    text: fence("console", "$ echo one; echo two\none"),
    message: /README.md:2: echo one; echo two/,
  },
  { name: "prints nothing", text: fence("console", "$ true\none"), message: /README.md:2: true/ },
  { name: "fails", text: fence("console", "$ false"), message: /README.md:2: false ended with code 1/ },
  {
    name: "has a program that prints something else",
    text: fence("js", "console.log(2); // 1"),
    message: /README.md:2/,
  },
];

for (const { name, text } of HONEST) {
  test(`accepted: a document that ${name}`, () => runTour(text, "README.md", OPTIONS));
}

for (const { name, text, message } of DISHONEST) {
  test(`refused: a document whose command ${name}`, () => assert.rejects(runTour(text, "README.md", OPTIONS), message));
}
