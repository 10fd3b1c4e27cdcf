/** The integer types and what they hold. */

import type { PrimitiveKind } from "@weft/core/types";

export type IntegerKind = Extract<PrimitiveKind, `${"s" | "u"}${8 | 16 | 32 | 64}`>;

interface IntegerRange {
  readonly min: bigint;
  readonly max: bigint;
  /** Whether the type's values are bigints in JavaScript. */
  readonly big: boolean;
}

export const INTEGER_RANGES: { readonly [K in IntegerKind]: IntegerRange } = {
  u8: unsigned(8),
  u16: unsigned(16),
  u32: unsigned(32),
  u64: unsigned(64),
  s8: signed(8),
  s16: signed(16),
  s32: signed(32),
  s64: signed(64),
};

export function isIntegerKind(kind: string): kind is IntegerKind {
  return Object.hasOwn(INTEGER_RANGES, kind);
}

/** The type with its range, where the range helps: `u8 (0 to 255)`. */
export function describeInteger(kind: IntegerKind): string {
  const { min, max, big } = INTEGER_RANGES[kind];
  return big ? kind : `${kind} (${min} to ${max})`;
}

function unsigned(bits: number): IntegerRange {
  return { min: 0n, max: 2n ** BigInt(bits) - 1n, big: bits === 64 };
}

function signed(bits: number): IntegerRange {
  return { min: -(2n ** BigInt(bits - 1)), max: 2n ** BigInt(bits - 1) - 1n, big: bits === 64 };
}
