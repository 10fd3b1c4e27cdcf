/** Numbers: from a number token to a value that the type can hold. */

import type { PrimitiveType } from "@weft/core/types";
import { describeInteger, INTEGER_RANGES, type IntegerKind } from "./integer-range.ts";
import { nearestF32 } from "./nearest-f32.ts";
import type { TokenReader } from "./token-reader.ts";

const INTEGER = /^-?[0-9]+$/;

/** The next token as an integer: a bigint for the 64-bit types, a number for the others. */
export function readInteger(tokens: TokenReader, { kind }: PrimitiveType): number | bigint {
  const { min, max, big } = INTEGER_RANGES[kind as IntegerKind];
  const expected = describeInteger(kind as IntegerKind);
  const token = tokens.next;
  if (token.kind !== "number" || !INTEGER.test(token.text)) throw tokens.unexpected(expected);
  const value = BigInt(token.text);
  const negativeZero = token.text === "-0" && min === 0n;
  if (value < min || value > max || negativeZero) {
    throw tokens.error({ code: "range", span: token, expected, found: token.text });
  }
  tokens.take();
  return big ? value : Number(value);
}

/** The next token as a float, rounded to the nearest of its type. */
export function readFloat(tokens: TokenReader, { kind }: PrimitiveType): number {
  const token = tokens.next;
  if (tokens.takeKeyword("nan")) return Number.NaN;
  if (tokens.takeKeyword("inf")) return Number.POSITIVE_INFINITY;
  if (token.kind !== "number") throw tokens.unexpected(`${kind} (a number, nan, inf or -inf)`);
  tokens.take();
  if (token.text === "-inf") return Number.NEGATIVE_INFINITY;
  return kind === "f32" ? nearestF32(token.text) : Number(token.text);
}
