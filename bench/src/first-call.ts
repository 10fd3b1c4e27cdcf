/**
 * A process of its own: from the bytes of a component to the answer of its first call, in milliseconds, on standard output.
 *
 *   node first-call.ts weft|jco <component>
 *
 * What the engines themselves take to load is not counted, for either.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

interface Greeter {
  greet(name: string): string;
}

const INTERFACE = "weft:demo/greeter@0.1.0";

/** Not a literal in `import`: the types are checked where bench/node_modules is not installed, too. */
const WASI_SHIM: string = "@bytecodealliance/preview2-shim/instantiation";

const engines = { weft: prepareWeft, jco: prepareJco };

/** Each loads its engine and returns what makes an instance of a component. */
async function prepareWeft(): Promise<(bytes: Uint8Array) => Promise<Greeter>> {
  const [{ Component }, { wasi }, { nodePlatform }] = await Promise.all([
    import("@weft/core"),
    import("@weft/wasi"),
    import("@weft/wasi/node"),
  ]);
  return async (bytes) => {
    const component = await Component.compile(bytes, { platform: nodePlatform });
    const instance = await component.instantiate(wasi({ platform: nodePlatform }));
    return instance.exports[INTERFACE];
  };
}

async function prepareJco(): Promise<(bytes: Uint8Array) => Promise<Greeter>> {
  const { jcoInstantiate, loadJco } = await import("./peers.ts");
  const { WASIShim } = (await import(WASI_SHIM)) as { WASIShim: new () => { getImportObject(): object } };
  await loadJco();
  const imports = new WASIShim().getImportObject();
  return async (bytes) => (await jcoInstantiate(bytes, imports))[INTERFACE] as Greeter;
}

const [name, file = ""] = process.argv.slice(2);
const instantiate = await engines[name as keyof typeof engines]();
const bytes = await readFile(file);

const begin = performance.now();
const greeter = await instantiate(bytes);
const answer = greeter.greet("bench");
const elapsed = performance.now() - begin;

assert.equal(answer, "Hello, bench!");
console.log(elapsed);
process.exit();
