import assert from "node:assert/strict";
import { test } from "node:test";
import { compatibleVersion, newestCompatible, parseInterfaceName } from "./interface-name.ts";

test("an interface's name has a base and maybe a version; other names are none", () => {
  assert.deepEqual(parseInterfaceName("wasi:io/streams@0.2.3"), { base: "wasi:io/streams", version: "0.2.3" });
  assert.deepEqual(parseInterfaceName("wasi:io/streams"), { base: "wasi:io/streams", version: undefined });
  assert.equal(parseInterfaceName("run"), undefined);
});

const COMPATIBLE: readonly (readonly [wanted: string | undefined, given: string, compatible: boolean])[] = [
  ["1.2.3", "1.2.3", true],
  ["1.2.3", "1.0.0", true],
  ["1.2.3", "1.9.0", true],
  ["1.2.3", "2.2.3", false],
  ["0.2.3", "0.2.0", true],
  ["0.2.0", "0.2.12", true],
  ["0.2.3", "0.3.3", false],
  ["0.2.0", "1.2.0", false],
  ["0.0.3", "0.0.3", true],
  ["0.0.3", "0.0.4", false],
  ["0.2.0", "0.2.0-rc.1", false],
  ["0.2.0-rc.1", "0.2.0", false],
  ["0.2.0-rc.1", "0.2.0-rc.1", true],
  ["0.2.0-rc.1", "0.2.0-rc.2", false],
  ["1.0.0+build.1", "1.0.0+build.2", true],
  [undefined, "1.0.0", false],
  ["1.0", "1.0", true],
  ["1.0", "1.0.0", false],
];

for (const [wanted, given, compatible] of COMPATIBLE) {
  test(`who wants ${wanted ?? "no version"} ${compatible ? "takes" : "does not take"} ${given}`, () => {
    assert.equal(compatibleVersion(wanted, given), compatible);
  });
}

test("of the compatible versions the newest is taken, by number and not by text", () => {
  const keys = ["a:b/c@0.2.9", "a:b/c@0.2.10", "a:b/c@0.2.1", "a:b/c@0.3.0", "a:b/other@0.2.99", "a:b/c", "f"];
  assert.equal(newestCompatible("a:b/c@0.2.3", keys), "a:b/c@0.2.10");
  assert.equal(newestCompatible("a:b/c@0.3.7", keys), "a:b/c@0.3.0");
  assert.equal(newestCompatible("a:b/c@0.4.0", keys), undefined);
  assert.equal(newestCompatible("a:b/c@1.0.0-rc", keys), undefined);
  assert.equal(newestCompatible("a:b/c", keys), undefined);
});
