/** Types in jco's mapping, where they are used. */

import { camelCase, isPlainOption, upperCamelCase } from "@weft/core/js-mapping";
import type { ListType, RecordType, ResourceType, ValType } from "@weft/core/types";
import { NUMERIC_ARRAYS } from "../numeric-array.ts";
import type { Globals } from "./globals.ts";
import { memberName } from "./identifier.ts";

/** The names types have in the scope they are printed in, and those of TypeScript's own types there. */
export interface TypeContext {
  readonly typeNames: ReadonlyMap<object, string>;
  readonly globals: Globals;
}

/** A longer list of fixed length is printed as one of any length. */
const MAX_TUPLE = 8;

/** The type's name if it has one in the scope, else the type written out; without a type, `void`. */
export function printType(type: ValType | ResourceType | undefined, cx: TypeContext): string {
  if (type === undefined) return "void";
  const name = cx.typeNames.get(type);
  return name === undefined ? printStructure(type, cx) : upperCamelCase(name);
}

/** The type written out on one line, although it may have a name. */
export function printStructure(type: ValType | ResourceType, cx: TypeContext): string {
  switch (type.kind) {
    case "bool":
      return "boolean";
    case "u64":
    case "s64":
      return "bigint";
    case "char":
    case "string":
      return "string";
    case "list":
      return printList(type, cx);
    case "map":
      return `${cx.globals.of("Map")}<${printType(type.key, cx)}, ${printType(type.value, cx)}>`;
    case "tuple":
      return `[${type.types.map((each) => printType(each, cx)).join(", ")}]`;
    case "option":
      return isPlainOption(type)
        ? `${printType(type.type, cx)} | undefined`
        : `${cx.globals.option}<${printType(type.type, cx)}>`;
    case "result":
      return `${cx.globals.result}<${printType(type.ok, cx)}, ${printType(type.err, cx)}>`;
    case "stream":
      return `${cx.globals.of("AsyncIterable")}<${printType(type.element, cx)}>`;
    case "future":
      return `${cx.globals.of("PromiseLike")}<${printType(type.element, cx)}>`;
    case "own":
    case "borrow":
      return printType(type.resource, cx);
    case "record":
      return `{ ${fieldsOf(type, cx).join(" ")} }`;
    case "flags":
      return `{ ${flagsOf(type.names).join(" ")} }`;
    case "variant":
      return type.cases.map((each) => `{ ${caseOf(each.name, each.type, cx).join(" ")} }`).join(" | ");
    case "enum":
      return type.names.map((name) => JSON.stringify(name)).join(" | ");
    case "resource":
    case "error-context":
      return "unknown";
    default:
      return "number";
  }
}

/** A record's properties; one for an option may be left out. */
export function fieldsOf(type: RecordType, cx: TypeContext): string[] {
  return type.fields.map((field) => {
    const optional = field.type.kind === "option" && isPlainOption(field.type);
    return `${memberName(camelCase(field.name))}${optional ? "?" : ""}: ${printType(field.type, cx)};`;
  });
}

/** The properties of flags; one that is not set may be left out. */
export function flagsOf(names: readonly string[]): string[] {
  return names.map((name) => `${memberName(camelCase(name))}?: boolean | undefined;`);
}

/** The properties of one case of a variant. */
export function caseOf(name: string, type: ValType | undefined, cx: TypeContext): string[] {
  return [`tag: ${JSON.stringify(name)};`, ...(type === undefined ? [] : [`val: ${printType(type, cx)};`])];
}

function printList(type: ListType, cx: TypeContext): string {
  const numeric = NUMERIC_ARRAYS[type.element.kind]?.name;
  if (numeric !== undefined) return cx.globals.of(numeric);
  const element = printType(type.element, cx);
  if (type.length === undefined || type.length > MAX_TUPLE) return `${cx.globals.of("Array")}<${element}>`;
  return `[${Array(type.length).fill(element).join(", ")}]`;
}
