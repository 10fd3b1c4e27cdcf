import assert from "node:assert/strict";
import { once } from "node:events";
import { statSync } from "node:fs";
import { test } from "node:test";
import { ended, guest, spawnWeft, weft } from "./weft.ts";

const ADDER = guest("wat-adder");
const HTTP = guest("c-http");

async function inspect(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await weft(["inspect", ...args]);
  assert.deepEqual([code, stderr], [0, ""]);
  return stdout;
}

test("imports and exports are WIT, after the sizes", async () => {
  assert.equal(
    await inspect(ADDER),
    `// wat-adder.wasm: a component of 217 bytes
//   core module 0:  52 bytes

package root:component;

world root {
  export add: func(a: u32, b: u32) -> u32;
  export weft:guests/calculator@0.1.0;
}
package weft:guests@0.1.0 {
  interface calculator {
    add: func(a: u32, b: u32) -> u32;
  }
}
`,
  );
});

test("with --json types stand in a table, where identity is kept", async () => {
  const json = JSON.parse(await inspect("--json", HTTP));
  assert.equal(json.size, statSync(HTTP).size);
  assert.equal(json.coreModules.length, 3);
  const streams = json.imports.find(({ name }: { name: string }) => name === "wasi:io/streams@0.2.12");
  const inputStream = streams.type.exports.find(({ name }: { name: string }) => name === "input-stream").type.type;
  assert.deepEqual({ ...json.types[inputStream], id: 0 }, { kind: "resource", id: 0, name: "input-stream" });
  const read = streams.type.exports.find(({ name }: { name: string }) => name === "[method]input-stream.blocking-read");
  assert.deepEqual(json.types[read.type.params[0].type], { kind: "borrow", resource: inputStream });
  assert.match(json.wit, /^package root:component;\n/);
});

test("--plan shows what is instantiated, in which order, with what", async () => {
  const plan = await inspect("--plan", HTTP);
  assert.match(plan, /^ {2}module 0: \d+ bytes at 0x[\da-f]+$/m);
  assert.match(plan, /^ {2}t1: lower import wasi:io\/poll@0\.2\.12#\[method\]pollable\.block for i0 \(utf8\)$/m);
  assert.match(plan, /^ {2}2\. c1 = module 0 with$/m);
  assert.match(plan, /^ {2}wasi:http\/incoming-handler@0\.2\.12#handle: lift c1\.".*#handle" of i0 \(utf8\)$/m);
  const { plan: json, types } = JSON.parse(await inspect("--plan", "--json", HTTP));
  assert.equal(json.coreInstances.length, 3);
  assert.ok(types.length > 0);
});

test("--code shows the JavaScript that lifts and lowers", async () => {
  const code = await inspect("--code", ADDER);
  assert.match(code, /\/\/ add: func\(a: u32, b: u32\) -> u32\n/);
  assert.match(code, /function lift_0\(/);
  assert.equal(JSON.parse(await inspect("--code", "--json", ADDER)).code, code);
});

test("--types shows TypeScript", async () => {
  assert.match(await inspect("--types", ADDER), /add\(a: number, b: number\): number;/);
});

test("one view at a time", async () => {
  const { code, stderr } = await weft(["inspect", "--plan", "--types", ADDER]);
  assert.equal(code, 2);
  assert.equal(stderr, "weft: Expected one of --plan, --code and --types, found --plan and --types\n");
});

test("a reader that goes away ends it quietly, by SIGPIPE", async (t) => {
  const child = spawnWeft(["inspect", "--code", "guests/values/echo.wasm"]);
  t.after(() => child.kill("SIGKILL"));
  await once(child, "spawn");
  child.stdout?.destroy();
  const { signal, stderr } = await ended(child);
  assert.deepEqual([signal, stderr], ["SIGPIPE", ""]);
});
