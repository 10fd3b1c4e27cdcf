/** Components made by real toolchains, decoded, planned and run by our own engine. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Component } from "@weft/core";
import { runCommand, stdoutTo, wasi } from "@weft/wasi";
import { nodePlatform } from "@weft/wasi/node";

const guest = (name: string): Promise<Uint8Array> =>
  readFile(new URL(`../../guests/${name}/${name}.wasm`, import.meta.url));

test("a component assembled from text answers a call", async () => {
  const component = await Component.compile(await guest("wat-adder"));
  const { exports } = await component.instantiate();
  assert.equal(exports["add"](40, 2), 42);
  assert.equal(exports["weft:guests/calculator@0.1.0"].add(2 ** 32 - 1, 1), 0);
});

for (const suspend of [false, true]) {
  test(`a command written in C prints its arguments and passes on its exit code (suspend: ${suspend})`, async () => {
    const component = await Component.compile(await guest("c-command"), { platform: nodePlatform });
    const written: Uint8Array[] = [];
    const imports = wasi({
      platform: nodePlatform,
      args: ["c-command", "exit", "3"],
      stderr: stdoutTo((bytes) => written.push(bytes.slice())),
    });
    const instance = await component.instantiate(imports, { suspend });
    const code = await runCommand(instance);
    assert.equal(code, 3, Buffer.concat(written).toString());
  });
}
