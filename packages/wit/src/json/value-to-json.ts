/**
 * Values as JSON, for programs that read what a command prints.
 *
 *     record                  {"a-field": …}, with WIT's names          flags    ["a", "b"], those that are set
 *     variant                 "case" or {"case": payload}               enum     "case"
 *     option                  null or the value; nested, "none" or {"some": …}
 *     result                  {"ok": …} or {"err": …}, null without a payload
 *     u64, s64                a number, or, beyond 2^53, a string       nan, inf, -inf   strings
 *
 * One way only: what is read from JSON has to be given a type first, and WAVE is the text for that.
 */

import { camelCase, isPlainOption } from "@weft/core/js-mapping";
import type {
  EnumType,
  FlagsType,
  ListType,
  MapType,
  OptionType,
  RecordType,
  ResultType,
  TupleType,
  ValType,
  VariantType,
} from "@weft/core/types";
import type { TypeOf } from "../type-of.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

type Writers = { readonly [K in ValType["kind"]]: (value: never, type: TypeOf<K>) => Json };

const WRITERS: Writers = {
  bool: (value: boolean) => value,
  u8: (value: number) => value,
  u16: (value: number) => value,
  u32: (value: number) => value,
  u64: writeBigInt,
  s8: (value: number) => value,
  s16: (value: number) => value,
  s32: (value: number) => value,
  s64: writeBigInt,
  f32: writeFloat,
  f64: writeFloat,
  char: (value: string) => value,
  string: (value: string) => value,
  list: (values: Iterable<unknown>, { element }: ListType) => Array.from(values, (each) => valueToJson(each, element)),
  map: writeMap,
  tuple: writeTuple,
  record: writeRecord,
  flags: (value: Tagged, { names }: FlagsType) => names.filter((name) => value[camelCase(name)] === true),
  variant: writeVariant,
  enum: (value: string, _: EnumType) => value,
  option: writeOption,
  result: writeResult,
  own: refuse,
  borrow: refuse,
  stream: refuse,
  future: refuse,
  "error-context": refuse,
};

/**
 * @param value of the type given, as a component returned it
 * @throws TypeError for handles, streams and futures, which exist only inside a running component
 */
export function valueToJson(value: unknown, type: ValType): Json {
  const write = WRITERS[type.kind] as (value: unknown, type: ValType) => Json;
  return write(value, type);
}

type Tagged = Readonly<Record<string, unknown>>;

function writeBigInt(value: bigint): Json {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function writeFloat(value: number): Json {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return "nan";
  return value > 0 ? "inf" : "-inf";
}

function writeMap(value: ReadonlyMap<unknown, unknown>, type: MapType): Json {
  return Array.from(value, ([key, each]) => [valueToJson(key, type.key), valueToJson(each, type.value)]);
}

function writeTuple(value: readonly unknown[], { types }: TupleType): Json {
  return types.map((type, index) => valueToJson(value[index], type));
}

function writeRecord(value: Tagged, { fields }: RecordType): Json {
  return Object.fromEntries(fields.map(({ name, type }) => [name, valueToJson(value[camelCase(name)], type)]));
}

function writeVariant({ tag, val }: Tagged, { cases }: VariantType): Json {
  const type = cases.find(({ name }) => name === tag)?.type;
  return type === undefined ? String(tag) : { [String(tag)]: valueToJson(val, type) };
}

function writeOption(value: unknown, option: OptionType): Json {
  if (isPlainOption(option)) return value === undefined || value === null ? null : valueToJson(value, option.type);
  const { tag, val } = value as Tagged;
  return tag === "some" ? { some: valueToJson(val, option.type) } : "none";
}

function writeResult({ tag, val }: Tagged, result: ResultType): Json {
  const name = tag === "ok" ? "ok" : "err";
  const type = result[name];
  return { [name]: type === undefined ? null : valueToJson(val, type) };
}

function refuse(_: unknown, { kind }: ValType): never {
  throw new TypeError(`Cannot write a value of type ${kind} as JSON: it exists only inside a running component`);
}
