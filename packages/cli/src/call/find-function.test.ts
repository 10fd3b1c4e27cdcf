import assert from "node:assert/strict";
import { test } from "node:test";
import { parseWaveCall } from "@weft/wit";
import { type ExportedFunction, qualifiedName } from "./exported-function.ts";
import { findFunction } from "./find-function.ts";

function named(owner: string | undefined, name: string): ExportedFunction {
  return { interface: owner, name, type: { kind: "func", async: false, params: [] } };
}

const FUNCTIONS = [
  named(undefined, "add"),
  named(undefined, "greet"),
  named("a:b/calculator@1.0.0", "add"),
  named("a:b/calculator@1.0.0", "subtract"),
  named("a:b/calculator@2.0.0", "subtract"),
  named("a:b/cart@1.0.0", "[method]cart.total"),
];

const FOUND: readonly (readonly [call: string, name: string])[] = [
  ["greet()", "#greet"],
  ["#add()", "#add"],
  ["a:b/calculator@1.0.0#add()", "a:b/calculator@1.0.0#add"],
  ["a:b/calculator#add()", "a:b/calculator@1.0.0#add"],
  ["a:b/calculator@2.0.0#subtract()", "a:b/calculator@2.0.0#subtract"],
];

for (const [call, name] of FOUND) {
  test(`${call} calls ${name}`, () => assert.equal(qualifiedName(findFunction(parseWaveCall(call), FUNCTIONS)), name));
}

interface Refused {
  readonly message: string;
  readonly hints: readonly string[];
}

const ALL = [
  "What can be called:",
  "#add",
  "#greet",
  "a:b/calculator@1.0.0#add",
  "a:b/calculator@1.0.0#subtract",
  "a:b/calculator@2.0.0#subtract",
];

const REFUSED: readonly (readonly [call: string, functions: readonly ExportedFunction[], Refused])[] = [
  [
    "add()",
    FUNCTIONS,
    {
      message: 'Several functions are called "add"; name the interface too:',
      hints: ["#add", "a:b/calculator@1.0.0#add"],
    },
  ],
  [
    "a:b/calculator#subtract()",
    FUNCTIONS,
    {
      message: 'Several functions are called "a:b/calculator#subtract"; name the interface too:',
      hints: ["a:b/calculator@1.0.0#subtract", "a:b/calculator@2.0.0#subtract"],
    },
  ],
  ["gret()", FUNCTIONS, { message: 'No function "gret" is exported; did you mean "greet"?', hints: ALL }],
  ["multiply()", FUNCTIONS, { message: 'No function "multiply" is exported', hints: ALL }],
  [
    "total()",
    FUNCTIONS.slice(-1),
    {
      message: 'No function "total" is exported',
      hints: ["The component exports only functions of resources, which weft call cannot call yet."],
    },
  ],
  ["f()", [], { message: 'No function "f" is exported', hints: ["The component exports no functions."] }],
];

for (const [call, functions, { message, hints }] of REFUSED) {
  test(`${call}: ${message}`, () => {
    const expected = { name: "CliError", code: "no-such-function", message, hints };
    assert.throws(() => findFunction(parseWaveCall(call), functions), expected);
  });
}
