/** Components as a bad disk or network makes them, the same each time for the same seed. */

export interface Damaged {
  readonly seed: number;
  readonly bytes: Uint8Array;
}

/** One to three flipped bits; one in eight is cut off as well. */
export function* damaged(good: Uint8Array, { first, count }: { first: number; count: number }): Generator<Damaged> {
  for (let seed = first; seed < first + count; seed++) yield { seed, bytes: damage(good, randomOf(seed)) };
}

type Random = (below: number) => number;

function damage(good: Uint8Array, random: Random): Uint8Array {
  const bytes = Uint8Array.from(good);
  for (let flips = 1 + random(3); flips > 0; flips--) {
    const at = random(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
  }
  return random(8) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
}

/** mulberry32 */
function randomOf(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
