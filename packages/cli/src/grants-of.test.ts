import assert from "node:assert/strict";
import { test } from "node:test";
import { grantsOf } from "./grants-of.ts";

test("nothing is granted by default", () => {
  assert.deepEqual(grantsOf({}), { env: {}, preopens: [] });
});

test("a variable has the value given, or the one of this process", () => {
  process.env["WEFT_TEST"] = "inherited";
  const { env } = grantsOf({ env: ["A=1", "B=", "C=x=y", "WEFT_TEST", "WEFT_TEST_MISSING"] });
  assert.deepEqual(env, { A: "1", B: "", C: "x=y", WEFT_TEST: "inherited" });
});

test("all variables of this process are given on demand, and single ones go before them", () => {
  process.env["WEFT_TEST"] = "inherited";
  const { env = {} } = grantsOf({ "inherit-env": true, env: ["WEFT_TEST=changed"] });
  assert.equal(env["WEFT_TEST"], "changed");
  assert.equal(env["PATH"], process.env["PATH"]);
});

test("a directory is opened under its name for the guest", () => {
  const { preopens = [] } = grantsOf({ dir: [`${import.meta.dirname}::/src:ro`, import.meta.dirname] });
  assert.deepEqual(
    preopens.map(({ guest, readOnly }) => [guest, readOnly]),
    [
      ["/src", true],
      [import.meta.dirname, false],
    ],
  );
  for (const { directory } of preopens) directory.close();
});

const REFUSED = [
  [{ env: ["=1"] }, /^Option --env: expected NAME=VALUE, found "=1"$/],
  [{ dir: ["::/data"] }, /^Option --dir: .* found "::\/data"$/],
  [{ dir: [`${import.meta.dirname}/nowhere::/data`] }, /^Option --dir: .*: expected a directory, found no-entry$/],
  [{ dir: [import.meta.filename] }, /^Option --dir: .*: expected a directory, found not-directory$/],
] as const;

for (const [values, message] of REFUSED) {
  test(`${JSON.stringify(values)} is refused`, () => {
    assert.throws(() => grantsOf(values), { name: "CliError", message });
  });
}
