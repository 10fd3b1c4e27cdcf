/**
 * Values as flat parameters and results. Source: CanonicalABI.md, "Flat Lifting", "Flat Lowering".
 *
 * At most 16 flat values stand for a value, but a variant of a thousand cases may have a flat form of two. Types of such weight
 * get a function of their own; the others are written out where they are used.
 */

import { camelCase } from "../js-mapping.ts";
import type { ValType } from "../types.ts";
import { type CodeWriter, property, propertyKey } from "./code-writer.ts";
import type { Context } from "./component-code.ts";
import { describeType } from "./describe-type.ts";
import { liftHandle, lowerHandle } from "./emit-handle.ts";
import { loadList, storeList } from "./emit-memory.ts";
import { emitLoadString, emitStoreString } from "./emit-string.ts";
import { caseIndex, enumNames, liftFlags, liftVariant, lowerFlags, lowerVariant } from "./emit-variant.ts";
import { casesOf, type FlatType } from "./type-table.ts";

/** A type heavier than this gets its own function. */
const MAX_INLINE_WEIGHT = 64;

/** Hands out the flat values of a call, one after another, as expressions of the wanted type. */
export type FlatSource = (want: FlatType) => string;

export function flatSource(names: readonly string[], types: readonly FlatType[]): FlatSource {
  let next = 0;
  return (want) => {
    const i = next++;
    return coerceLifted(names[i] ?? "0", types[i] ?? want, want);
  };
}

/** Source: CanonicalABI.md, `CoerceValueIter`. */
function coerceLifted(value: string, have: FlatType, want: FlatType): string {
  if (have === want) return value;
  if (have === "i32") return `f32FromBits(${value})`;
  if (want === "i32") return `wrapI64(${value})`;
  return want === "f32" ? `f32FromBits(wrapI64(${value}))` : `f64FromBits(${value})`;
}

function coerceLowered(value: string, have: FlatType, want: FlatType): string {
  if (have === want) return value;
  if (want === "i32") return `f32ToBits(${value})`;
  if (have === "i32") return `BigInt(${value} >>> 0)`;
  return have === "f32" ? `BigInt(f32ToBits(${value}) >>> 0)` : `f64ToBits(${value})`;
}

/** The expression for the value whose flat form `source` hands out. */
export function emitLiftFlat(cx: Context, w: CodeWriter, type: ValType, source: FlatSource): string {
  switch (type.kind) {
    case "bool":
      return `${source("i32")} !== 0`;
    case "u8":
      return `${source("i32")} & 0xff`;
    case "u16":
      return `${source("i32")} & 0xffff`;
    case "u32":
      return `${source("i32")} >>> 0`;
    case "s8":
      return `(${source("i32")} << 24) >> 24`;
    case "s16":
      return `(${source("i32")} << 16) >> 16`;
    case "s32":
      return source("i32");
    case "u64":
      return `BigInt.asUintN(64, ${source("i64")})`;
    case "s64":
      return source("i64");
    case "f32":
    case "f64":
      return source(type.kind);
    case "char":
      return `liftChar(${source("i32")} >>> 0)`;
    case "string":
      return `${emitLoadString(cx)}(${source("i32")} >>> 0, ${source("i32")} >>> 0)`;
    case "own":
    case "borrow":
      return liftHandle(cx, type, `${source("i32")} >>> 0`);
    case "enum":
      return `liftEnum(${enumNames(cx.code, type)}, ${source("i32")} >>> 0)`;
    case "flags":
      return `${liftFlags(cx.code, type)}(${source("i32")})`;
    case "map":
      return `${loadList(cx, type)}(${source("i32")} >>> 0, ${source("i32")} >>> 0)`;
    case "list":
      if (type.length === undefined) return `${loadList(cx, type)}(${source("i32")} >>> 0, ${source("i32")} >>> 0)`;
      return liftFixedList(cx, w, type.element, type.length, source);
    case "record":
    case "tuple":
    case "variant":
    case "option":
    case "result":
      return isHeavy(cx, type) ? callLiftFlat(cx, type, source) : liftAggregate(cx, w, type, source);
    default:
      return `unsupported(${JSON.stringify(type.kind)}, ${source("i32")})`;
  }
}

function isHeavy(cx: Context, type: ValType): boolean {
  return cx.code.types.info(type).weight > MAX_INLINE_WEIGHT;
}

function callLiftFlat(cx: Context, type: ValType, source: FlatSource): string {
  const { id, flat } = cx.code.types.info(type);
  const name = `liftFlat_${cx.id}_${id}`;
  cx.code.once(name, name, (w) => {
    const params = flat.map((_, i) => `flat${i}`);
    w.comment(describeType(type));
    w.block(`function ${name}(${params.join(", ")})`, () => {
      w.line(`return ${liftAggregate(cx, w, type, flatSource(params, flat))};`);
    });
  });
  return `${name}(${flat.map((each) => source(each)).join(", ")})`;
}

function liftAggregate(cx: Context, w: CodeWriter, type: ValType, source: FlatSource): string {
  // Handles leave the table one after another, as the guest can tell; so each part is lifted before the next.
  const { hasHandle } = cx.code.types.info(type);
  const lift = (part: ValType): string => {
    const value = emitLiftFlat(cx, w, part, source);
    return hasHandle ? w.local("v", value) : value;
  };
  if (type.kind === "record") {
    const fields = type.fields.map((field) => `${propertyKey(camelCase(field.name))}: ${lift(field.type)}`);
    return `{ ${fields.join(", ")} }`;
  }
  if (type.kind === "tuple") return `[${type.types.map(lift).join(", ")}]`;
  const result = w.name("v");
  w.line(`let ${result};`);
  const [, ...joined] = cx.code.types.info(type).flat;
  const discriminant = `${source("i32")} >>> 0`;
  const payloads = joined.map((each) => w.local("p", source(each)));
  liftVariant(w, type, discriminant, {
    payload: (each) => emitLiftFlat(cx, w, each, flatSource(payloads, joined)),
    emitCase: ({ value }) => w.line(`${result} = ${value};`),
    returns: false,
  });
  return result;
}

function liftFixedList(cx: Context, w: CodeWriter, element: ValType, length: number, source: FlatSource): string {
  const values = Array.from({ length }, () => emitLiftFlat(cx, w, element, source));
  return `fixedValues(${JSON.stringify(element.kind)}, [${values.join(", ")}])`;
}

/** Writes the statements that lower `value`; returns an expression for each flat value. */
export function emitLowerFlat(cx: Context, w: CodeWriter, type: ValType, value: string): string[] {
  const one = (expression: string): string[] => [w.local("a", expression)];
  const pair = (expression: string): string[] => {
    const ptr = w.local("a", expression);
    const length = w.name("a");
    w.line(`const ${length} = len;`);
    return [ptr, length];
  };
  switch (type.kind) {
    case "bool":
      return one(`lowerBool(${value})`);
    case "char":
      return one(`lowerChar(${value})`);
    case "string":
      return pair(`${emitStoreString(cx)}(${value})`);
    case "map":
      return pair(`${storeList(cx, type)}(${value})`);
    case "list":
      if (type.length === undefined) return pair(`${storeList(cx, type)}(${value})`);
      return lowerFixedList(cx, w, type.element, type.length, value);
    case "own":
    case "borrow":
      return one(lowerHandle(cx, type, value));
    case "enum":
      return one(caseIndex(cx.code, type, value));
    case "flags":
      return one(`${lowerFlags(cx.code, type)}(${value})`);
    case "record":
    case "tuple":
    case "variant":
    case "option":
    case "result":
      return isHeavy(cx, type) ? callLowerFlat(cx, w, type, value) : lowerAggregate(cx, w, type, value);
    case "stream":
    case "future":
    case "error-context":
      return one(`unsupported(${JSON.stringify(type.kind)}, ${value})`);
    default:
      return one(`${type.kind}(${value})`);
  }
}

function callLowerFlat(cx: Context, w: CodeWriter, type: ValType, value: string): string[] {
  const { id, flat } = cx.code.types.info(type);
  const name = `lowerFlat_${cx.id}_${id}`;
  cx.code.once(name, name, (inner) => {
    inner.comment(describeType(type));
    inner.block(`function ${name}(v)`, () =>
      inner.line(`return [${lowerAggregate(cx, inner, type, "v").join(", ")}];`),
    );
  });
  const flats = flat.map(() => w.name("a"));
  w.line(`const [${flats.join(", ")}] = ${name}(${value});`);
  return flats;
}

function lowerAggregate(cx: Context, w: CodeWriter, type: ValType, value: string): string[] {
  const what = JSON.stringify(describeType(type));
  if (type.kind === "record") {
    const v = w.local("v", value);
    w.line(`if (typeof ${v} !== "object" || ${v} === null) throw mismatch(${what}, ${v});`);
    return type.fields.flatMap(({ name, type: each }) =>
      emitLowerFlat(cx, w, each, `${v}${property(camelCase(name))}`),
    );
  }
  if (type.kind === "tuple") {
    const v = w.local("v", value);
    w.line(`if (!Array.isArray(${v}) || ${v}.length !== ${type.types.length}) throw mismatch(${what}, ${v});`);
    return type.types.flatMap((each, i) => emitLowerFlat(cx, w, each, `${v}[${i}]`));
  }
  const flats = declareFlats(w, cx.code.types.info(type).flat);
  lowerVariant(w, type, value, (index, payload) => emitLowerFlatCase(cx, w, type, { index, payload, flats }));
  return flats;
}

/** `let` variables for the flat form of a variant, all zero. */
export function declareFlats(w: CodeWriter, flat: readonly FlatType[]): string[] {
  const names = flat.map(() => w.name("a"));
  names.forEach((name, i) => w.line(`let ${name} = ${zeroOf(flat[i])};`));
  return names;
}

export function zeroOf(type: FlatType | undefined): string {
  return type === "i64" ? "0n" : "0";
}

export interface FlatCase {
  readonly index: number;
  readonly payload: string;
  readonly flats: readonly string[];
}

/** Sets the declared variables of a variant to one case. */
export function emitLowerFlatCase(cx: Context, w: CodeWriter, type: ValType, lowered: FlatCase): void {
  const [discriminant, ...slots] = lowered.flats;
  const [, ...joined] = cx.code.types.info(type).flat;
  const inner = casesOf(type)?.[lowered.index]?.type;
  if (lowered.index !== 0) w.line(`${discriminant} = ${lowered.index};`);
  if (inner === undefined) return;
  const have = cx.code.types.info(inner).flat;
  emitLowerFlat(cx, w, inner, lowered.payload).forEach((each, i) => {
    w.line(`${slots[i]} = ${coerceLowered(each, have[i] ?? "i32", joined[i] ?? "i32")};`);
  });
}

function lowerFixedList(cx: Context, w: CodeWriter, element: ValType, length: number, value: string): string[] {
  const list = w.name("v");
  w.line(
    `const ${list} = fixedList(${value}, ${length}, ${JSON.stringify(`list<${describeType(element)}, ${length}>`)});`,
  );
  return Array.from({ length }, (_, i) => emitLowerFlat(cx, w, element, `${list}[${i}]`)).flat();
}
