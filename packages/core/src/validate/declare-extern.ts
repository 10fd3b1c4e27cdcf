/**
 * Imports and exports: the item gets its name, enters its index space, and its types become visible under it.
 * Source: Binary.md, "Import and Export Definitions"; Explainer.md, same and "Type Definitions".
 */
import type { ExternName, ExternTypeDef, SortIdx } from "../binary/model.ts";
import type { ResourceType } from "../types.ts";
import { declareName } from "./extern-names.ts";
import { makeVisible } from "./external-visibility.ts";
import type { Names, Scope } from "./scope.ts";
import { type AnyType, describeKind, type Entity, type InstanceShape, withArticle } from "./shape.ts";
import { Substitution } from "./substitution.ts";
import { bind, describeMismatch, entityMismatch, noBindings } from "./subtype.ts";

/** An item with, if it is a type, the type that it is another name for. */
interface Declared {
  readonly entity: Entity;
  readonly referenced?: AnyType;
}

export function declareImport(scope: Scope, name: ExternName, def: ExternTypeDef): void {
  const declared = declare(scope, name.name, def);
  const entity = importedInstance(scope, name.name, declared.entity);
  if (entity.sort === "type" && def.kind === "type" && def.eq === undefined) {
    scope.imported.set((entity.type as ResourceType).id, [name.name]);
  }
  enter(scope, "import", name, { ...declared, entity });
}

/** An export declarator of a component or instance type. */
export function declareExport(scope: Scope, name: ExternName, def: ExternTypeDef): void {
  const declared = declare(scope, name.name, def);
  const entity = exportedInstance(scope, declared.entity);
  if (entity.sort === "type" && def.kind === "type" && def.eq === undefined) {
    scope.defined.add((entity.type as ResourceType).id);
  }
  enter(scope, "export", name, { ...declared, entity });
}

/** An export definition: an item, seen as its own type or as the one ascribed to it. */
export function exportItem(scope: Scope, name: ExternName, { sort, index }: SortIdx, ascribed?: ExternTypeDef): void {
  const item = scope.entity(sort, index);
  if (ascribed === undefined) {
    enter(scope, "export", name, renamed(name.name, item));
    return;
  }
  const declared = declare(scope, name.name, ascribed);
  const entity = ascribe(scope, name.name, item, declared.entity, ascribed);
  enter(scope, "export", name, { ...declared, entity });
}

function ascribe(scope: Scope, name: string, item: Entity, ascribed: Entity, def: ExternTypeDef): Entity {
  if (def.kind === "type" && def.eq === undefined) return hide(scope, name, item, ascribed);
  const mismatch = entityMismatch(item, ascribed, noBindings(scope));
  if (mismatch !== undefined) scope.fail(`the type of the export: ${describeMismatch(mismatch)}`, exportStep(name));
  if (item.sort !== "instance" || ascribed.sort !== "instance" || ascribed.type.defined.length === 0) return ascribed;
  const bindings = bind(ascribed.type.defined, item.type.exports, noBindings(scope));
  const known = new Substitution(bindings.expected, new Map(), (parts) => scope.count(parts));
  return { sort: "instance", type: { ...known.type(ascribed.type), defined: [] } };
}

/** `(type (sub resource))` on an export: nobody outside can tell which resource it is. */
function hide(scope: Scope, name: string, item: Entity, ascribed: Entity): Entity {
  if (item.sort !== "type" || item.type.kind !== "resource")
    scope.fail(
      `Expected a resource type, found ${item.sort === "type" ? describeKind(item.type) : withArticle(item.sort)}`,
      exportStep(name),
    );
  scope.defined.add((ascribed.type as ResourceType).id);
  return ascribed;
}

/** The item a type of an import or export stands for. */
function declare(scope: Scope, name: string, def: ExternTypeDef): Declared {
  switch (def.kind) {
    case "func":
      return { entity: { sort: "func", type: scope.funcType(def.type) } };
    case "instance":
      return { entity: { sort: "instance", type: scope.instanceType(def.type) } };
    case "component":
      return { entity: { sort: "component", type: scope.componentType(def.type) } };
    case "core module":
      return { entity: { sort: "core module", type: scope.coreModuleType(def.type) } };
    case "type":
      if (def.eq !== undefined) return renamed(name, { sort: "type", type: scope.type(def.eq) });
      return { entity: { sort: "type", type: { kind: "resource", id: scope.validation.freshId(), name } } };
    case "value":
      return scope.fail("Values (🪙) are not part of WASI 0.2 or 0.3 and are not supported");
  }
}

/** A type that gets a name is a new object of the same type. */
function renamed(name: string, entity: Entity): Declared {
  if (entity.sort !== "type") return { entity };
  const { type } = entity;
  const named = type.kind === "resource" && type.name === "" ? { ...type, name } : { ...type };
  return { entity: { sort: "type", type: named }, referenced: type };
}

function enter(scope: Scope, direction: "import" | "export", name: ExternName, declared: Declared): void {
  const { entity, referenced } = declared;
  const step = `${direction} "${name.name}"`;
  const names: Names = direction === "import" ? scope.imports : scope.exports;
  scope.add(entity);
  if (entity.sort === "type" && entity.type.kind === "resource") names.resources.set(entity.type, name.name);
  scope.keep(declareName(names, name, entity), step);
  scope.keep(makeVisible(scope, direction, entity, referenced), step);
}

function exportStep(name: string): string {
  return `export "${name}"`;
}

/** Each import of an instance type brings resource types of its own. */
function importedInstance(scope: Scope, name: string, entity: Entity): Entity {
  if (entity.sort !== "instance") return entity;
  const { shape, fresh } = withFreshResources(scope, entity.type);
  entity.type.defined.forEach(({ path }, i) => {
    scope.imported.set(fresh[i] ?? -1, [name, ...path]);
  });
  return { sort: "instance", type: shape };
}

function exportedInstance(scope: Scope, entity: Entity): Entity {
  if (entity.sort !== "instance") return entity;
  const { shape, fresh } = withFreshResources(scope, entity.type);
  for (const id of fresh) scope.defined.add(id);
  return { sort: "instance", type: shape };
}

function withFreshResources(scope: Scope, type: InstanceShape): { shape: InstanceShape; fresh: readonly number[] } {
  if (type.defined.length === 0) return { shape: type, fresh: [] };
  const fresh = type.defined.map(() => scope.validation.freshId());
  const ids = new Map(type.defined.map(({ id }, i) => [id, fresh[i] ?? -1]));
  const { exports } = new Substitution(ids, new Map(), (parts) => scope.count(parts)).type(type);
  return { shape: { kind: "instance type", exports, defined: [] }, fresh };
}
