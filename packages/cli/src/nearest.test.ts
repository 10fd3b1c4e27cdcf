import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "./nearest.ts";

const CASES: readonly (readonly [name: string, candidates: readonly string[], expected: string | undefined])[] = [
  ["evn", ["env", "dir"], "env"],
  ["adr", ["addr", "reuse"], "addr"],
  ["Inherit-Env", ["inherit-env"], "inherit-env"],
  ["inherit", ["inherit-env"], "inherit-env"],
  ["bool", ["of-list-bool", "of-bool"], "of-bool"],
  ["of", ["of-list-bool", "of-bool"], undefined],
  ["srve", ["run", "serve", "call"], "serve"],
  ["frobnicate", ["run", "serve", "call"], undefined],
  ["", ["run"], undefined],
  ["ab", ["x"], undefined],
  ["add", [], undefined],
  ["weft:guests/calculator@0.1.0#ad", ["#add", "weft:guests/calculator@0.1.0#add"], "weft:guests/calculator@0.1.0#add"],
];

for (const [name, candidates, expected] of CASES) {
  test(`nearest to "${name}" out of ${candidates.join(", ") || "nothing"} is ${expected}`, () => {
    assert.equal(nearest(name, candidates), expected);
  });
}
