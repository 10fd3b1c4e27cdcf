import { median, medianRatio, type Rounds } from "./rounds.ts";

/** How far from the peer Weft may be, or how far ahead it has to be. */
export type Bar = { readonly atMost: number } | { readonly atLeast: number };

/** What is measured: `ns` and `ms` are better when lower, `requests/s` when higher. */
export type Unit = "ns" | "ms" | "requests/s";

/** One line of the table. */
export interface Comparison {
  readonly work: string;
  readonly unit: Unit;
  readonly peer: string;
  /** Medians. */
  readonly weft: number;
  readonly theirs: number;
  /** With `atMost`, how many times the peer's cost Weft's is; with `atLeast`, how many times better Weft is. */
  readonly ratio: number;
  readonly bar: Bar;
  readonly rounds: Rounds;
}

export interface Peer {
  /** The name its samples have. */
  readonly sample: string;
  /** The name people read. */
  readonly name: string;
  readonly bar: Bar;
  /** The name Weft's samples have, where there is more than one. */
  readonly weft?: string;
}

/** What the rounds say about Weft and one peer. */
export function compare(work: string, unit: Unit, rounds: Rounds, peer: Peer): Comparison {
  const { sample, name, bar, weft = "weft" } = peer;
  const lowerIsBetter = unit !== "requests/s";
  // A cost is divided by the peer's; a gain is what is better divided by what is worse.
  const inverted = "atLeast" in bar && lowerIsBetter;
  const ratio = inverted ? medianRatio(rounds, sample, weft) : medianRatio(rounds, weft, sample);
  const ofBoth = { [weft]: rounds[weft] ?? [], [sample]: rounds[sample] ?? [] };
  const medians = { weft: median(ofBoth[weft] ?? []), theirs: median(ofBoth[sample] ?? []) };
  return { work, unit, peer: name, ...medians, ratio, bar, rounds: ofBoth };
}

export function isMet({ ratio, bar }: Pick<Comparison, "ratio" | "bar">): boolean {
  return "atMost" in bar ? ratio <= bar.atMost : ratio >= bar.atLeast;
}
