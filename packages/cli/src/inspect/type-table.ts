/**
 * The type model as JSON.
 *
 * In the model a type is an object and a use of it is a reference, so written out in full it could grow beyond any size. Here each type
 * that is more than a word stands once, in a table, and is referred to by its index; a primitive is its name. What two uses of one index
 * have in common is identity, which for resources is what counts.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const TABLED = new Set([
  "record",
  "variant",
  "list",
  "tuple",
  "flags",
  "enum",
  "option",
  "result",
  "own",
  "borrow",
  "stream",
  "future",
  "map",
  "resource",
]);

export class TypeTable {
  readonly #types: Json[] = [];
  readonly #indexes = new Map<object, number>();

  /** The types referred to so far. */
  get types(): readonly Json[] {
    return this.#types;
  }

  /** Part of a model, with references in the place of types. */
  refer(part: unknown): Json {
    if (Array.isArray(part)) return part.map((each) => this.refer(each));
    if (typeof part !== "object" || part === null) return part as Json;
    const { kind } = part as { kind?: unknown };
    if (typeof kind === "string" && TABLED.has(kind)) return this.#indexOf(part);
    if (typeof kind === "string" && Object.keys(part).length === 1) return kind;
    return this.#describe(part);
  }

  #indexOf(type: object): number {
    const known = this.#indexes.get(type);
    if (known !== undefined) return known;
    const index = this.#types.push(null) - 1;
    this.#indexes.set(type, index);
    this.#types[index] = this.#describe(type);
    return index;
  }

  #describe(part: object): Json {
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, this.refer(value)]));
  }
}
