/** Aliases, in components and in types. Source: Binary.md, "Alias Definitions" and the notes on `alias` declarators. */
import type { Alias, Sort } from "../binary/model.ts";
import { type CoreExtern, type CoreExterns, describeExtern } from "./core-type.ts";
import type { Scope } from "./scope.ts";
import { withArticle } from "./shape.ts";

export function alias(scope: Scope, alias: Alias): void {
  if (scope.kind !== "component") checkDeclarator(scope, alias);
  switch (alias.kind) {
    case "export":
      exportAlias(scope, alias);
      return;
    case "core export":
      addCore(scope, coreExport(scope, alias));
      return;
    case "outer":
      outerAlias(scope, alias);
  }
}

/** Inside a type nothing exists but types and the instances that carry them. */
function checkDeclarator(scope: Scope, alias: Alias): void {
  if (alias.kind === "core export") scope.fail("Expected no alias of a core export inside a type");
  const allowed: readonly Sort[] = alias.kind === "export" ? ["instance", "type"] : ["core type", "type"];
  if (allowed.includes(alias.sort)) return;
  const expected = allowed.map(withArticle).join(" or ");
  scope.fail(`Expected an alias inside a type to be of ${expected}, found one of ${withArticle(alias.sort)}`);
}

function exportAlias(scope: Scope, { sort, instance, name }: Extract<Alias, { kind: "export" }>): void {
  const { exports } = scope.at(scope.instances, instance, "instance");
  const entity = exports.get(name) ?? scope.fail(noSuchExport(name, exports));
  if (entity.sort !== sort)
    scope.fail(`Expected "${name}" to be ${withArticle(sort)}, found ${withArticle(entity.sort)}`);
  scope.count(1);
  scope.add(entity);
}

function noSuchExport(name: string, exports: ReadonlyMap<string, unknown>): string {
  const found = Array.from(exports.keys(), (each) => `"${each}"`).slice(0, 10);
  return `Expected an instance that exports "${name}", found one that exports ${found.join(", ") || "nothing"}`;
}

function coreExport(scope: Scope, { sort, instance, name }: Extract<Alias, { kind: "core export" }>): CoreExtern {
  const exports: CoreExterns = scope.at(scope.coreInstances, instance, "core instance");
  const extern = exports.get(name) ?? scope.fail(noSuchExport(name, exports));
  if (extern.kind === sort) return extern;
  return scope.fail(`Expected "${name}" to be a core ${sort}, found ${withArticle(describeExtern(extern))}`);
}

function addCore(scope: Scope, extern: CoreExtern): void {
  switch (extern.kind) {
    case "func":
      scope.coreFuncs.push(extern.type);
      return;
    case "table":
      scope.coreTables.push(extern.type);
      return;
    case "memory":
      scope.coreMemories.push(extern.type);
      return;
    case "global":
      scope.coreGlobals.push(extern.type);
      return;
    case "tag":
      scope.coreTags.push(extern.type);
  }
}

function outerAlias(scope: Scope, { sort, count, index }: Extract<Alias, { kind: "outer" }>): void {
  const outer = scope.outer(count);
  switch (sort) {
    case "type": {
      const type = atOuter(scope, outer.types, index, sort);
      if (leavesComponent(scope, count) && scope.validation.free.of(type).size > 0)
        scope.fail("Expected an outer alias into another component to be of a type without resources, found one with");
      scope.types.push(type);
      return;
    }
    case "core type":
      scope.coreTypes.push(atOuter(scope, outer.coreTypes, index, sort));
      return;
    case "core module":
      scope.coreModules.push(atOuter(scope, outer.coreModules, index, sort));
      return;
    case "component":
      scope.components.push(atOuter(scope, outer.components, index, sort));
      return;
    default:
      scope.fail(
        `Expected an outer alias of a type, core type, core module or component, found one of ${withArticle(sort)}`,
      );
  }
}

function atOuter<T>(scope: Scope, space: readonly T[], index: number, sort: string): T {
  return scope.at(space, index, `outer ${sort}`);
}

/** A component is a unit of its own, a type is part of the component it is written in. */
function leavesComponent(scope: Scope, count: number): boolean {
  let inner: Scope | undefined = scope;
  for (let i = 0; i < count; i++, inner = inner?.parent) if (inner?.kind === "component") return true;
  return false;
}
