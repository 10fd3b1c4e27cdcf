/**
 * The index spaces of a component, a component type or an instance type while its definitions are validated, and what it imports and
 * exports so far. Source: Explainer.md, "Index Spaces".
 */
import type { CoreMemoryType, Sort } from "../binary/model.ts";
import { ValidationError } from "../errors.ts";
import { Limits } from "../link/limits.ts";
import type { FuncType, ResourceType, ValType } from "../types.ts";
import type { CoreExterns, CoreFuncType, CoreGlobal, CoreModuleType, CoreTable } from "./core-type.ts";
import { CoreTypeNames } from "./core-type-names.ts";
import { FreeResources } from "./free-resources.ts";
import {
  type AnyType,
  type ComponentShape,
  describeKind,
  type Entity,
  type InstanceShape,
  isValType,
  withArticle,
} from "./shape.ts";
import { ShapeSizes } from "./shape-size.ts";
import { ValueLayouts } from "./value-layout.ts";

/** Types and entities that are looked at to compare and name them; a thousand times what large components need. */
const MAX_STEPS = 5_000_000;

/** What all scopes of one component share. */
export class Validation {
  /** The component's bytes, in which its core modules are. */
  readonly bytes: Uint8Array;
  readonly limits = new Limits();
  readonly free = new FreeResources();
  readonly layouts = new ValueLayouts();
  readonly sizes = new ShapeSizes();
  readonly coreNames = new CoreTypeNames();
  #resources = 0;
  #steps = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Whether there is work left to do one more step of a walk over types. */
  step(): boolean {
    return ++this.#steps <= MAX_STEPS;
  }

  /** A resource type unlike every other. */
  freshId(): number {
    return this.#resources++;
  }
}

/** A core type of the index space. Of struct, array and the like only the number is known. */
export type CoreTypeItem =
  | { readonly kind: "func"; readonly type: CoreFuncType; readonly number: number }
  | CoreModuleType
  | { readonly kind: "other"; readonly number: number };

/** The names of one kind, imports or exports. */
export class Names {
  readonly entities = new Map<string, Entity>();
  /** Names by their canonical form, in which they have to differ. */
  readonly canonical = new Map<string, string>();
  /** Resource types that have a name here, for constructors, methods and statics. */
  readonly resources = new Map<ResourceType, string>();
  /** Types that have a name here and may therefore be used in those of functions. */
  readonly visible = new Set<AnyType>();
}

export type ScopeKind = "component" | "component type" | "instance type";

export class Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | undefined;
  readonly validation: Validation;
  readonly path: readonly string[];

  readonly types: AnyType[] = [];
  readonly funcs: FuncType[] = [];
  readonly instances: InstanceShape[] = [];
  readonly components: ComponentShape[] = [];
  readonly coreTypes: CoreTypeItem[] = [];
  readonly coreModules: CoreModuleType[] = [];
  readonly coreInstances: CoreExterns[] = [];
  readonly coreFuncs: CoreFuncType[] = [];
  readonly coreTables: CoreTable[] = [];
  readonly coreMemories: CoreMemoryType[] = [];
  readonly coreGlobals: CoreGlobal[] = [];
  readonly coreTags: CoreFuncType[] = [];

  readonly imports = new Names();
  readonly exports = new Names();
  /** Resource types that imports bring, with the names that lead to them. */
  readonly imported = new Map<number, readonly string[]>();
  /** Resource types made here: defined, brought by an instantiation, or exported abstractly. */
  readonly defined = new Set<number>();
  /** Those of them whose representation this component may see. */
  readonly local = new Set<number>();

  /** The type of the component's `context` slots, once one was used. */
  contextType: "i32" | "i64" | undefined;
  /** Offset of the definition being validated. */
  offset = 0;

  constructor(kind: ScopeKind, parent: Scope | Validation, path: readonly string[]) {
    this.kind = kind;
    this.parent = parent instanceof Scope ? parent : undefined;
    this.validation = parent instanceof Scope ? parent.validation : parent;
    this.path = path;
  }

  fail(message: string, ...path: readonly string[]): never {
    throw new ValidationError(message, this.offset, [...this.path, ...path]);
  }

  /** Fails with what is wrong, if something is. */
  keep(problem: string | undefined, ...path: readonly string[]): void {
    if (problem !== undefined) this.fail(problem, ...path);
  }

  count(parts: number): void {
    this.keep(this.validation.limits.define(parts));
  }

  /** Counts a step of a walk over types. */
  step(): void {
    if (!this.validation.step()) this.fail(`Expected types that are compared in ${MAX_STEPS} steps, found larger ones`);
  }

  /** A shape that is not too large to walk. */
  bounded<T extends InstanceShape | ComponentShape>(shape: T): T {
    this.keep(this.validation.sizes.problem(shape));
    return shape;
  }

  at<T>(space: readonly T[], index: number, what: string): T {
    const item = space[index];
    if (item === undefined) this.fail(`Expected ${withArticle(what)} index below ${space.length}, found ${index}`);
    return item;
  }

  outer(count: number): Scope {
    let scope: Scope = this;
    for (let i = 0; i < count; i++)
      scope = scope.parent ?? this.fail(`Expected an outer alias of at most ${i} scopes, found ${count}`);
    return scope;
  }

  type(index: number): AnyType {
    return this.at(this.types, index, "type");
  }

  valType(index: number): ValType {
    const type = this.type(index);
    return isValType(type) ? type : this.#wrongType(index, "a value type", type);
  }

  funcType(index: number): FuncType {
    const type = this.type(index);
    return type.kind === "func" ? type : this.#wrongType(index, "a function type", type);
  }

  instanceType(index: number): InstanceShape {
    const type = this.type(index);
    return type.kind === "instance type" ? type : this.#wrongType(index, "an instance type", type);
  }

  componentType(index: number): ComponentShape {
    const type = this.type(index);
    return type.kind === "component type" ? type : this.#wrongType(index, "a component type", type);
  }

  resource(index: number): ResourceType {
    const type = this.type(index);
    return type.kind === "resource" ? type : this.#wrongType(index, "a resource type", type);
  }

  coreType(index: number): CoreTypeItem {
    return this.at(this.coreTypes, index, "core type");
  }

  coreFuncType(index: number): CoreFuncType {
    const item = this.coreType(index);
    if (item.kind === "func") return item.type;
    return this.fail(`Expected a core function type at core type index ${index}, found ${describeCoreType(item)}`);
  }

  coreModuleType(index: number): CoreModuleType {
    const item = this.coreType(index);
    if (item.kind === "core module") return item;
    return this.fail(`Expected a core module type at core type index ${index}, found ${describeCoreType(item)}`);
  }

  /** The item of a component-level sort, or a core module, that an index leads to. */
  entity(sort: Sort, index: number): Entity {
    switch (sort) {
      case "func":
        return { sort, type: this.at(this.funcs, index, sort) };
      case "instance":
        return { sort, type: this.at(this.instances, index, sort) };
      case "component":
        return { sort, type: this.at(this.components, index, sort) };
      case "type":
        return { sort, type: this.type(index) };
      case "core module":
        return { sort, type: this.at(this.coreModules, index, sort) };
      case "value":
        return this.fail("Values (🪙) are not part of WASI 0.2 or 0.3 and are not supported");
      default:
        return this.fail(`Expected a func, instance, component, type or core module, found a ${sort}`);
    }
  }

  /** Appends an item to its index space. */
  add(entity: Entity): void {
    switch (entity.sort) {
      case "func":
        this.funcs.push(entity.type);
        return;
      case "instance":
        this.instances.push(entity.type);
        return;
      case "component":
        this.components.push(entity.type);
        return;
      case "core module":
        this.coreModules.push(entity.type);
        return;
      case "type":
        this.types.push(entity.type);
    }
  }

  #wrongType(index: number, expected: string, found: AnyType): never {
    return this.fail(`Expected ${expected} at type index ${index}, found ${describeKind(found)}`);
  }
}

function describeCoreType(item: CoreTypeItem): string {
  switch (item.kind) {
    case "func":
      return "a core function type";
    case "core module":
      return "a core module type";
    case "other":
      return "another core type";
  }
}
