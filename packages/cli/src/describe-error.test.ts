import assert from "node:assert/strict";
import { test } from "node:test";
import { LinkError, ParseError, ValidationError, ValueError } from "@weft/core";
import { CliError } from "./cli-error.ts";
import { deadlock } from "./deadlock.ts";
import { describeError } from "./describe-error.ts";

const FILE = { file: "x.wasm" };

test("an unreadable component is named with the offset", () => {
  assert.deepEqual(describeError(new ParseError("Expected a component, found an empty file", 0), FILE), {
    code: "not-a-component",
    message: "Cannot read x.wasm: expected a component, found an empty file (at offset 0x0)",
    lines: [],
    exitCode: 2,
    details: { offset: 0 },
  });
});

test("an invalid component is named with the path", () => {
  const { code, message, exitCode } = describeError(new ValidationError("Type index 7", 16, ["component 1"]), FILE);
  assert.equal(code, "invalid-component");
  assert.equal(message, "Cannot use x.wasm: component 1: Type index 7 (at offset 0x10)");
  assert.equal(exitCode, 2);
});

test("missing imports are grouped by interface, each with its function", () => {
  const error = new LinkError([
    { name: "wasi:nn/graph@0.2.0", expected: "an interface", found: "nothing" },
    { name: "a:b/c@1.0.0#f", expected: "func(u32)", found: "nothing" },
    { name: "a:b/c@1.0.0#[method]r.g", expected: "func()", found: "a string" },
    { name: "g", expected: "func()", found: "nothing" },
  ]);
  const { message, lines, exitCode, details } = describeError(error, FILE);
  assert.equal(message, "Cannot link x.wasm: it imports what nothing here provides");
  assert.deepEqual(lines, [
    "  wasi:nn/graph@0.2.0",
    "  a:b/c@1.0.0",
    "    f: expected func(u32), found nothing",
    "    [method]r.g: expected func(), found a string",
    "  g",
    "  This version of Weft does not have those of wasi yet.",
    "  Compose the component with one that exports what is missing, for example with wac plug.",
  ]);
  assert.equal(exitCode, 2);
  assert.deepEqual(details, { unmet: error.unmet });
});

test("what the command line got wrong is told with what to do", () => {
  const error = new CliError({ code: "usage", message: "Missing x", hints: ["Give it."] });
  assert.deepEqual(describeError(error, FILE), {
    code: "usage",
    message: "Missing x",
    lines: ["  Give it."],
    exitCode: 2,
    details: { hints: ["Give it."] },
  });
});

test("a guest that waits for ever ends like one that trapped", () => {
  assert.equal(describeError(deadlock(), FILE).exitCode, 134);
});

test("a value that does not fit is bad input", () => {
  assert.equal(describeError(new ValueError("expected u8"), FILE).exitCode, 2);
});

test("anything else is a bug of ours, and says so", () => {
  const report = describeError(new RangeError("out of luck"), FILE);
  assert.equal(report.code, "internal");
  assert.equal(report.exitCode, 70);
  assert.equal(report.message, "Internal error: RangeError: out of luck");
  assert.deepEqual(report.lines, [
    "  This is a bug in Weft. Please report it with the command and the component.",
    "  WEFT_DEBUG=1 shows where.",
  ]);
});

test("with WEFT_DEBUG a bug is told with its stack and those of its causes", (t) => {
  process.env["WEFT_DEBUG"] = "1";
  t.after(() => delete process.env["WEFT_DEBUG"]);
  const lines = describeError(new Error("a", { cause: new Error("b") }), FILE).lines.join("\n");
  assert.match(lines, /Error: a\n {4}at .*\nCaused by:\nError: b\n {4}at /s);
});
