/** The same component behind the same interface: in Weft, in jco, and behind glue written by hand. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Component } from "@weft/core";
import { nodePlatform } from "@weft/wasi/node";
import type { Calls } from "./calls.ts";
import { glue } from "./glue.ts";

const INTERFACE = "weft:bench/calls@0.1.0";

/** Not a literal in `import`: the types are checked where bench/node_modules is not installed, too. */
const JCO_TRANSPILE: string = "@bytecodealliance/jco-transpile";

export async function weftCalls(bytes: Uint8Array): Promise<Calls> {
  const component = await Component.compile(bytes, { platform: nodePlatform });
  return (await component.instantiate()).exports[INTERFACE];
}

/** The first core module is the program; the others only fill a table. */
export async function gluedCalls(bytes: Uint8Array): Promise<Calls> {
  const { plan } = await Component.compile(bytes);
  const [main] = plan.modules;
  if (main === undefined) throw new Error("Cannot glue: expected a core module, found none");
  const module = await WebAssembly.compile(bytes.slice(main.begin, main.begin + main.size));
  const { exports } = new WebAssembly.Instance(module, {});
  (exports["_initialize"] as () => void)();
  return glue(exports);
}

interface JcoTranspile {
  transpileBytes(bytes: Uint8Array, options: object): Promise<{ files: Record<string, Uint8Array> }>;
}

interface Transpiled {
  instantiate(
    getCoreModule: (path: string) => Promise<WebAssembly.Module>,
    imports: object,
  ): Promise<Record<string, unknown>>;
}

/** Loads jco, so that what follows is its work alone. */
export async function loadJco(): Promise<void> {
  await import(JCO_TRANSPILE);
}

/** Transpiles as jco's command line does, and instantiates. */
export async function jcoInstantiate(bytes: Uint8Array, imports: object = {}): Promise<Record<string, unknown>> {
  const { transpileBytes } = (await import(JCO_TRANSPILE)) as JcoTranspile;
  const options = { name: "component", instantiation: "async", noComponentErrorWrapping: false };
  const { files } = await transpileBytes(bytes, options);
  const folder = await mkdtemp(join(tmpdir(), "weft-bench-"));
  try {
    await writeFiles(folder, files);
    const { instantiate } = (await import(pathToFileURL(join(folder, "component.js")).href)) as Transpiled;
    return await instantiate(async (path) => WebAssembly.compile(await readFile(join(folder, path))), imports);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function jcoCalls(bytes: Uint8Array): Promise<Calls> {
  return (await jcoInstantiate(bytes))[INTERFACE] as Calls;
}

async function writeFiles(folder: string, files: Record<string, Uint8Array>): Promise<void> {
  for (const [name, bytes] of Object.entries(files)) {
    const target = join(folder, name);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
}
