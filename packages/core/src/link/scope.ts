/**
 * A scope: the index spaces of one component instance, component type or instance type, filled as its definitions are evaluated.
 * What an index leads to is an item. Source: Explainer.md, "Index Spaces".
 */
import type { ComponentModel, CoreTypeDef, Sort, TypeDef } from "../binary/model.ts";
import { ValidationError } from "../errors.ts";
import type { CoreSort, FuncType, ResourceType, ValType } from "../types.ts";
import { Limits } from "./limits.ts";
import type { CoreDef, CoreInstanceRef, FuncRef } from "./plan.ts";

/** A type in the index space. Instance and component types stay closures: each use makes fresh resources for `sub resource`. */
export type TypeItem = ValType | ResourceType | FuncType | TypeClosure<"instance type"> | TypeClosure<"component type">;

export interface TypeClosure<Kind extends "instance type" | "component type"> {
  readonly kind: Kind;
  readonly def: TypeDef;
  readonly scope: Scope;
}

export type FuncItem = { readonly type: FuncType; readonly ref: FuncRef };

export interface InstanceItem {
  readonly exports: ReadonlyMap<string, Item>;
}

export type ComponentItem =
  | { readonly kind: "closure"; readonly model: ComponentModel; readonly scope: Scope }
  | { readonly kind: "imported"; readonly name: string };

export interface ModuleItem {
  readonly kind: "local" | "import";
  readonly index: number;
}

export type Item =
  | { readonly sort: "func"; readonly func: FuncItem }
  | { readonly sort: "instance"; readonly instance: InstanceItem }
  | { readonly sort: "component"; readonly component: ComponentItem }
  | { readonly sort: "type"; readonly type: TypeItem; readonly bound: "eq" | "sub" }
  | { readonly sort: "core module"; readonly module: ModuleItem }
  | { readonly sort: "value" };

export class Scope {
  readonly parent: Scope | undefined;
  /** The component instance being evaluated; undefined in a type's scope. */
  readonly instance: number | undefined;
  readonly path: readonly string[];
  /** Shared by all scopes of one component. */
  readonly limits: Limits;

  readonly types: TypeItem[] = [];
  readonly funcs: FuncItem[] = [];
  readonly instances: InstanceItem[] = [];
  readonly components: ComponentItem[] = [];
  readonly coreInstances: CoreInstanceRef[] = [];
  readonly coreModules: ModuleItem[] = [];
  readonly coreTypes: CoreTypeDef[] = [];
  readonly coreDefs: Readonly<Record<"func" | "table" | "memory" | "global" | "tag", CoreDef[]>> = {
    func: [],
    table: [],
    memory: [],
    global: [],
    tag: [],
  };
  /** Offset of the definition being evaluated, for messages. */
  offset = 0;

  constructor(parent: Scope | undefined, instance: number | undefined, path: readonly string[]) {
    this.parent = parent;
    this.instance = instance;
    this.path = path;
    this.limits = parent?.limits ?? new Limits();
  }

  /** Fails with what a limit has to say. */
  keep(broken: string | undefined): void {
    if (broken !== undefined) this.fail(broken);
  }

  fail(message: string): never {
    throw new ValidationError(message, this.offset, this.path);
  }

  at<T>(space: readonly T[], index: number, what: string): T {
    const item = space[index];
    if (item === undefined) this.fail(`Expected a ${what} index below ${space.length}, found ${index}`);
    return item;
  }

  outer(count: number): Scope {
    let scope: Scope = this;
    for (let i = 0; i < count; i++)
      scope = scope.parent ?? this.fail(`Expected an outer alias of at most ${i} scopes, found ${count}`);
    return scope;
  }

  coreDef(sort: CoreSort, index: number): CoreDef {
    if (sort === "type" || sort === "module" || sort === "instance")
      this.fail(`Expected a core definition, found a core ${sort}`);
    return this.at(this.coreDefs[sort], index, `core ${sort}`);
  }

  item(sort: Sort, index: number): Item {
    switch (sort) {
      case "func":
        return { sort, func: this.at(this.funcs, index, sort) };
      case "instance":
        return { sort, instance: this.at(this.instances, index, sort) };
      case "component":
        return { sort, component: this.at(this.components, index, sort) };
      case "type":
        return { sort, type: this.at(this.types, index, sort), bound: "eq" };
      case "core module":
        return { sort, module: this.at(this.coreModules, index, sort) };
      default:
        return this.fail(`Expected a func, instance, component, type or core module, found a ${sort}`);
    }
  }

  /** Appends the item to its index space. */
  add(item: Item): void {
    if (item.sort === "func") this.funcs.push(item.func);
    else if (item.sort === "instance") this.instances.push(item.instance);
    else if (item.sort === "component") this.components.push(item.component);
    else if (item.sort === "type") this.types.push(item.type);
    else if (item.sort === "core module") this.coreModules.push(item.module);
    else this.fail("Values as imports and exports (🪙) are not part of WASI 0.2 or 0.3 and are not supported");
  }
}

export function exportNamed(scope: Scope, instance: InstanceItem, name: string): Item {
  const item = instance.exports.get(name);
  if (item === undefined) {
    const found = [...instance.exports.keys()].map((each) => `"${each}"`).join(", ");
    scope.fail(`Expected an instance that exports "${name}", found one that exports ${found || "nothing"}`);
  }
  return item;
}
