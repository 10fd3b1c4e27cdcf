/**
 * Peers are measured in turns, A B C A B C …, and compared turn by turn: what disturbs one (a warm processor, a neighbour, the
 * garbage of the last) disturbs the next as well, and the median of the ratios leaves out the turn in which it did not.
 */

/** Measures once; more is slower when `unit` is a time, better when it is a rate. */
export type Sample = () => number | Promise<number>;

/** What each peer measured, turn by turn. */
export type Rounds = Readonly<Record<string, readonly number[]>>;

const MIN_ROUNDS = 5;

/** Lets every peer take a sample in each of `count` rounds. */
export async function takeRounds(peers: Readonly<Record<string, Sample>>, count: number): Promise<Rounds> {
  if (count < MIN_ROUNDS) throw new RangeError(`expected at least ${MIN_ROUNDS} rounds, found ${count}`);
  const rounds = Object.fromEntries(Object.keys(peers).map((name) => [name, [] as number[]]));
  for (let round = 0; round < count; round++) {
    for (const [name, sample] of Object.entries(peers)) rounds[name]?.push(await sample());
  }
  return rounds;
}

/** The median over all rounds of what `a` measured, divided by what `b` measured in the same round. */
export function medianRatio(rounds: Rounds, a: string, b: string): number {
  const [as, bs] = [rounds[a] ?? [], rounds[b] ?? []];
  return median(as.map((value, round) => value / (bs[round] ?? Number.NaN)));
}

/** The middle one, or the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new RangeError("expected values, found none");
  return (low + high) / 2;
}
