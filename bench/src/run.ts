/**
 * `npm run bench [-- figure …]`: measures every figure of the README against its peer, in one run; `-- table` measures nothing.
 *
 * Results go to bench/results, one file a figure; the README's table is made from those files. Ends with 1 when a bar is missed.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Comparison, isMet } from "./comparison.ts";
import { callCost } from "./figures/call-cost.ts";
import { commandStart } from "./figures/command-start.ts";
import { firstCall } from "./figures/first-call.ts";
import { rewriteSpeed, rewriteSpeedSkip } from "./figures/rewrite-speed.ts";
import { serveRate, serveRateSkip } from "./figures/serve-rate.ts";
import { stopCheck, stopCheckSkip } from "./figures/stop-check.ts";
import { type Machine, thisMachine } from "./machine.ts";
import { ROOT } from "./root.ts";
import { replaceTable, table } from "./table.ts";

interface Figure {
  readonly measure: () => Promise<Comparison[]>;
  /** Why it cannot be measured here, or undefined. */
  readonly skip?: () => string | undefined;
}

interface Result {
  readonly measured: string;
  readonly machine: Machine;
  readonly comparisons: readonly Comparison[];
}

const RESULTS = join(ROOT, "bench/results");
const README = join(ROOT, "README.md");

/** Instead of a figure: only the README is written, from the results there are. */
const TABLE = "table";

/** In the table's order. */
const FIGURES: Record<string, Figure> = {
  "call-cost": { measure: callCost },
  "first-call": { measure: firstCall },
  "command-start": { measure: commandStart },
  "serve-rate": { measure: serveRate, skip: serveRateSkip },
  "stop-check": { measure: stopCheck, skip: stopCheckSkip },
  "rewrite-speed": { measure: rewriteSpeed, skip: rewriteSpeedSkip },
};

await main(process.argv.slice(2));

async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.find((name) => !(name in FIGURES) && name !== TABLE);
  if (unknown !== undefined)
    throw new Error(`expected a figure (${Object.keys(FIGURES).join(", ")}), or ${TABLE}, found ${unknown}`);
  for (const [name, figure] of Object.entries(FIGURES)) {
    if (wanted.length === 0 || wanted.includes(name)) await measure(name, figure);
  }
  await updateReadme();
}

async function measure(name: string, { measure, skip }: Figure): Promise<void> {
  const reason = skip?.();
  if (reason !== undefined) {
    console.log(`\n${name}: skipped, ${reason}`);
    return;
  }
  console.log(`\n${name} …`);
  const comparisons = await measure();
  console.log(table(comparisons));
  if (!comparisons.every(isMet)) process.exitCode = 1;
  await store(name, { measured: new Date().toISOString().slice(0, 10), machine: thisMachine(), comparisons });
}

async function store(name: string, result: Result): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  await writeFile(join(RESULTS, `${name}.json`), `${JSON.stringify(result, shortNumbers, 2)}\n`);
}

/** Four significant digits say more than was measured. */
function shortNumbers(_key: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(4)) : value;
}

async function updateReadme(): Promise<void> {
  const results = (await Promise.all(Object.keys(FIGURES).map(load))).filter((result) => result !== undefined);
  const readme = await readFile(README, "utf8");
  await writeFile(README, replaceTable(readme, results));
}

async function load(name: string): Promise<Result | undefined> {
  try {
    return JSON.parse(await readFile(join(RESULTS, `${name}.json`), "utf8")) as Result;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
