/**
 * What validation knows of an item: its sort and its type. Types of values and functions are those of the type model; what an instance or
 * a component looks like is a shape, in which resource types are variables.
 *
 * A resource type is a number, `id`. Objects with one `id` are one type under several names, and it is the object that has the name: an
 * import or export makes a new one (see external-visibility.ts). The same holds for records, variants, enums and flags, which are compared
 * by their structure and named by their object.
 *
 *     bound of a shape    ids that stand for a type of the shape's own: whoever uses the shape puts others in their place
 *     path                the names that lead to where the type is imported or exported
 */
import type { FuncType, ResourceType, ValType } from "../types.ts";
import type { CoreModuleType } from "./core-type.ts";

export interface BoundResource {
  readonly id: number;
  readonly path: readonly string[];
}

export type Entities = ReadonlyMap<string, Entity>;

/** An instance, or the type of one: only a type that nobody has imported or exported yet has resources of its own. */
export interface InstanceShape {
  readonly kind: "instance type";
  readonly exports: Entities;
  readonly defined: readonly BoundResource[];
}

/** A component or the type of one. Each instance of it brings the resources of `imported` with it and gets new ones for `defined`. */
export interface ComponentShape {
  readonly kind: "component type";
  readonly imports: Entities;
  readonly exports: Entities;
  readonly imported: readonly BoundResource[];
  readonly defined: readonly BoundResource[];
}

/** Whatever a type index may lead to. */
export type AnyType = ValType | ResourceType | FuncType | InstanceShape | ComponentShape;

export type Entity =
  | { readonly sort: "func"; readonly type: FuncType }
  | { readonly sort: "instance"; readonly type: InstanceShape }
  | { readonly sort: "component"; readonly type: ComponentShape }
  | { readonly sort: "core module"; readonly type: CoreModuleType }
  | { readonly sort: "type"; readonly type: AnyType };

export function isValType(type: AnyType): type is ValType {
  switch (type.kind) {
    case "resource":
    case "func":
    case "instance type":
    case "component type":
      return false;
    default:
      return true;
  }
}

/** The resource a path of names leads to. */
export function resourceAtPath(entities: Entities, path: readonly string[]): ResourceType | undefined {
  let inside = entities;
  for (const name of path.slice(0, -1)) {
    const entity: Entity | undefined = inside.get(name);
    if (entity?.sort !== "instance") return undefined;
    inside = entity.type.exports;
  }
  const last = inside.get(path.at(-1) ?? "");
  return last?.sort === "type" && last.type.kind === "resource" ? last.type : undefined;
}

/** Where each resource that is exported as a type, directly or in an instance, is first found. */
export function explicitResources(entities: Entities): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, readonly string[]>();
  const visited = new Set<InstanceShape>();
  const search = (inside: Entities, path: readonly string[]): void => {
    for (const [name, { sort, type }] of inside) {
      if (sort === "type" && type.kind === "resource" && !found.has(type.id)) found.set(type.id, [...path, name]);
      if (sort !== "instance" || visited.has(type)) continue;
      visited.add(type);
      search(type.exports, [...path, name]);
    }
  };
  search(entities, []);
  return found;
}

/** What a type of the index space is called in messages. */
export function describeKind(type: AnyType): string {
  switch (type.kind) {
    case "func":
      return "a function type";
    case "instance type":
      return "an instance type";
    case "component type":
      return "a component type";
    case "resource":
      return "a resource type";
    default:
      return "a value type";
  }
}

export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}
