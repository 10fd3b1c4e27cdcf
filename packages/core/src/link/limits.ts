/**
 * How much one component may describe. Types are made of types and instances of instances, so a few hundred bytes can ask for 2^27 of
 * either, or for a chain that no recursion survives. Whatever is evaluated is therefore counted each time, and whatever is nested has
 * a depth; what tools and people make stays far below.
 */
import { children } from "../abi/type-table.ts";
import type { Definition, TypeDef } from "../binary/model.ts";
import type { ValType } from "../types.ts";

/** Definitions, declarations and exports, with their parts, counted each time they are evaluated. */
export const MAX_DEFINITIONS = 100_000;
/** Instances of components and of core modules. */
export const MAX_INSTANCES = 10_000;
/** Components instantiated by components, and instances exported by instances. */
export const MAX_INSTANCE_DEPTH = 100;
/** Value types inside one value type, as a tree. Fixed-length lists count as 16 of their element, as code for more is a loop. */
export const MAX_TYPE_SIZE = 1_000_000;
export const MAX_TYPE_DEPTH = 100;

const MAX_COUNTED_LENGTH = 16;

interface Measure {
  readonly size: number;
  readonly depth: number;
}

export class Limits {
  #definitions = 0;
  #instances = 0;
  readonly #measures = new WeakMap<ValType, Measure>();

  /** What is wrong after `count` more definitions, if anything is. */
  define(count: number): string | undefined {
    this.#definitions += count;
    if (this.#definitions <= MAX_DEFINITIONS) return undefined;
    return `Expected at most ${MAX_DEFINITIONS} definitions, counted each time they are used, found more`;
  }

  instantiate(depth: number): string | undefined {
    this.#instances++;
    if (this.#instances > MAX_INSTANCES) return `Expected at most ${MAX_INSTANCES} instances, found more`;
    return this.nest(depth);
  }

  nest(depth: number): string | undefined {
    if (depth <= MAX_INSTANCE_DEPTH) return undefined;
    return `Expected instances nested at most ${MAX_INSTANCE_DEPTH} deep, found them deeper`;
  }

  /** Types are defined after those they are made of, so nothing here recurses far. */
  type(type: ValType): string | undefined {
    const { size, depth } = this.#measure(type);
    if (size > MAX_TYPE_SIZE) return `Expected a type of at most ${MAX_TYPE_SIZE} parts, found a ${type.kind} of more`;
    if (depth > MAX_TYPE_DEPTH)
      return `Expected types nested at most ${MAX_TYPE_DEPTH} deep, found a ${type.kind} deeper`;
    return undefined;
  }

  #measure(type: ValType): Measure {
    const known = this.#measures.get(type);
    if (known !== undefined) return known;
    let size = 0;
    let depth = 0;
    for (const each of children(type)) {
      const inner = this.#measure(each);
      size += inner.size;
      depth = Math.max(depth, inner.depth);
    }
    const length = type.kind === "list" ? Math.min(type.length ?? 1, MAX_COUNTED_LENGTH) : 1;
    const measure = { size: 1 + size * length, depth: depth + 1 };
    this.#measures.set(type, measure);
    return measure;
  }
}

/** A definition, and the parts it lists. */
export function countOf(definition: Definition): number {
  switch (definition.kind) {
    case "core instance":
    case "instance": {
      const { expr } = definition;
      return 1 + (expr.kind === "exports" ? expr.exports : expr.args).length;
    }
    case "type":
      return countOfType(definition.type);
    default:
      return 1;
  }
}

export function countOfType(type: TypeDef): number {
  switch (type.kind) {
    case "record":
      return 1 + type.fields.length;
    case "variant":
      return 1 + type.cases.length;
    case "tuple":
      return 1 + type.types.length;
    case "func":
      return 1 + type.params.length;
    default:
      return 1;
  }
}
