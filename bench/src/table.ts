/** Results as people read them. */
import { type Bar, type Comparison, isMet, type Unit } from "./comparison.ts";
import type { Machine } from "./machine.ts";

interface Result {
  readonly measured: string;
  readonly machine: Machine;
  readonly comparisons: readonly Comparison[];
}

const BEGIN = "<!-- bench:begin -->";
const END = "<!-- bench:end -->";

/** A Markdown table, a row for each comparison. */
export function table(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map((each, i) => row(each, comparisons[i - 1]?.work === each.work));
  return ["| work | Weft | peer | ratio | bar |", "|---|---:|---|---:|---|", ...rows].join("\n");
}

/** @throws when the text has no place for a table. */
export function replaceTable(text: string, results: readonly Result[]): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin === -1 || end < begin)
    throw new Error(`Cannot write the table: expected ${BEGIN} and ${END}, found neither or one`);
  return `${text.slice(0, begin + BEGIN.length)}\n${described(results)}\n${text.slice(end)}`;
}

function described(results: readonly Result[]): string {
  const [first] = results;
  if (first === undefined) return "Nothing has been measured yet: `npm run bench`.";
  const { machine, measured } = first;
  const where = `Measured ${measured} on ${machine.cores} cores of ${machine.cpu}, Node ${machine.node}; \`npm run bench\` does it again.`;
  return `${table(results.flatMap(({ comparisons }) => comparisons))}\n\n${where}`;
}

function row(comparison: Comparison, continued: boolean): string {
  const { work, unit, weft, peer, theirs, bar } = comparison;
  const ours = continued ? "" : work;
  const met = isMet(comparison) ? barText(bar) : `**missed:** ${barText(bar)}`;
  return `| ${ours} | ${quantity(weft, unit)} | ${peer}, ${quantity(theirs, unit)} | ${ratioText(comparison)} | ${met} |`;
}

function barText(bar: Bar): string {
  return "atMost" in bar ? `≤ ${short(bar.atMost)}×` : `≥ ${short(bar.atLeast)}×`;
}

function ratioText({ ratio, bar, unit }: Comparison): string {
  return "atLeast" in bar && unit !== "requests/s" ? `${short(ratio)}× faster` : `${short(ratio)}×`;
}

function quantity(value: number, unit: Unit): string {
  if (unit === "ns" && value >= 1000) return `${short(value / 1000)} µs`;
  return unit === "requests/s" ? `${short(value)}/s` : `${short(value)} ${unit}`;
}

/** Two significant digits, three for large numbers. */
function short(value: number): string {
  return value >= 100 ? `${Number(value.toPrecision(3))}` : `${Number(value.toPrecision(2))}`;
}
