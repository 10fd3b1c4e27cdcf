/** Random JavaScript values of a given type, as the engine lifts them. */

import { camelCase } from "@weft/core/js-mapping";
import type { ValType } from "@weft/core/types";
import fc from "fast-check";
import { NUMERIC_ARRAYS } from "../src/numeric-array.ts";
import { noneOf, someOf } from "../src/option-value.ts";
import { INTEGER_RANGES, isIntegerKind } from "../src/wave/integer-range.ts";
import { anyType } from "./arbitrary-type.ts";

const character = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  fc.constantFrom("'", '"', "\\", "\n", "\r", "\t", "\0", "\u{301}", "\u{200d}", "\u{2028}", "\u{a0}", "{", "/", "😀"),
);

/** A value of the type. */
export function anyValue(type: ValType): fc.Arbitrary<unknown> {
  if (isIntegerKind(type.kind)) return anyInteger(type.kind);
  switch (type.kind) {
    case "bool":
      return fc.boolean();
    case "f32":
      return fc.float();
    case "f64":
      return fc.double();
    case "char":
      return character;
    case "string":
      return fc.string({ unit: character });
    case "list":
      return anyList(type.element, type.length);
    case "map":
      return fc
        .uniqueArray(fc.tuple(anyValue(type.key), anyValue(type.value)), { selector: ([key]) => key, maxLength: 4 })
        .map((entries) => new Map(entries));
    case "tuple":
      return fc.tuple(...type.types.map(anyValue));
    case "record":
      return object(type.fields.map((each) => [each.name, anyValue(each.type)]));
    case "flags":
      return object(type.names.map((name) => [name, fc.boolean()]));
    case "enum":
      return fc.constantFrom(...type.names);
    case "variant":
      return fc.oneof(
        ...type.cases.map((each) =>
          each.type === undefined ? fc.constant({ tag: each.name }) : tagged(each.name, each.type),
        ),
      );
    case "option":
      return fc.oneof(
        fc.constant(noneOf(type)),
        anyValue(type.type).map((value) => someOf(type, value)),
      );
    case "result":
      return fc.oneof(tagged("ok", type.ok), tagged("err", type.err));
    default:
      throw new Error(`No values of type ${type.kind}`);
  }
}

/** A type and a value of it. */
export const anyTypedValue = anyType.chain((type) => anyValue(type).map((value) => ({ type, value })));

function anyInteger(kind: keyof typeof INTEGER_RANGES): fc.Arbitrary<number | bigint> {
  const { min, max, big } = INTEGER_RANGES[kind];
  const any = fc.oneof(fc.bigInt({ min, max }), fc.constantFrom(min, max));
  return big ? any : any.map(Number);
}

function anyList(element: ValType, length: number | undefined): fc.Arbitrary<unknown> {
  const size = length === undefined ? { maxLength: 6 } : { minLength: length, maxLength: length };
  const values = fc.array(anyValue(element), size);
  const numeric = NUMERIC_ARRAYS[element.kind];
  return numeric === undefined ? values : values.map((each) => numeric.from(each as Iterable<never>));
}

function object(
  properties: readonly (readonly [label: string, value: fc.Arbitrary<unknown>])[],
): fc.Arbitrary<unknown> {
  const keyed = Object.fromEntries(properties.map(([label, value]) => [camelCase(label), value]));
  return fc.record(keyed, { noNullPrototype: true });
}

function tagged(tag: string, type: ValType | undefined): fc.Arbitrary<{ tag: string; val: unknown }> {
  const val = type === undefined ? fc.constant(undefined) : anyValue(type);
  return val.map((each) => ({ tag, val: each }));
}
