/** Values of scripts as JavaScript gives them to a component, and back. The type of the function says how; the script's kind has to agree. */

import { camelCase, isPlainOption } from "@weft/core/js-mapping";
import type { FuncType, ValType } from "@weft/core/types";
import type { Const } from "./directive.ts";
import { floatOf } from "./float.ts";

/** The constant of a kind. */
type Of<K extends Const["type"], C extends Const = Const> = C extends Const ? (K extends C["type"] ? C : never) : never;

/** The JavaScript value of a constant, for a place of that type. */
export function toValue(constant: Const, type: ValType): unknown {
  checkKind(constant, type);
  switch (type.kind) {
    case "bool":
      return (constant as Of<"bool">).value;
    case "string":
    case "char":
    case "enum":
      return (constant as Of<"string">).value;
    case "u64":
    case "s64":
      return BigInt((constant as Of<"u64">).value);
    case "f32":
    case "f64":
      return floatOf(type.kind, (constant as Of<"f32">).value);
    case "list":
      return (constant as Of<"list">).value.map((each) => toValue(each, type.element));
    case "tuple":
      return (constant as Of<"tuple">).value.map((each, i) => toValue(each, at(type.types, i)));
    case "map":
      return new Map(
        (constant as Of<"map">).value.map(([key, value]) => [toValue(key, type.key), toValue(value, type.value)]),
      );
    case "record":
      return Object.fromEntries(
        (constant as Of<"record">).value.map(([name, value], i) => [
          camelCase(name),
          toValue(value, at(type.fields, i).type),
        ]),
      );
    case "flags": {
      const set = new Set((constant as Of<"flags">).value);
      return Object.fromEntries(type.names.map((name) => [camelCase(name), set.has(name)]));
    }
    case "variant": {
      const { case: tag, payload } = (constant as Of<"variant">).value;
      return tagged(tag, payload, type.cases.find(({ name }) => name === tag)?.type);
    }
    case "option": {
      const { value } = constant as Of<"option">;
      if (isPlainOption(type)) return value === null ? undefined : toValue(value, type.type);
      return value === null ? { tag: "none" } : { tag: "some", val: toValue(value, type.type) };
    }
    case "result": {
      const { value } = constant as Of<"result">;
      return "Ok" in value ? tagged("ok", value.Ok, type.ok) : tagged("err", value.Err, type.err);
    }
    case "own":
    case "borrow":
    case "stream":
    case "future":
    case "error-context":
      throw new Error(`a script has no constants of ${type.kind}`);
    default:
      return Number((constant as Of<"u32">).value);
  }
}

function checkKind(constant: Const, type: ValType): void {
  if (constant.type !== type.kind)
    throw new Error(`the script has a ${constant.type} where the function has a ${type.kind}`);
}

function tagged(tag: string, payload: Const | null | undefined, type: ValType | undefined): unknown {
  if (payload === null || payload === undefined) return { tag };
  if (type === undefined) throw new Error(`the script gives a payload to ${tag}, which has none`);
  return { tag, val: toValue(payload, type) };
}

/** What a call must give: one value, or an error payload where the type of the function is a result. */
export type Expected = { readonly ok: unknown } | { readonly err: unknown };

export function toExpected(constants: readonly Const[], func: FuncType): Expected {
  const [constant] = constants;
  if (constants.length > 1)
    throw new Error(`the script expects ${constants.length} results, a function has at most one`);
  if (constant === undefined || func.result === undefined) {
    if (constant !== undefined || func.result !== undefined)
      throw new Error("the script and the function differ in results");
    return { ok: undefined };
  }
  if (func.result.kind !== "result" || constant.type !== "result") return { ok: toValue(constant, func.result) };
  const { value } = constant;
  return "Ok" in value ? { ok: payload(value.Ok, func.result.ok) } : { err: payload(value.Err, func.result.err) };
}

function payload(constant: Const | null, type: ValType | undefined): unknown {
  return constant === null || type === undefined ? undefined : toValue(constant, type);
}

/** Typed arrays as arrays, so that a list is a list. */
export function plainLists(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array);
  if (Array.isArray(value)) return value.map(plainLists);
  if (value instanceof Map) return new Map(Array.from(value, ([key, each]) => [plainLists(key), plainLists(each)]));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainLists(each)]));
}

function at<T>(items: readonly T[], i: number): T {
  const item = items[i];
  if (item === undefined) throw new Error(`the script has ${i + 1} parts where the type has ${items.length}`);
  return item;
}
