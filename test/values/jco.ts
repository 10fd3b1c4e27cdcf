/**
 * jco, the engine we compare ourselves with: transpiles a component to JavaScript and loads it.
 *
 * It lives outside of the root install, in guests/node_modules; tests that need it skip when it is not there.
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const JCO = new URL("../../guests/node_modules/@bytecodealliance/jco-transpile/dist/index.js", import.meta.url);

/** Why a test is skipped, or false. */
export const jcoSkip = existsSync(JCO)
  ? false
  : "jco is not installed; to compare with it: npm install --no-save --prefix guests";

interface JcoTranspile {
  transpileBytes(
    bytes: Uint8Array,
    options: { name: string; instantiation: "async"; noComponentErrorWrapping: boolean },
  ): Promise<{ files: Record<string, Uint8Array> }>;
}

type Functions = Record<string, (...args: readonly unknown[]) => unknown>;

interface Transpiled {
  instantiate(
    getCoreModule: (path: string) => Promise<WebAssembly.Module>,
    imports: Record<string, unknown>,
  ): Promise<Record<string, Functions>>;
}

/** Instantiates a component as jco does; imports are keyed by interface name without version. */
export async function jcoInstantiate(
  component: Uint8Array,
  imports: Record<string, unknown> = {},
): Promise<Record<string, Functions>> {
  const folder = await mkdtemp(join(tmpdir(), "weft-jco-"));
  try {
    await writeFiles(folder, await transpile(component));
    const { instantiate } = (await import(pathToFileURL(join(folder, "component.js")).href)) as Transpiled;
    return await instantiate(async (path) => WebAssembly.compile(await readFile(join(folder, path))), imports);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function transpile(component: Uint8Array): Promise<Record<string, Uint8Array>> {
  const { transpileBytes } = (await import(JCO.href)) as JcoTranspile;
  // As jco's command line does it: the error case of a result is thrown as a ComponentError.
  const { files } = await transpileBytes(component, {
    name: "component",
    instantiation: "async",
    noComponentErrorWrapping: false,
  });
  return files;
}

async function writeFiles(folder: string, files: Record<string, Uint8Array>): Promise<void> {
  for (const [name, bytes] of Object.entries(files)) {
    const target = join(folder, name);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
}
