/** Guests of real toolchains behave the same when every function of their core modules was rewritten. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Component, type Exports } from "@weft/core";
import { runCommand, stdinOf, stdoutTo, wasi } from "@weft/wasi";
import { nodePlatform } from "@weft/wasi/node";
import { CodeWriter, keepSegments, ModuleEditor, readModule } from "@weft/wasm";
import { readGuest } from "../guests/run-guest.ts";
import { rewriteCoreModules } from "./rewrite-core-modules.ts";

/** Checks at entries and in loops, of a memory of the module's own; calls and loads with something in front. */
function instrument(bytes: Uint8Array): Uint8Array {
  const editor = new ModuleEditor(readModule(bytes));
  const memory = editor.memory({ min: 1n, max: 1n, address: "i32", shared: false });
  const check = new CodeWriter()
    .op("i32.const", 128)
    .op("i32.load", { align: 2, memory, offset: 0n })
    .op("if", "empty")
    .op("unreachable")
    .op("end")
    .finish();
  editor.atEntry(check);
  editor.after("loop", check);
  editor.before("call", check);
  editor.before("memory.copy", check);
  keepSegments(editor);
  const rewrite = editor.write();
  if (rewrite.kind === "unknown") throw rewrite.error;
  return rewrite.bytes;
}

async function instrumented(path: string): Promise<Component> {
  const bytes = await readGuest(path);
  const rewritten = rewriteCoreModules(bytes, instrument);
  assert.ok(rewritten.length > bytes.length * 1.02);
  return await Component.compile(rewritten, { platform: nodePlatform });
}

test("JavaScript in QuickJS", async () => {
  const component = await instrumented("js-greeter/js-greeter.wasm");
  const { exports } = component.link(wasi({ platform: nodePlatform })).instantiate();
  const greeter: Exports = exports["weft:demo/greeter@0.1.0"];
  assert.equal(greeter["greet"]("Wörld 👋"), "Hello, Wörld 👋!");
  const people = [{ givenName: "Ada", age: 36, tags: ["mathematics"] }];
  assert.deepEqual(greeter["greetAll"](people, "loud"), ["HELLO, ADA, 36 (MATHEMATICS)!"]);
  assert.throws(() => greeter["area"]({ tag: "circle", val: -1 }), { name: "ComponentError" });
  assert.equal(greeter["calls"](), 4n);
});

test("a command of a C library", async () => {
  const component = await instrumented("c-command-libc/c-command-libc.wasm");
  const printed: string[] = [];
  const sink = stdoutTo((bytes) => printed.push(Buffer.from(bytes).toString()));
  const lines = new TextEncoder().encode("three words here\none\ntwo words\n");
  const platform = nodePlatform;
  const imports = wasi({ platform, args: ["command", "argument"], stdin: stdinOf(lines), stdout: sink });
  assert.equal(await runCommand(component.link(imports).instantiate()), 0);
  assert.match(printed.join(""), /argument 1: argument\n.*1 one\n.*2 two words\n.*3 three words here\n/s);
});

test("values from guest to guest", async () => {
  const component = await instrumented("values/relay-echo.wasm");
  const { exports } = component.link(wasi({ platform: nodePlatform })).instantiate();
  const values: Exports = Object.values(exports)[0] as Exports;
  assert.equal(values["ofString"]("Wörld 👋"), "Wörld 👋");
  assert.deepEqual(values["ofListString"](["a", "", "ß"]), ["a", "", "ß"]);
  assert.deepEqual(values["ofPoint"]({ x: 1, y: -2 }), { x: 1, y: -2 });
});
