/**
 * Types with other types in the place of some: resources by their id, and whole types by their object, which is how a type that was given
 * to an import takes the import's place with the name it has where it came from. What does not change stays the same object.
 */
import type { Case, FuncType, ResourceType, ValType } from "../types.ts";
import type { AnyType, BoundResource, ComponentShape, Entities, Entity, InstanceShape } from "./shape.ts";

export class Substitution {
  readonly #resources: ReadonlyMap<number, number>;
  readonly #known: Map<AnyType, AnyType>;
  readonly #count: (parts: number) => void;

  /**
   * @param resources ids, and the ids in their place
   * @param types objects, and the objects in their place
   * @param count is told how many entities were looked at, so that the work can be bounded
   */
  constructor(
    resources: ReadonlyMap<number, number>,
    types: ReadonlyMap<AnyType, AnyType>,
    count: (parts: number) => void,
  ) {
    this.#resources = resources;
    this.#known = new Map(types);
    this.#count = count;
  }

  entities(entities: Entities): Entities {
    if (this.#resources.size === 0 && this.#known.size === 0) return entities;
    this.#count(entities.size);
    let changed = false;
    const result = new Map<string, Entity>();
    for (const [name, entity] of entities) {
      const now = this.entity(entity);
      changed ||= now !== entity;
      result.set(name, now);
    }
    return changed ? result : entities;
  }

  entity(entity: Entity): Entity {
    if (entity.sort === "core module") return entity;
    const type = this.type(entity.type);
    return type === entity.type ? entity : ({ sort: entity.sort, type } as Entity);
  }

  type<T extends AnyType>(type: T): T {
    const known = this.#known.get(type);
    if (known !== undefined) return known as T;
    const result = this.#replace(type);
    this.#known.set(type, result);
    return result as T;
  }

  #replace(type: AnyType): AnyType {
    switch (type.kind) {
      case "resource":
        return this.#resource(type);
      case "func":
        return this.#func(type);
      case "instance type":
        return this.#instance(type);
      case "component type":
        return this.#component(type);
      default:
        return this.#value(type);
    }
  }

  #resource(type: ResourceType): ResourceType {
    const id = this.#resources.get(type.id);
    return id === undefined ? type : { ...type, id };
  }

  #func(type: FuncType): FuncType {
    const params = same(type.params, (param) => this.#part(param));
    const result = type.result && this.type(type.result);
    if (params === type.params && result === type.result) return type;
    return { ...type, params, ...(result && { result }) };
  }

  #instance(type: InstanceShape): InstanceShape {
    const exports = this.entities(type.exports);
    return exports === type.exports ? type : { ...type, exports, defined: this.#bound(type.defined) };
  }

  #component(type: ComponentShape): ComponentShape {
    const imports = this.entities(type.imports);
    const exports = this.entities(type.exports);
    if (imports === type.imports && exports === type.exports) return type;
    return { ...type, imports, exports, imported: this.#bound(type.imported), defined: this.#bound(type.defined) };
  }

  #bound(bound: readonly BoundResource[]): readonly BoundResource[] {
    return same(bound, (each) => {
      const id = this.#resources.get(each.id);
      return id === undefined ? each : { ...each, id };
    });
  }

  #value(type: ValType): ValType {
    switch (type.kind) {
      case "record": {
        const fields = same(type.fields, (field) => this.#part(field));
        return fields === type.fields ? type : { ...type, fields };
      }
      case "variant": {
        const cases = same(type.cases, (each) => this.#case(each));
        return cases === type.cases ? type : { ...type, cases };
      }
      case "tuple": {
        const types = same(type.types, (each) => this.type(each));
        return types === type.types ? type : { ...type, types };
      }
      case "option": {
        const inner = this.type(type.type);
        return inner === type.type ? type : { ...type, type: inner };
      }
      case "result": {
        const ok = type.ok && this.type(type.ok);
        const err = type.err && this.type(type.err);
        return ok === type.ok && err === type.err ? type : { kind: "result", ...(ok && { ok }), ...(err && { err }) };
      }
      case "list":
      case "stream":
      case "future": {
        const element = type.element && this.type(type.element);
        return element === type.element || element === undefined ? type : { ...type, element };
      }
      case "map": {
        const [key, value] = [this.type(type.key), this.type(type.value)];
        return key === type.key && value === type.value ? type : { kind: "map", key, value };
      }
      case "own":
      case "borrow": {
        const resource = this.type(type.resource);
        return resource === type.resource ? type : { ...type, resource };
      }
      default:
        return type;
    }
  }

  #part<P extends { readonly type: ValType }>(part: P): P {
    const type = this.type(part.type);
    return type === part.type ? part : { ...part, type };
  }

  #case(each: Case): Case {
    if (each.type === undefined) return each;
    const type = this.type(each.type);
    return type === each.type ? each : { ...each, type };
  }
}

/** The list itself if no item changes. */
function same<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  let changed = false;
  const result = items.map((item) => {
    const now = change(item);
    changed ||= now !== item;
    return now;
  });
  return changed ? result : items;
}
