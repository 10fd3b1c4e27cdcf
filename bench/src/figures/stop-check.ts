/** What it costs a guest that it can be stopped: the same computing with and without stop checks, each in a process of its own. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Comparison, compare } from "../comparison.ts";
import { ROOT } from "../root.ts";
import { takeRounds } from "../rounds.ts";

const ROUNDS = 7;
const SCRIPT = join(ROOT, "bench/src/stop-check.ts");

/** Issue "Fresh state at no cost": 15 % on real guests, 60 % on the shortest loop. */
const GUESTS: Readonly<Record<string, readonly [work: string, atMost: number]>> = {
  "javascript-engine": ["stop checks in QuickJS, running JavaScript", 1.15],
  "code-generator": ["stop checks in a code generator in Rust", 1.15],
  lexer: ["stop checks in a lexer in C", 1.15],
  loop: ["stop checks in a loop of three instructions", 1.6],
};

export function stopCheckSkip(): string | undefined {
  return existsSync(join(ROOT, "bench/node_modules/es-module-lexer")) ? undefined : "jco is not installed under bench/";
}

export async function stopCheck(): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const [guest, [work, atMost]] of Object.entries(GUESTS)) {
    const rounds = await takeRounds(
      { weft: () => measure(guest, "checked"), plain: () => measure(guest, "plain") },
      ROUNDS,
    );
    comparisons.push(compare(work, "ms", rounds, { sample: "plain", name: "without", bar: { atMost } }));
  }
  return comparisons;
}

function measure(guest: string, variant: string): number {
  return Number(execFileSync(process.execPath, ["-C", "source", SCRIPT, guest, variant], { encoding: "utf8" }));
}
