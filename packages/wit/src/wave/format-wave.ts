/**
 * From a JavaScript value to WAVE text on one line, which `parseWave` reads back as the same value.
 *
 * As the reference writer does, options and results are written in full (`some(1)`, `ok`), and a record leaves out its fields that are
 * `none`. Other than it, floats may have an exponent (`1e+21`) and a quote is escaped only inside its own kind of quotes.
 */

import { camelCase, isPlainOption } from "@weft/core/js-mapping";
import type {
  EnumType,
  FlagsType,
  ListType,
  MapType,
  OptionType,
  PrimitiveType,
  RecordType,
  ResultType,
  TupleType,
  ValType,
  VariantType,
} from "@weft/core/types";
import type { TypeOf } from "../type-of.ts";
import { describeType } from "./describe-type.ts";
import { describeValue } from "./describe-value.ts";
import { INTEGER_RANGES, type IntegerKind } from "./integer-range.ts";
import { isWaveKeyword } from "./keywords.ts";
import { shortestF32 } from "./nearest-f32.ts";
import { quoteText } from "./quote-text.ts";
import { WaveValueError } from "./wave-error.ts";

/**
 * Writes a value of the type given.
 *
 * @throws WaveValueError with the path to a part that is not of its type, or that has no text
 */
export function formatWave(value: unknown, type: ValType): string {
  return write({ value, path: [] }, type);
}

/** A value and where it lies in the whole. */
interface Place {
  readonly value: unknown;
  readonly path: readonly (string | number)[];
}

type Writers = { readonly [K in ValType["kind"]]: (at: Place, type: TypeOf<K>) => string };

const WRITERS: Writers = {
  bool: writeBool,
  u8: writeInteger,
  u16: writeInteger,
  u32: writeInteger,
  u64: writeInteger,
  s8: writeInteger,
  s16: writeInteger,
  s32: writeInteger,
  s64: writeInteger,
  f32: writeFloat,
  f64: writeFloat,
  char: writeChar,
  string: writeString,
  list: writeList,
  map: writeMap,
  tuple: writeTuple,
  record: writeRecord,
  flags: writeFlags,
  variant: writeVariant,
  enum: writeEnum,
  option: writeOption,
  result: writeResult,
  own: refuse,
  borrow: refuse,
  stream: refuse,
  future: refuse,
  "error-context": refuse,
};

function write(at: Place, type: ValType): string {
  const writer = WRITERS[type.kind] as (at: Place, type: ValType) => string;
  return writer(at, type);
}

function writePart(at: Place, key: string | number, value: unknown, type: ValType): string {
  return write({ value, path: [...at.path, key] }, type);
}

function writeBool(at: Place, type: PrimitiveType): string {
  if (typeof at.value !== "boolean") throw mismatch(at, describeType(type));
  return String(at.value);
}

function writeInteger(at: Place, type: PrimitiveType): string {
  const { min, max, big } = INTEGER_RANGES[type.kind as IntegerKind];
  const { value } = at;
  const fits = big ? typeof value === "bigint" : Number.isInteger(value);
  if (!fits || BigInt(value as number) < min || BigInt(value as number) > max) {
    throw mismatch(at, big ? `a bigint for ${type.kind}` : describeType(type));
  }
  return String(value);
}

function writeFloat(at: Place, type: PrimitiveType): string {
  const { value } = at;
  if (typeof value !== "number") throw mismatch(at, `a number for ${type.kind}`);
  if (Number.isNaN(value)) return "nan";
  const rounded = type.kind === "f32" ? Math.fround(value) : value;
  if (!Number.isFinite(rounded)) return rounded > 0 ? "inf" : "-inf";
  if (Object.is(rounded, -0)) return "-0";
  return type.kind === "f32" ? shortestF32(rounded) : String(rounded);
}

function writeChar(at: Place): string {
  const { value } = at;
  if (typeof value !== "string" || [...value].length !== 1) throw mismatch(at, "a string of one character");
  if (!value.isWellFormed()) throw mismatch(at, "a Unicode scalar value");
  return quoteText(value, "'");
}

function writeString(at: Place): string {
  const { value } = at;
  if (typeof value !== "string") throw mismatch(at, "a string");
  if (!value.isWellFormed()) throw mismatch(at, "a string without halves of surrogate pairs");
  return quoteText(value, '"');
}

function writeList(at: Place, type: ListType): string {
  const values = elementsOf(at, describeType(type));
  if (type.length !== undefined && values.length !== type.length) throw mismatch(at, describeType(type));
  return `[${Array.from(values, (value, index) => writePart(at, index, value, type.element)).join(", ")}]`;
}

function elementsOf(at: Place, expected: string): ArrayLike<unknown> {
  const { value } = at;
  if (Array.isArray(value)) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return value as ArrayBufferView & ArrayLike<unknown>;
  throw mismatch(at, expected);
}

function writeMap(at: Place, type: MapType): string {
  if (!(at.value instanceof Map)) throw mismatch(at, "a Map");
  const pair: TupleType = { kind: "tuple", types: [type.key, type.value] };
  return `[${Array.from(at.value, (entry, index) => writePart(at, index, entry, pair)).join(", ")}]`;
}

function writeTuple(at: Place, type: TupleType): string {
  const { value } = at;
  if (!Array.isArray(value) || value.length !== type.types.length)
    throw mismatch(at, `an array of ${type.types.length}`);
  return `(${type.types.map((each, index) => writePart(at, index, value[index], each)).join(", ")})`;
}

function writeRecord(at: Place, type: RecordType): string {
  const record = objectOf(at, describeType(type));
  const present = type.fields.filter((field) => !isNone(record[camelCase(field.name)], field.type));
  if (present.length === 0) return "{:}";
  const fields = present.map(({ name, type: each }) => {
    const key = camelCase(name);
    return `${name}: ${writePart(at, key, record[key], each)}`;
  });
  return `{${fields.join(", ")}}`;
}

function isNone(value: unknown, type: ValType): boolean {
  if (type.kind !== "option") return false;
  if (isPlainOption(type)) return value === undefined || value === null;
  return typeof value === "object" && value !== null && "tag" in value && value.tag === "none";
}

function writeFlags(at: Place, type: FlagsType): string {
  const flags = objectOf(at, "an object of booleans");
  const present = type.names.filter((name) => isSet(at, flags, camelCase(name)));
  return `{${present.join(", ")}}`;
}

function isSet(at: Place, flags: Readonly<Record<string, unknown>>, key: string): boolean {
  const value = flags[key];
  if (typeof value === "boolean" || value === undefined) return value === true;
  throw mismatch({ value, path: [...at.path, key] }, "true, false or undefined");
}

function writeVariant(at: Place, type: VariantType): string {
  const { tag, val } = taggedOf(at, describeType(type));
  const found = type.cases.find((each) => each.name === tag);
  if (found === undefined) throw mismatch(at, describeType(type));
  return escapeCase(found.name) + writePayload(at, val, found.type);
}

function writeEnum(at: Place, type: EnumType): string {
  const { value } = at;
  if (typeof value !== "string" || !type.names.includes(value)) throw mismatch(at, describeType(type));
  return escapeCase(value);
}

function escapeCase(name: string): string {
  return isWaveKeyword(name) ? `%${name}` : name;
}

function writeOption(at: Place, type: OptionType): string {
  if (isNone(at.value, type)) return "none";
  if (isPlainOption(type)) return `some(${write(at, type.type)})`;
  const { tag, val } = taggedOf(at, 'an object with tag "some" or "none"');
  if (tag !== "some") throw mismatch(at, 'tag "some" or "none"');
  return `some${writePayload(at, val, type.type)}`;
}

function writeResult(at: Place, type: ResultType): string {
  const { tag, val } = taggedOf(at, 'an object with tag "ok" or "err"');
  if (tag !== "ok" && tag !== "err") throw mismatch(at, 'tag "ok" or "err"');
  return tag + writePayload(at, val, type[tag]);
}

function writePayload(at: Place, val: unknown, type: ValType | undefined): string {
  return type === undefined ? "" : `(${writePart(at, "val", val, type)})`;
}

function taggedOf(at: Place, expected: string): { readonly tag?: unknown; readonly val?: unknown } {
  return objectOf(at, expected);
}

function objectOf(at: Place, expected: string): Readonly<Record<string, unknown>> {
  if (typeof at.value !== "object" || at.value === null) throw mismatch(at, expected);
  return at.value as Readonly<Record<string, unknown>>;
}

function refuse(at: Place, type: ValType): never {
  throw new WaveValueError(
    at.path,
    "a value that has a text",
    `${describeType(type)}, which exists only inside a running component`,
  );
}

function mismatch(at: Place, expected: string): WaveValueError {
  return new WaveValueError(at.path, expected, describeValue(at.value));
}
