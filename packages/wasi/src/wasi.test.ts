import assert from "node:assert/strict";
import { test } from "node:test";
import { nodePlatform } from "./node/platform.ts";
import { wasi } from "./wasi.ts";

test("nothing is granted by default but standard streams, clocks and random numbers", () => {
  const imports = wasi({ platform: nodePlatform });
  assert.deepEqual(imports["wasi:cli/environment"].getArguments(), []);
  assert.deepEqual(imports["wasi:cli/environment"].getEnvironment(), []);
  assert.equal(imports["wasi:cli/environment"].initialCwd(), undefined);
  assert.equal(imports["wasi:cli/terminal-stdout"].getTerminalStdout(), undefined);
  assert.deepEqual(imports["wasi:filesystem/preopens"].getDirectories(), []);
});

test("two calls share no state", () => {
  const seeds = [wasi({ platform: nodePlatform }), wasi({ platform: nodePlatform })].map((imports) =>
    imports["wasi:random/insecure-seed"].insecureSeed(),
  );
  assert.notDeepEqual(seeds[0], seeds[1]);
});
