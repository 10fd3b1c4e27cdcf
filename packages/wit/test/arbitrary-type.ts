/** Random value types, of every kind that has a text. */

import { camelCase } from "@weft/core/js-mapping";
import type { ValType } from "@weft/core/types";
import fc from "fast-check";
import * as t from "./types.ts";

const NUMBERS = [t.u8, t.u16, t.u32, t.u64, t.s8, t.s16, t.s32, t.s64, t.f32, t.f64];
const KEYS = [t.bool, t.u8, t.s32, t.u64, t.char, t.string];

const word = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9]{0,4}$/), fc.stringMatching(/^[A-Z][A-Z0-9]{0,3}$/));
const keyword = fc.constantFrom("true", "false", "some", "none", "ok", "err", "inf", "nan");
const label = fc.oneof(
  { weight: 4, arbitrary: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join("-")) },
  { weight: 1, arbitrary: keyword },
);

/** Labels that differ as JavaScript names too. */
const labels = fc.uniqueArray(label, { minLength: 1, maxLength: 5, selector: camelCase });

const { type } = fc.letrec<{ type: ValType }>((tie) => {
  const inner = tie("type");
  const labelled = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
    labels.chain((names) => {
      const values = fc.array(arbitrary, { minLength: names.length, maxLength: names.length });
      return values.map((each) => Object.fromEntries(names.map((name, i) => [name, each[i] as T])));
    });
  const optional = fc.option(inner, { nil: undefined });
  return {
    type: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(t.bool, ...NUMBERS, t.char, t.string),
      labels.map((names) => t.enumeration(...names)),
      labels.map((names) => t.flags(...names)),
      labelled(inner).map(t.record),
      labelled(optional).map(t.variant),
      inner.map((each) => t.list(each)),
      fc.tuple(inner, fc.integer({ min: 1, max: 3 })).map(([each, length]) => t.list(each, length)),
      fc.array(inner, { minLength: 1, maxLength: 4 }).map((each) => t.tuple(...each)),
      inner.map(t.option),
      fc.tuple(optional, optional).map(([ok, err]) => t.result(ok, err)),
      fc.tuple(fc.constantFrom(...KEYS), inner).map(([key, value]) => t.map(key, value)),
    ),
  };
});

export const anyType: fc.Arbitrary<ValType> = type;
