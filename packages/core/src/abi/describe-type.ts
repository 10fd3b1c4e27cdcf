/** Types as WIT spells them, for messages and the comments of generated code. Long ones are cut short. */
import type { FuncType, ValType } from "../types.ts";

export function describeType(type: ValType, depth = 0): string {
  const inner = (each: ValType | undefined): string =>
    each === undefined ? "_" : depth > 3 ? "…" : describeType(each, depth + 1);
  switch (type.kind) {
    case "record":
      return `record { ${some(type.fields.map((field) => `${field.name}: ${inner(field.type)}`))} }`;
    case "variant":
      return `variant { ${some(type.cases.map((each) => (each.type ? `${each.name}(${inner(each.type)})` : each.name)))} }`;
    case "flags":
    case "enum":
      return `${type.kind} { ${some(type.names)} }`;
    case "tuple":
      return `tuple<${some(type.types.map(inner))}>`;
    case "list":
      return type.length === undefined
        ? `list<${inner(type.element)}>`
        : `list<${inner(type.element)}, ${type.length}>`;
    case "option":
      return `option<${inner(type.type)}>`;
    case "result":
      if (type.err !== undefined) return `result<${inner(type.ok)}, ${inner(type.err)}>`;
      return type.ok === undefined ? "result" : `result<${inner(type.ok)}>`;
    case "own":
      return type.resource.name || "own<resource>";
    case "borrow":
      return `borrow<${type.resource.name || "resource"}>`;
    case "stream":
    case "future":
      return type.element === undefined ? type.kind : `${type.kind}<${inner(type.element)}>`;
    case "map":
      return `map<${inner(type.key)}, ${inner(type.value)}>`;
    default:
      return type.kind;
  }
}

export function describeFunc(type: FuncType): string {
  const params = type.params.map(({ name, type: each }) => `${name}: ${describeType(each)}`).join(", ");
  const result = type.result === undefined ? "" : ` -> ${describeType(type.result)}`;
  return `${type.async ? "async " : ""}func(${params})${result}`;
}

const SHOWN = 6;

function some(parts: readonly string[]): string {
  return parts.length <= SHOWN
    ? parts.join(", ")
    : `${parts.slice(0, SHOWN).join(", ")}, … ${parts.length - SHOWN} more`;
}
