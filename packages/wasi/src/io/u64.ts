/** A `u64` count as a number; what no buffer could hold anyway becomes the largest safe integer. */
export function countOf(u64: bigint): number {
  return u64 > MAX_SAFE ? Number.MAX_SAFE_INTEGER : Number(u64);
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
