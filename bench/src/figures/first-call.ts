/** From the bytes of a 1.6 MB component to the answer of its first call, each time in a process of its own. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type Comparison, compare } from "../comparison.ts";
import { ROOT } from "../root.ts";
import { takeRounds } from "../rounds.ts";

const ROUNDS = 7;
const SCRIPT = join(ROOT, "bench/src/first-call.ts");
const COMPONENT = join(ROOT, "guests/js-greeter/js-greeter.wasm");

export async function firstCall(): Promise<Comparison[]> {
  const rounds = await takeRounds({ weft: () => measure("weft"), jco: () => measure("jco") }, ROUNDS);
  const peer = { sample: "jco", name: "jco transpile + instantiate", bar: { atMost: 1 / 5 } };
  return [compare("bytes of a 1.6 MB component → first call", "ms", rounds, peer)];
}

function measure(engine: string): number {
  return Number(execFileSync(process.execPath, ["-C", "source", SCRIPT, engine, COMPONENT], { encoding: "utf8" }));
}
