/** Values of scripts as the JavaScript API gives them to core modules. */
import { isDeepStrictEqual } from "node:util";
import type { Const } from "./directive.ts";
import { floatOf } from "./float.ts";

export function toCoreValue(constant: Const): unknown {
  switch (constant.type) {
    case "i32":
      return Number(constant.value);
    case "i64":
      return BigInt(constant.value as string);
    case "f32":
    case "f64":
      return floatOf(constant.type, constant.value as string);
    case "externref":
    case "anyref":
      return constant.value === "null" ? null : Number(constant.value);
    case "funcref":
    case "nullref":
    case "nullfuncref":
    case "nullexternref":
      return null;
    default:
      throw new Error(`a ${constant.type} cannot be passed through the JavaScript API`);
  }
}

/** Whether a result is the one expected; `either` leaves a choice, a reference without value only asks for its kind. */
export function isCoreValue(actual: unknown, constant: Const): boolean {
  if (constant.type === "either") return constant.values.some((each) => isCoreValue(actual, each));
  if (constant.type === "refnull") return actual === null;
  if (constant.type.endsWith("ref") && !("value" in constant))
    return actual !== null || constant.type.startsWith("null");
  return isDeepStrictEqual(actual, toCoreValue(constant));
}
