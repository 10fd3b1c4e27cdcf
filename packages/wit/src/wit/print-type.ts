/** Types as WIT spells them: by their names where they have one in the scope, else written out. */

import type { FuncType, ResourceType, ResultType, ValType } from "@weft/core/types";
import { escapeLabel } from "./keywords.ts";

/** What types are called in the scope they are printed in. */
export type TypeNames = ReadonlyMap<object, string>;

export function printType(type: ValType | ResourceType, names: TypeNames): string {
  const name = names.get(type);
  return name === undefined ? printStructure(type, names) : escapeLabel(name);
}

/** The type written out on one line, although it may have a name. */
export function printStructure(type: ValType | ResourceType, names: TypeNames): string {
  switch (type.kind) {
    case "list":
      return type.length === undefined
        ? generic("list", [type.element], names)
        : `list<${printType(type.element, names)}, ${type.length}>`;
    case "map":
      return generic("map", [type.key, type.value], names);
    case "tuple":
      return generic("tuple", type.types, names);
    case "option":
      return generic("option", [type.type], names);
    case "result":
      return printResult(type, names);
    case "stream":
    case "future":
      return type.element === undefined ? type.kind : generic(type.kind, [type.element], names);
    case "own":
      return printType(type.resource, names);
    case "borrow":
      return generic("borrow", [type.resource], names);
    case "resource":
      return escapeLabel(type.name);
    case "record":
    case "variant":
    case "flags":
    case "enum":
      return `${type.kind} { ${membersOf(type, names).join(", ")} }`;
    default:
      return type.kind;
  }
}

type Composite = Extract<ValType, { kind: "record" | "variant" | "flags" | "enum" }>;

/** What stands between the braces of a type's definition. */
export function membersOf(type: Composite, names: TypeNames): string[] {
  switch (type.kind) {
    case "record":
      return type.fields.map((field) => `${escapeLabel(field.name)}: ${printType(field.type, names)}`);
    case "variant":
      return type.cases.map(
        (each) => escapeLabel(each.name) + (each.type === undefined ? "" : `(${printType(each.type, names)})`),
      );
    case "flags":
    case "enum":
      return type.names.map(escapeLabel);
  }
}

/** A function's type. `self` is the first parameter of a method, which WIT leaves out. */
export function printFunction(type: FuncType, names: TypeNames, options: { readonly self?: boolean } = {}): string {
  const result = type.result === undefined ? "" : ` -> ${printType(type.result, names)}`;
  return `${type.async ? "async " : ""}func${printParams(type, names, options)}${result}`;
}

export function printParams(
  type: FuncType,
  names: TypeNames,
  { self = false }: { readonly self?: boolean } = {},
): string {
  const params = self ? type.params.slice(1) : type.params;
  return `(${params.map((param) => `${escapeLabel(param.name)}: ${printType(param.type, names)}`).join(", ")})`;
}

function printResult({ ok, err }: ResultType, names: TypeNames): string {
  if (err !== undefined) return `result<${ok === undefined ? "_" : printType(ok, names)}, ${printType(err, names)}>`;
  return ok === undefined ? "result" : generic("result", [ok], names);
}

function generic(kind: string, types: readonly (ValType | ResourceType)[], names: TypeNames): string {
  return `${kind}<${types.map((type) => printType(type, names)).join(", ")}>`;
}
