/** How long a large core module takes to be rewritten, beside how long the engine takes to look at it once. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Comparison, compare } from "../comparison.ts";
import { ROOT } from "../root.ts";
import { takeRounds } from "../rounds.ts";

const ROUNDS = 7;
const SCRIPT = join(ROOT, "bench/src/rewrite.ts");
/** SpiderMonkey, as componentize-js ships it. */
const MODULE = join(ROOT, "bench/node_modules/@bytecodealliance/componentize-js/lib/starlingmonkey_embedding.wasm");

export function rewriteSpeedSkip(): string | undefined {
  return existsSync(MODULE) ? undefined : "jco is not installed under bench/";
}

export async function rewriteSpeed(): Promise<Comparison[]> {
  const rounds = await takeRounds({ weft: () => measure("weft"), v8: () => measure("v8") }, ROUNDS);
  const peer = { sample: "v8", name: "V8 validates it, on all cores", bar: { atMost: 10 } };
  return [compare("a core module of 10 MB read, given stop checks, written", "ms", rounds, peer)];
}

function measure(who: string): number {
  return Number(execFileSync(process.execPath, ["-C", "source", SCRIPT, who, MODULE], { encoding: "utf8" }));
}
