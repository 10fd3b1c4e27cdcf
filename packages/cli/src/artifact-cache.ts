/**
 * What compiling made of a component is kept beside the user's other caches, so that the next start of the same file finds it: half of
 * what `weft run` of a small command adds to the start of Node is compiling it.
 *
 * An artifact is code. It lies where only the user can write, like the bytecode that the launcher keeps; its name has everything that
 * it depends on: the file as the system knows it, the build of weft and the version of Node. Where it cannot be read or written, the
 * component is compiled.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { type Artifact, Component } from "@weft/core";
import { nodePlatform } from "@weft/wasi/node";
import { parseGraph, stringifyGraph } from "./graph-json.ts";

/** Set when the command is bundled. From sources, which change under one's hands, nothing is kept. */
declare const WEFT_BUILD: string | undefined;

/** A component out of the file, restored if it was compiled before. `readBytes` is called once. */
export async function compileCached(file: string, readBytes: () => Uint8Array): Promise<Component> {
  const bytes = readBytes();
  const cacheFile = typeof WEFT_BUILD === "string" ? cacheFileOf(file, WEFT_BUILD) : undefined;
  const artifact = cacheFile === undefined ? undefined : read(cacheFile);
  if (artifact !== undefined) return Component.restore(bytes, artifact, { platform: nodePlatform });
  const component = await Component.compile(bytes, { platform: nodePlatform });
  if (cacheFile !== undefined) process.once("exit", () => write(cacheFile, component.artifact));
  return component;
}

function cacheFileOf(file: string, build: string): string {
  const { dev, ino, size, mtimeNs } = statSync(file, { bigint: true });
  const base = process.platform === "win32" ? process.env["LOCALAPPDATA"] : process.env["XDG_CACHE_HOME"];
  const name = [dev, ino, size, mtimeNs, build, process.version, process.arch].join("-");
  return join(base || join(homedir(), ".cache"), "weft", "components", `${name}.json`);
}

/** What is not there, or was cut off by a full disk, is made anew. */
function read(file: string): Artifact | undefined {
  try {
    const { plan, code } = parseGraph(readFileSync(file, "utf8")) as Kept;
    return { plan, code: new Map(code) };
  } catch {
    return undefined;
  }
}

/** An artifact in the form that JSON has room for. */
interface Kept {
  readonly plan: Artifact["plan"];
  readonly code: readonly (Artifact["code"] extends ReadonlyMap<infer K, infer V> ? readonly [K, V] : never)[];
}

/** Appears whole or not at all: another process may be reading it. */
function write(file: string, artifact: Artifact): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(draft, stringifyGraph({ ...artifact, code: [...artifact.code] } satisfies Kept), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    rmSync(draft, { force: true });
  }
}
