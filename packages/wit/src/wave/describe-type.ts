/** A value type as an error message names it: short, and saying what can be written. */

import type { Case, ValType } from "@weft/core/types";
import { describeInteger, isIntegerKind } from "./integer-range.ts";

const MAX_LABELS = 8;

export function describeType(type: ValType): string {
  switch (type.kind) {
    case "bool":
      return "true or false";
    case "record":
      return `a record with ${quotedList(type.fields.map((field) => field.name))}`;
    case "variant":
      return describeCases(type.cases);
    case "enum":
      return oneOf(type.names);
    case "flags":
      return `flags out of ${quotedList(type.names)}`;
    case "list":
      return type.length === undefined ? "a list" : `a list of ${type.length}`;
    case "tuple":
      return `a tuple of ${type.types.length}`;
    case "map":
      return "a list of (key, value) pairs";
    case "option":
      return "some(…) or none";
    case "result":
      return describeCases([caseOf("ok", type.ok), caseOf("err", type.err)]);
    case "own":
    case "borrow":
      return `a handle of resource "${type.resource.name}"`;
    case "char":
    case "string":
    case "stream":
    case "future":
    case "error-context":
      return `${/^[aeiou]/.test(type.kind) ? "an" : "a"} ${type.kind}`;
    default:
      return isIntegerKind(type.kind) ? describeInteger(type.kind) : type.kind;
  }
}

/** Labels to choose from. */
export function oneOf(labels: readonly string[]): string {
  return labels.length === 1 ? quotedList(labels) : `one of ${quotedList(labels)}`;
}

/** Labels for a message: the first few, quoted. */
export function quotedList(labels: readonly string[]): string {
  const shown = labels.slice(0, MAX_LABELS).map((label) => JSON.stringify(label));
  return labels.length > MAX_LABELS ? `${shown.join(", ")}, …` : shown.join(", ");
}

function describeCases(cases: readonly Case[]): string {
  const shown = cases.slice(0, MAX_LABELS).map((each) => (each.type === undefined ? each.name : `${each.name}(…)`));
  const last = cases.length > MAX_LABELS ? "…" : shown.pop();
  return shown.length === 0 ? String(last) : `${shown.join(", ")} or ${last}`;
}

function caseOf(name: string, type: ValType | undefined): Case {
  return type === undefined ? { name } : { name, type };
}
