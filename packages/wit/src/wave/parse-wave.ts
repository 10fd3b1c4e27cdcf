/**
 * From WAVE text to a JavaScript value of a given type.
 *
 * The type leads: each kind of type has one reader, which takes the tokens it needs. So a text is checked and built in one walk, and an
 * error is at the token that does not fit. Two forms depend on the type alone: an option or result may leave out its `some(…)` or
 * `ok(…)` unless its payload is an option or result itself, and a case named like a keyword needs a `%`.
 *
 * Stricter than the reference parser where its own grammar is: unknown fields and missing commas are errors.
 *
 * Source: wasm-wave, README.md and wave_ebnf.md. Maps have no text there; here they are lists of pairs, as the specification defines them.
 */

import { camelCase } from "@weft/core/js-mapping";
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
import { NUMERIC_ARRAYS } from "../numeric-array.ts";
import { noneOf, someOf } from "../option-value.ts";
import type { TypeOf } from "../type-of.ts";
import { describeType, oneOf, quotedList } from "./describe-type.ts";
import { isWaveKeyword } from "./keywords.ts";
import { readFloat, readInteger } from "./read-number.ts";
import type { Span } from "./source-frame.ts";
import type { LabelToken, TextToken, Token } from "./token.ts";
import { TokenReader } from "./token-reader.ts";
import type { WaveError } from "./wave-error.ts";

/**
 * Reads one value of the type given; the text may have spaces and comments around it.
 *
 * @throws WaveError with the line and column of what does not fit
 */
export function parseWave(text: string, type: ValType): unknown {
  const tokens = new TokenReader(text);
  const value = readValue(tokens, type);
  tokens.expect("end");
  return value;
}

/** Reads the next value out of a text. */
export function readValue(tokens: TokenReader, type: ValType): unknown {
  const read = READERS[type.kind] as (tokens: TokenReader, type: ValType) => unknown;
  return read(tokens, type);
}

/** A case of a variant, result or nested option. */
interface TaggedValue {
  readonly tag: string;
  readonly val?: unknown;
}

type Readers = { readonly [K in ValType["kind"]]: (tokens: TokenReader, type: TypeOf<K>) => unknown };

const READERS: Readers = {
  bool: readBool,
  u8: readInteger,
  u16: readInteger,
  u32: readInteger,
  u64: readInteger,
  s8: readInteger,
  s16: readInteger,
  s32: readInteger,
  s64: readInteger,
  f32: readFloat,
  f64: readFloat,
  char: (tokens) => readText(tokens, "char"),
  string: (tokens) => readText(tokens, "string"),
  list: readList,
  map: readMap,
  tuple: readTuple,
  record: readRecord,
  flags: readFlags,
  variant: readVariant,
  enum: readEnum,
  option: readOption,
  result: readResult,
  own: refuse,
  borrow: refuse,
  stream: refuse,
  future: refuse,
  "error-context": refuse,
};

function readBool(tokens: TokenReader): boolean {
  if (tokens.takeKeyword("true")) return true;
  if (tokens.takeKeyword("false")) return false;
  throw tokens.unexpected("true or false");
}

function readText(tokens: TokenReader, kind: TextToken["kind"]): string {
  const token = tokens.next;
  if (token.kind !== kind)
    throw tokens.unexpected(kind === "char" ? "a character, such as 'x'" : 'a string, such as "x"');
  tokens.take();
  return token.text;
}

function readList(tokens: TokenReader, type: ListType): unknown {
  const { start } = tokens.open("[", describeType(type));
  const values = readUntil(tokens, "]", () => readValue(tokens, type.element));
  if (type.length !== undefined && values.length !== type.length) {
    throw wrongCount(tokens, start, type, `a list of ${values.length}`);
  }
  return NUMERIC_ARRAYS[type.element.kind]?.from(values as Iterable<never>) ?? values;
}

function readMap(tokens: TokenReader, type: MapType): Map<unknown, unknown> {
  tokens.open("[", describeType(type));
  const pair: TupleType = { kind: "tuple", types: [type.key, type.value] };
  const entries = new Map<unknown, unknown>();
  readUntil(tokens, "]", () => {
    const { start } = tokens.next;
    const [key, value] = readTuple(tokens, pair);
    if (entries.has(key)) throw duplicate(tokens, { start, end: tokens.offset }, "key");
    entries.set(key, value);
  });
  return entries;
}

function readTuple(tokens: TokenReader, type: TupleType): unknown[] {
  const { start } = tokens.open("(", describeType(type));
  let count = 0;
  const values = readUntil(tokens, ")", () => {
    const element = type.types[count++];
    if (element === undefined) throw tokens.unexpected(`")" after ${type.types.length} elements`);
    return readValue(tokens, element);
  });
  if (count !== type.types.length) throw wrongCount(tokens, start, type, `a tuple of ${count}`);
  return values;
}

function wrongCount(tokens: TokenReader, start: number, type: ValType, found: string): WaveError {
  return tokens.error({ code: "type", span: { start, end: tokens.offset }, expected: describeType(type), found });
}

/** Reads items up to the closing mark, with commas between them and perhaps one after the last. */
export function readUntil<T>(tokens: TokenReader, close: "}" | ")" | "]", readItem: () => T): T[] {
  const items: T[] = [];
  while (!tokens.takeIf(close)) {
    items.push(readItem());
    if (!tokens.takeIf(",") && tokens.next.kind !== close) throw tokens.misplaced(`"," or "${close}"`);
  }
  return items;
}

function readRecord(tokens: TokenReader, type: RecordType): Record<string, unknown> {
  const { start } = tokens.open("{", describeType(type));
  const found = new Map<string, unknown>();
  if (tokens.takeIf(":")) tokens.expect("}");
  else if (tokens.next.kind === "}")
    throw tokens.unexpected(describeType(type), 'A record without fields is written "{:}"');
  else readUntil(tokens, "}", () => readField(tokens, type, found));
  const missing = missingFields(type, found);
  if (missing.length > 0) throw incomplete(tokens, { start, end: tokens.offset }, type, missing);
  return Object.fromEntries(
    type.fields.map((each) => [camelCase(each.name), fieldValue(each.type, found.get(each.name))]),
  );
}

function readField(tokens: TokenReader, type: RecordType, found: Map<string, unknown>): void {
  const label = readLabel(tokens, "a field");
  const names = type.fields.map((each) => each.name);
  const field = type.fields[names.indexOf(label.text)];
  if (field === undefined) throw unknownLabel(tokens, label, names);
  if (found.has(field.name)) throw duplicate(tokens, label, "field");
  tokens.expect(":", `":" after field "${field.name}"`);
  found.set(field.name, readValue(tokens, field.type));
}

function missingFields(type: RecordType, found: ReadonlyMap<string, unknown>): string[] {
  return type.fields.filter((each) => each.type.kind !== "option" && !found.has(each.name)).map((each) => each.name);
}

function incomplete(tokens: TokenReader, span: Span, type: RecordType, missing: readonly string[]): WaveError {
  return tokens.error({
    code: "label",
    span,
    expected: describeType(type),
    found: `one without ${quotedList(missing)}`,
  });
}

/** A field's value, which is `none` where an option was left out. */
function fieldValue(type: ValType, value: unknown): unknown {
  return value === undefined && type.kind === "option" ? noneOf(type) : value;
}

function readFlags(tokens: TokenReader, type: FlagsType): Record<string, boolean> {
  tokens.open("{", describeType(type));
  const found = new Set<string>();
  readUntil(tokens, "}", () => {
    const label = readLabel(tokens, "a flag");
    if (!type.names.includes(label.text)) throw unknownLabel(tokens, label, type.names);
    if (found.has(label.text)) throw duplicate(tokens, label, "flag");
    found.add(label.text);
  });
  return Object.fromEntries(type.names.map((name) => [camelCase(name), found.has(name)]));
}

function readVariant(tokens: TokenReader, type: VariantType): TaggedValue {
  const names = type.cases.map((each) => each.name);
  const label = readCaseLabel(tokens, type, names);
  const found = type.cases[names.indexOf(label.text)];
  if (found === undefined) throw unknownLabel(tokens, label, names);
  return found.type === undefined
    ? { tag: label.text }
    : { tag: label.text, val: readPayload(tokens, label, found.type) };
}

function readEnum(tokens: TokenReader, type: EnumType): string {
  const label = readCaseLabel(tokens, type, type.names);
  if (!type.names.includes(label.text)) throw unknownLabel(tokens, label, type.names);
  return label.text;
}

function readOption(tokens: TokenReader, type: OptionType): unknown {
  const keyword = tokens.next;
  if (tokens.takeKeyword("none")) return readPayload(tokens, keyword, undefined) ?? noneOf(type);
  if (tokens.takeKeyword("some")) return someOf(type, readPayload(tokens, keyword, type.type));
  if (!mayStandAlone(type.type)) throw tokens.unexpected(describeType(type));
  return someOf(type, readValue(tokens, type.type));
}

function readResult(tokens: TokenReader, type: ResultType): TaggedValue {
  const keyword = tokens.next;
  for (const tag of ["ok", "err"] as const) {
    if (tokens.takeKeyword(tag)) return { tag, val: readPayload(tokens, keyword, type[tag]) };
  }
  if (type.ok === undefined || !mayStandAlone(type.ok)) throw tokens.unexpected(describeType(type));
  return { tag: "ok", val: readValue(tokens, type.ok) };
}

/** Whether a payload may be written without its `some(…)` or `ok(…)`. */
function mayStandAlone(payload: ValType): boolean {
  return payload.kind !== "option" && payload.kind !== "result";
}

/** What stands in parentheses after a case: a value of the type, or nothing where the case has none. */
function readPayload(tokens: TokenReader, of: Token, type: ValType | undefined): unknown {
  const name = tokens.source.slice(of.start, of.end);
  if (type === undefined && tokens.next.kind === "(") throw tokens.misplaced(`no payload after "${name}"`);
  if (type === undefined) return undefined;
  tokens.expect("(", `"(" and the payload of "${name}"`);
  const value = readValue(tokens, type);
  tokens.expect(")");
  return value;
}

function readLabel(tokens: TokenReader, what: string): LabelToken {
  const token = tokens.next;
  if (token.kind !== "label") throw tokens.misplaced(what);
  tokens.take();
  return token;
}

/** A case of a variant or enum; one named like a keyword needs a `%`. */
function readCaseLabel(tokens: TokenReader, type: ValType, names: readonly string[]): LabelToken {
  const token = tokens.next;
  if (token.kind !== "label") throw tokens.unexpected(describeType(type));
  if (token.escaped || !isWaveKeyword(token.text)) return readLabel(tokens, "a case");
  const hint = names.includes(token.text)
    ? `Case "${token.text}" is written "%${token.text}": it is a keyword`
    : undefined;
  throw tokens.unexpected(describeType(type), hint);
}

function unknownLabel(tokens: TokenReader, label: LabelToken, known: readonly string[]): WaveError {
  return tokens.error({ code: "label", span: label, expected: oneOf(known), found: `"${label.text}"` });
}

function duplicate(tokens: TokenReader, span: Span, what: string): WaveError {
  const found = tokens.source.slice(span.start, span.end);
  return tokens.error({ code: "label", span, expected: `each ${what} once`, found: `${found} again` });
}

function refuse(tokens: TokenReader, type: ValType): never {
  throw tokens.unwritable(describeType(type), "Such values exist only inside a running component and have no text");
}
