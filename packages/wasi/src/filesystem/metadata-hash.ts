/**
 * `metadata-hash`: which object it is, not what state it is in. Guests take it for an inode number (the preview 1 adapter and
 * wasi-libc both do), and a file that changes its inode number when written to breaks programs.
 */
import type { Stat } from "./driver.ts";

export interface MetadataHash {
  readonly lower: bigint;
  readonly upper: bigint;
}

export function metadataHash({ device, inode }: Stat): MetadataHash {
  const lower = mix(mix(inode) ^ device);
  return { lower, upper: mix(lower ^ inode) };
}

/** The finaliser of SplitMix64: every bit of the input changes half of the bits of the output. */
function mix(value: bigint): bigint {
  let z = BigInt.asUintN(64, value + 0x9e3779b97f4a7c15n);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}
