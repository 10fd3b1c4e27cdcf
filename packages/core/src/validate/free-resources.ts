/** The resource types that a type mentions and does not bind. Remembered for each object, as types are made once and used often. */
import { children } from "../abi/type-table.ts";
import type { AnyType, BoundResource, Entities } from "./shape.ts";

const NONE: ReadonlySet<number> = new Set();

export class FreeResources {
  readonly #known = new WeakMap<AnyType, ReadonlySet<number>>();

  of(type: AnyType): ReadonlySet<number> {
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    const free = this.#find(type);
    this.#known.set(type, free);
    return free;
  }

  in(entities: Entities): ReadonlySet<number> {
    const free = new Set<number>();
    for (const entity of entities.values()) {
      if (entity.sort !== "core module") for (const id of this.of(entity.type)) free.add(id);
    }
    return free.size === 0 ? NONE : free;
  }

  #find(type: AnyType): ReadonlySet<number> {
    switch (type.kind) {
      case "resource":
        return new Set([type.id]);
      case "own":
      case "borrow":
        return this.of(type.resource);
      case "func":
        return this.#union([...type.params.map((param) => param.type), ...(type.result ? [type.result] : [])]);
      case "instance type":
        return without(this.in(type.exports), type.defined);
      case "component type":
        return without(new Set([...this.in(type.imports), ...this.in(type.exports)]), [
          ...type.imported,
          ...type.defined,
        ]);
      default:
        return this.#union(children(type));
    }
  }

  #union(types: readonly AnyType[]): ReadonlySet<number> {
    let union = NONE;
    for (const type of types) {
      const free = this.of(type);
      if (free.size === 0 || free === union) continue;
      union = union.size === 0 ? free : new Set([...union, ...free]);
    }
    return union;
  }
}

function without(free: ReadonlySet<number>, bound: readonly BoundResource[]): ReadonlySet<number> {
  if (free.size === 0) return NONE;
  const rest = new Set(free);
  for (const { id } of bound) rest.delete(id);
  return rest.size === 0 ? NONE : rest;
}
