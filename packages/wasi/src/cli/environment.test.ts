import assert from "node:assert/strict";
import { test } from "node:test";
import { environment } from "./environment.ts";

test("nothing is granted by default", () => {
  const { getArguments, getEnvironment, initialCwd } = environment({});
  assert.deepEqual(getArguments(), []);
  assert.deepEqual(getEnvironment(), []);
  assert.equal(initialCwd(), undefined);
});

test("what is given is what the guest gets, in order", () => {
  const { getArguments, getEnvironment, initialCwd } = environment({
    args: ["prog", "", "ü"],
    env: { B: "2", A: "", "with space": "a=b" },
    cwd: "/work",
  });
  assert.deepEqual(getArguments(), ["prog", "", "ü"]);
  assert.deepEqual(getEnvironment(), [
    ["B", "2"],
    ["A", ""],
    ["with space", "a=b"],
  ]);
  assert.equal(initialCwd(), "/work");
});

test("a caller that changes its answer changes no other", () => {
  const { getArguments } = environment({ args: ["prog"] });
  getArguments().push("more");
  assert.deepEqual(getArguments(), ["prog"]);
});
