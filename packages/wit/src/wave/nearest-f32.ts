/**
 * Decimal text and 32-bit floats, each way without a second rounding.
 *
 * Reading through a 64-bit float rounds twice: a decimal just above the middle between two 32-bit floats may first be rounded onto the
 * middle, and then the wrong way. So where the 64-bit value lies exactly on a middle, the decimal is compared with it exactly.
 */

/** Where 32-bit floats would go on if they did not stop: the middle between it and the largest one is the border to infinity. */
const AFTER_MAX_F32 = 2 ** 128;

/** The 32-bit float nearest to a decimal number, ties to even, infinity beyond the largest. */
export function nearestF32(decimal: string): number {
  const wide = Number(decimal);
  const near = Math.fround(wide);
  if (near === wide) return near;
  const other = 2 * wide - (Number.isFinite(near) ? near : Math.sign(near) * AFTER_MAX_F32);
  const onMiddle = Math.fround(other) === other;
  if (!onMiddle) return near;
  const side = compareExactly(decimal, wide);
  return side !== 0 && side > 0 === other > wide ? other : near;
}

/** The fewest digits that read back as the same 32-bit float. */
export function shortestF32(value: number): string {
  if (Object.is(value, -0)) return "-0";
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (nearestF32(text) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}

/** The sign of `decimal - value`, computed on integers: both sides are brought to the same powers of 2 and 10. */
function compareExactly(decimal: string, value: number): number {
  const left = parseDecimal(decimal);
  const right = parseBinary(value);
  const a = left.digits * 10n ** BigInt(Math.max(0, left.exponent)) * 2n ** BigInt(Math.max(0, -right.exponent));
  const b = right.digits * 2n ** BigInt(Math.max(0, right.exponent)) * 10n ** BigInt(Math.max(0, -left.exponent));
  return a === b ? 0 : a > b ? 1 : -1;
}

interface Scaled {
  readonly digits: bigint;
  readonly exponent: number;
}

/** `digits × 10^exponent`. */
function parseDecimal(text: string): Scaled {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** `digits × 2^exponent`, of a finite number. */
function parseBinary(value: number): Scaled {
  let exponent = 0;
  let digits = value;
  while (!Number.isInteger(digits)) {
    digits *= 2;
    exponent--;
  }
  return { digits: BigInt(digits), exponent };
}
