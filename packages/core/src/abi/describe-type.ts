/** Types as WIT spells them, for messages and the comments of generated code. Long ones are cut short before they are spelled out. */
import type { FuncType, ResourceType, ValType } from "../types.ts";

/** Types in types. */
const MAX_DEPTH = 4;
/** Fields, cases and names of one type. */
const SHOWN = 6;
/** Types and names in one description. */
const MAX_PARTS = 60;
const MAX_NAME_LENGTH = 60;

export function describeType(type: ValType): string {
  return new Description().of(type, 0);
}

export function describeFunc(type: FuncType): string {
  const params = type.params.map((param) => `${clip(param.name)}: ${describeType(param.type)}`).join(", ");
  const result = type.result === undefined ? "" : ` -> ${describeType(type.result)}`;
  return `${type.async ? "async " : ""}func(${params})${result}`;
}

class Description {
  #parts = 0;

  of(type: ValType, depth: number): string {
    const inner = (each: ValType | undefined): string => this.#inner(each, depth);
    switch (type.kind) {
      case "record":
        return `record { ${this.#some(type.fields, (field) => `${clip(field.name)}: ${inner(field.type)}`)} }`;
      case "variant":
        return `variant { ${this.#some(type.cases, (each) => (each.type ? `${clip(each.name)}(${inner(each.type)})` : clip(each.name)))} }`;
      case "flags":
      case "enum":
        return `${type.kind} { ${this.#some(type.names, clip)} }`;
      case "tuple":
        return `tuple<${this.#some(type.types, inner)}>`;
      case "list":
        return `list<${inner(type.element)}${type.length === undefined ? "" : `, ${type.length}`}>`;
      case "option":
        return `option<${inner(type.type)}>`;
      case "result":
        if (type.err !== undefined) return `result<${inner(type.ok)}, ${inner(type.err)}>`;
        return type.ok === undefined ? "result" : `result<${inner(type.ok)}>`;
      case "own":
        return resourceName(type.resource) ?? "own<resource>";
      case "borrow":
        return `borrow<${resourceName(type.resource) ?? "resource"}>`;
      case "stream":
      case "future":
        return type.element === undefined ? type.kind : `${type.kind}<${inner(type.element)}>`;
      case "map":
        return `map<${inner(type.key)}, ${inner(type.value)}>`;
      default:
        return type.kind;
    }
  }

  #inner(type: ValType | undefined, depth: number): string {
    if (type === undefined) return "_";
    return depth === MAX_DEPTH || ++this.#parts > MAX_PARTS ? "…" : this.of(type, depth + 1);
  }

  #some<T>(parts: readonly T[], describe: (part: T) => string): string {
    this.#parts += Math.min(parts.length, SHOWN);
    const shown = parts.slice(0, SHOWN).map((each) => describe(each));
    const more = parts.length - SHOWN;
    return more > 0 ? `${shown.join(", ")}, … ${more} more` : shown.join(", ");
  }
}

function resourceName(type: ResourceType): string | undefined {
  return type.name === "" ? undefined : clip(type.name);
}

function clip(name: string): string {
  return name.length <= MAX_NAME_LENGTH ? name : `${name.slice(0, MAX_NAME_LENGTH)}…`;
}
