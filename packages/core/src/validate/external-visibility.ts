/**
 * Types that others can name. A function that is imported or exported may only use records, variants, enums, flags and resources that were
 * imported or exported before, so that whoever is on the other side can write its type down. An import or export makes a new object for
 * the type it names; `visible` holds those objects.
 *
 * Instance types are judged when something of that type is imported or exported, component types where they are defined.
 *
 * Source: Explainer.md, "External Visibility of Types".
 */
import { describeType } from "../abi/describe-type.ts";
import { children } from "../abi/type-table.ts";
import type { FuncType, ResourceType, ValType } from "../types.ts";
import type { Scope } from "./scope.ts";
import { type AnyType, type Entities, type Entity, isValType } from "./shape.ts";

type Nameable = ValType | ResourceType;

/**
 * Makes what is imported or exported visible.
 * @param referenced for a type, the one that gets the name
 * @returns what is wrong, if something is
 */
export function makeVisible(
  scope: Scope,
  direction: "import" | "export",
  entity: Entity,
  referenced?: AnyType,
): string | undefined {
  if (scope.kind === "instance type") return undefined;
  const unnamed = firstUnnamed(scope, direction, entity, referenced);
  return unnamed === undefined ? undefined : complaint(direction, entity.sort, unnamed);
}

function complaint(direction: string, sort: string, unnamed: Nameable): string {
  const type = unnamed.kind === "resource" ? describeResource(unnamed) : describeType(unnamed);
  return `expected the ${sort} to use only types that were ${direction}ed by name before, found ${type}`;
}

function describeResource({ name }: ResourceType): string {
  return name === "" ? "a resource that has no name" : `the resource "${name}"`;
}

function firstUnnamed(
  scope: Scope,
  direction: "import" | "export",
  entity: Entity,
  referenced?: AnyType,
): Nameable | undefined {
  scope.step();
  switch (entity.sort) {
    case "func":
      return walkOf(scope, direction).func(entity.type);
    case "instance":
      return firstOf(entity.type.exports.values(), (each) => firstUnnamed(scope, direction, each));
    case "type":
      return nameType(scope, direction, entity.type, referenced ?? entity.type);
    case "component":
    case "core module":
      return undefined;
  }
}

function nameType(
  scope: Scope,
  direction: "import" | "export",
  created: AnyType,
  referenced: AnyType,
): Nameable | undefined {
  const { imports, exports } = scope;
  const isExportedOnly = exports.visible.has(referenced) && !imports.visible.has(referenced);
  if (direction === "import" && isExportedOnly && isNameable(referenced)) return referenced;
  const unnamed = walkOf(scope, direction).named(referenced);
  if (unnamed !== undefined) return unnamed;
  exports.visible.add(created);
  if (direction === "import") imports.visible.add(created);
  return undefined;
}

function walkOf(scope: Scope, direction: "import" | "export"): Walk {
  const { visible } = direction === "import" ? scope.imports : scope.exports;
  return new Walk(visible, () => scope.step());
}

function isNameable(type: AnyType): type is Nameable {
  return type.kind === "resource" || isValType(type);
}

/** Looks for the first type inside another that has no name. */
class Walk {
  readonly #visible: ReadonlySet<AnyType>;
  readonly #step: () => void;

  constructor(visible: ReadonlySet<AnyType>, step: () => void) {
    this.#visible = visible;
    this.#step = step;
  }

  /** The type itself is just getting a name. */
  named(type: AnyType): Nameable | undefined {
    this.#step();
    switch (type.kind) {
      case "resource":
      case "component type":
        return undefined;
      case "func":
        return this.func(type);
      case "instance type":
        return this.#instance(type.exports);
      default:
        return this.#parts(type);
    }
  }

  func({ params, result }: FuncType): Nameable | undefined {
    const types = params.map(({ type }) => type);
    return firstOf(result === undefined ? types : [...types, result], (type) => this.#use(type));
  }

  /** What an instance type exports is named inside of it. */
  #instance(exports: Entities): Nameable | undefined {
    const visible = new Set(this.#visible);
    const inside = new Walk(visible, this.#step);
    return firstOf(exports.values(), (entity) => {
      if (entity.sort === "core module" || entity.sort === "component") return undefined;
      const found = inside.named(entity.type);
      if (entity.sort === "type") visible.add(entity.type);
      return found;
    });
  }

  #use(type: Nameable): Nameable | undefined {
    this.#step();
    switch (type.kind) {
      case "resource":
      case "record":
      case "variant":
      case "enum":
      case "flags":
        return this.#visible.has(type) ? undefined : type;
      default:
        return this.#parts(type);
    }
  }

  #parts(type: ValType): Nameable | undefined {
    return firstOf(partsOf(type), (part) => this.#use(part));
  }
}

function partsOf(type: ValType): readonly Nameable[] {
  return type.kind === "own" || type.kind === "borrow" ? [type.resource] : children(type);
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => Nameable | undefined): Nameable | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
