/**
 * `wasi:random`: `random`, `insecure` and `insecure-seed`.
 *
 * What a guest may treat as insecure is not worse here: the pool is as fast as any generator would be. The seed is drawn once
 * and then stays the same, as the interface asks.
 */
import { Misuse } from "../io/misuse.ts";
import type { RandomPool } from "./random-pool.ts";

export interface Random {
  getRandomBytes(len: bigint): Uint8Array;
  getRandomU64(): bigint;
}

export interface Insecure {
  getInsecureRandomBytes(len: bigint): Uint8Array;
  getInsecureRandomU64(): bigint;
}

export interface InsecureSeed {
  insecureSeed(): [bigint, bigint];
}

/** The most one call gives; wasmtime has the same limit. The interface has no error for it, so beyond is a trap. */
const MAX_RANDOM_BYTES = 64n << 20n;

export function random(pool: RandomPool): Random {
  return {
    getRandomBytes: (len) => randomBytes(pool, "wasi:random/random#get-random-bytes", len),
    getRandomU64: () => pool.u64(),
  };
}

export function insecure(pool: RandomPool): Insecure {
  return {
    getInsecureRandomBytes: (len) => randomBytes(pool, "wasi:random/insecure#get-insecure-random-bytes", len),
    getInsecureRandomU64: () => pool.u64(),
  };
}

export function insecureSeed(pool: RandomPool): InsecureSeed {
  let seed: readonly [bigint, bigint] | undefined;
  return {
    insecureSeed() {
      seed ??= [pool.u64(), pool.u64()];
      return [...seed];
    },
  };
}

function randomBytes(pool: RandomPool, called: string, len: bigint): Uint8Array {
  if (len > MAX_RANDOM_BYTES) throw new Misuse(`${called}: expected at most ${MAX_RANDOM_BYTES} bytes, found ${len}`);
  return pool.bytes(Number(len));
}
