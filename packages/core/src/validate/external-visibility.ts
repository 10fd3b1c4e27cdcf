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
import type { Names, Scope } from "./scope.ts";
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
  const { visible } = namesOf(scope, direction);
  switch (entity.sort) {
    case "func":
      return unnamedInFunc(entity.type, visible);
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
  const unnamed = unnamedIn(referenced, namesOf(scope, direction).visible);
  if (unnamed !== undefined) return unnamed;
  exports.visible.add(created);
  if (direction === "import") imports.visible.add(created);
  return undefined;
}

function namesOf(scope: Scope, direction: "import" | "export"): Names {
  return direction === "import" ? scope.imports : scope.exports;
}

function isNameable(type: AnyType): type is Nameable {
  return type.kind === "resource" || isValType(type);
}

/** The first type inside that has no name. The type itself is just getting one. */
function unnamedIn(type: AnyType, visible: ReadonlySet<AnyType>): Nameable | undefined {
  switch (type.kind) {
    case "resource":
    case "component type":
      return undefined;
    case "func":
      return unnamedInFunc(type, visible);
    case "instance type":
      return unnamedInInstance(type.exports, new Set(visible));
    default:
      return firstOf(partsOf(type), (part) => unnamed(part, visible));
  }
}

/** What an instance type exports is named inside of it. */
function unnamedInInstance(exports: Entities, visible: Set<AnyType>): Nameable | undefined {
  return firstOf(exports.values(), (entity) => {
    if (entity.sort === "core module" || entity.sort === "component") return undefined;
    const found = unnamedIn(entity.type, visible);
    if (entity.sort === "type") visible.add(entity.type);
    return found;
  });
}

function unnamedInFunc({ params, result }: FuncType, visible: ReadonlySet<AnyType>): Nameable | undefined {
  const types = params.map(({ type }) => type);
  return firstOf(result === undefined ? types : [...types, result], (type) => unnamed(type, visible));
}

function unnamed(type: Nameable, visible: ReadonlySet<AnyType>): Nameable | undefined {
  switch (type.kind) {
    case "resource":
    case "record":
    case "variant":
    case "enum":
    case "flags":
      return visible.has(type) ? undefined : type;
    default:
      return firstOf(partsOf(type), (part) => unnamed(part, visible));
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
