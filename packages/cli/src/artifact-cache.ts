/**
 * What compiling made of a component is kept, so that the next start of the same bytes finds it: half of what `weft run` of a small
 * command adds to the start of Node is compiling it. Its name has everything that it depends on: the bytes, the build of weft and the
 * version of Node.
 */
import { type Artifact, Component } from "@weft/core";
import { nodePlatform } from "@weft/wasi/node";
import { keep, readKept } from "../bin/user-cache.cjs";
import { checksum } from "./checksum.ts";
import { parseGraph, stringifyGraph } from "./graph-json.ts";

/** Set when the command is bundled. From sources, which change under one's hands, nothing is kept. */
declare const WEFT_BUILD: string | undefined;

const KIND = "components";

/** A component out of its bytes, restored if it was compiled before. */
export async function compileCached(bytes: Uint8Array): Promise<Component> {
  const name = typeof WEFT_BUILD === "string" ? nameOf(bytes, WEFT_BUILD) : undefined;
  const artifact = name === undefined ? undefined : read(name);
  if (artifact !== undefined) return Component.restore(bytes, artifact, { platform: nodePlatform });
  const component = await Component.compile(bytes, { platform: nodePlatform });
  if (name !== undefined) process.once("exit", () => write(name, component.artifact));
  return component;
}

function nameOf(bytes: Uint8Array, build: string): string {
  return `${[bytes.length, checksum(bytes), build, process.version, process.arch].join("-")}.json`;
}

/** What was cut off by a full disk is made anew. */
function read(name: string): Artifact | undefined {
  const text = readKept(KIND, name);
  if (text === undefined) return undefined;
  try {
    const { plan, code } = parseGraph(text.toString()) as Kept;
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

/** Without code it would not be worth it: the command failed before it linked. */
function write(name: string, artifact: Artifact): void {
  if (artifact.code.size === 0) return;
  keep(KIND, name, stringifyGraph({ ...artifact, code: [...artifact.code] } satisfies Kept));
}
