/**
 * A process of its own: how long a guest computes, in milliseconds, on standard output.
 *
 *   node stop-check.ts <guest> plain|checked
 *
 * Only the guest's own computing counts, after it has been compiled anew by the optimising compiler.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { instrumentEverything } from "./instrument.ts";
import { ROOT } from "./root.ts";

/** What computes for a while; the answer has to be the same each time. */
type Work = () => unknown;

const VENDOR = join(ROOT, "bench/node_modules/@bytecodealliance/jco-transpile/vendor");
const GREETER = join(ROOT, "guests/js-greeter/js-greeter.wasm");
const WARM_UP = 5;
const RUNS = 7;

const guests: Record<string, () => Promise<Work>> = {
  "javascript-engine": javascriptEngine,
  "code-generator": codeGenerator,
  lexer,
  loop,
};

/** QuickJS, which runs a few thousand objects through JavaScript. */
async function javascriptEngine(): Promise<Work> {
  const [{ Component }, { wasi }, { nodePlatform }] = await Promise.all([
    import("@weft/core"),
    import("@weft/wasi"),
    import("@weft/wasi/node"),
  ]);
  const component = await Component.compile(await readFile(GREETER), { platform: nodePlatform });
  const instance = await component.instantiate(wasi({ platform: nodePlatform }));
  const greeter = instance.exports["weft:demo/greeter@0.1.0"];
  const people = Array.from({ length: 20_000 }, (_, i) => ({
    givenName: `Ada ${i}`,
    age: i % 90,
    tags: ["a", "b", `${i}`],
  }));
  return () => greeter.greetAll(people, "loud");
}

interface Bindgen {
  readonly $init: Promise<void>;
  generate(component: Uint8Array, options: object): { readonly files: readonly unknown[] };
}

/** What jco writes its JavaScript with, in Rust. */
async function codeGenerator(): Promise<Work> {
  const { $init, generate } = (await import(join(VENDOR, "js-component-bindgen-component.js"))) as Bindgen;
  await $init;
  const component = await readFile(join(ROOT, "guests/values/relay-echo.wasm"));
  return () => generate(component, { name: "bench", noTypescript: true }).files.length;
}

interface Lexer {
  readonly init: Promise<void>;
  parse(source: string): readonly [imports: readonly unknown[], exports: readonly unknown[]];
}

/** es-module-lexer, in C, on a program of 0.7 MB. */
async function lexer(): Promise<Work> {
  const name: string = "es-module-lexer";
  const { init, parse } = (await import(name)) as Lexer;
  await init;
  const source = await readFile(join(VENDOR, "js-component-bindgen-component.js"), "utf8");
  return () => {
    for (let i = 0; i < 10; i++) parse(source);
    return parse(source)[1].length;
  };
}

/** `do { sum += memory[--n] } while (n)`, over and over: a loop of three instructions for the processor, and nothing to hide behind. */
async function loop(): Promise<Work> {
  const { CodeWriter, ModuleEditor } = await import("@weft/wasm");
  const editor = ModuleEditor.empty();
  const memory = editor.memory({ min: 1n, max: 1n, address: "i32", shared: false });
  const [ROUNDS, SUM, N] = [0, 1, 2];
  const code = new CodeWriter()
    .op("loop", "empty")
    .op("i32.const", 65_536)
    .op("local.set", N)
    .op("loop", "empty")
    .op("local.get", SUM)
    .op("local.get", N)
    .op("i32.const", 1)
    .op("i32.sub")
    .op("local.tee", N)
    .op("i32.load8_u", { align: 0, offset: 0n, memory })
    .op("i32.add")
    .op("local.set", SUM)
    .op("local.get", N)
    .op("br_if", 0)
    .op("end")
    .op("local.get", ROUNDS)
    .op("i32.const", 1)
    .op("i32.sub")
    .op("local.tee", ROUNDS)
    .op("br_if", 0)
    .op("end")
    .op("local.get", SUM)
    .op("end")
    .finish();
  const type = editor.funcType(["i32"], ["i32"]);
  editor.export("sum", "func", editor.func({ type, locals: [{ count: 2, type: "i32" }], code }));
  const rewrite = editor.write();
  if (rewrite.kind === "unknown") throw rewrite.error;
  const { exports } = new WebAssembly.Instance(await WebAssembly.compile(rewrite.bytes));
  return () => (exports["sum"] as (rounds: number) => number)(1000);
}

const [guest = "", variant] = process.argv.slice(2);
if (variant === "checked") instrumentEverything();
const work = await (guests[guest] ?? assert.fail(`expected one of ${Object.keys(guests)}, found ${guest}`))();
const expected = work();
for (let i = 0; i < WARM_UP; i++) work();
const times = Array.from({ length: RUNS }, () => {
  const begin = process.threadCpuUsage();
  assert.deepEqual(work(), expected);
  const { user, system } = process.threadCpuUsage(begin);
  return (user + system) / 1000;
});
console.log(Math.min(...times));
process.exit();
