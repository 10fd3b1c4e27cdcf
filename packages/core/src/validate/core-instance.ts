/** Instances of core modules, and core instances made of items. Source: Explainer.md, "Instance Definitions". */
import type { CoreInstanceExpr, CoreSortIdx } from "../binary/model.ts";
import type { CoreExtern, CoreExterns } from "./core-type.ts";
import type { Scope } from "./scope.ts";
import { describeMismatch, externsMismatch } from "./subtype.ts";

export function coreInstance(scope: Scope, expr: CoreInstanceExpr): CoreExterns {
  if (expr.kind === "exports") return coreItems(scope, expr.exports);
  const module = scope.at(scope.coreModules, expr.module, "core module");
  const args = new Map<string, CoreExterns>();
  for (const { name, instance } of expr.args) {
    if (args.has(name)) scope.fail(`Expected the instantiation argument "${name}" once, found it twice`);
    args.set(name, scope.at(scope.coreInstances, instance, "core instance"));
  }
  for (const [name, imports] of module.imports) {
    const given =
      args.get(name) ?? scope.fail(`Expected an instantiation argument "${name}", a core instance, found none`);
    const mismatch = externsMismatch(given, imports, "export");
    if (mismatch !== undefined) scope.fail(`Cannot instantiate: the argument "${name}": ${describeMismatch(mismatch)}`);
  }
  return module.exports;
}

function coreItems(scope: Scope, items: readonly { readonly name: string; readonly item: CoreSortIdx }[]): CoreExterns {
  const exports = new Map<string, CoreExtern>();
  for (const { name, item } of items) {
    if (exports.has(name)) scope.fail(`Expected the export "${name}" once, found it twice`);
    exports.set(name, coreItem(scope, item));
  }
  return exports;
}

function coreItem(scope: Scope, { sort, index }: CoreSortIdx): CoreExtern {
  switch (sort) {
    case "func":
      return { kind: sort, type: scope.at(scope.coreFuncs, index, "core func") };
    case "table":
      return { kind: sort, type: scope.at(scope.coreTables, index, "core table") };
    case "memory":
      return { kind: sort, type: scope.at(scope.coreMemories, index, "core memory") };
    case "global":
      return { kind: sort, type: scope.at(scope.coreGlobals, index, "core global") };
    case "tag":
      return { kind: sort, type: scope.at(scope.coreTags, index, "core tag") };
    default:
      return scope.fail(`Expected a core func, table, memory, global or tag, found a core ${sort}`);
  }
}
