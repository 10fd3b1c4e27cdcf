/** Types of core modules: as a component declares them, and as a module in a component has them. Source: Binary.md, `core:moduletype`. */
import type { CoreExternType, CoreLimits, CoreTypeDef, CoreTypeIdx, ModuleDeclaration } from "../binary/model.ts";
import type { CoreExtern, CoreFuncType, CoreModuleType } from "./core-type.ts";
import { valText } from "./core-type-names.ts";
import type { CoreTypeItem, Scope } from "./scope.ts";

/** The types that a definition of core types adds to the index space. */
export function coreTypes(scope: Scope, def: CoreTypeDef, space: readonly CoreTypeItem[]): CoreTypeItem[] {
  switch (def.kind) {
    case "func":
      return [funcItem(scope, def, space)];
    case "module":
      return [moduleType(scope, def.declarations)];
    case "other":
      return Array.from({ length: def.count }, () => ({ kind: "other", number: scope.validation.coreNames.opaque() }));
  }
}

function funcItem(
  scope: Scope,
  { params, results }: Extract<CoreTypeDef, { kind: "func" }>,
  space: readonly CoreTypeItem[],
): CoreTypeItem {
  const numberAt = (index: number): number => {
    const item = scope.at(space, index, "core type");
    return item.kind === "core module"
      ? scope.fail("Expected a core type to refer to, found a module type")
      : item.number;
  };
  const text = (type: Parameters<typeof valText>[0]): string => valText(type, numberAt);
  const type: CoreFuncType = { params: params.map(text), results: results.map(text) };
  const { coreNames } = scope.validation;
  return { kind: "func", type, number: coreNames.number(`func ${type.params.join()} > ${type.results.join()}`) };
}

/** A module type has an index space of its own, of core types that are not module types. */
function moduleType(scope: Scope, declarations: readonly ModuleDeclaration[]): CoreModuleType {
  const space: CoreTypeItem[] = [];
  const imports = new Map<string, Map<string, CoreExtern>>();
  const exports = new Map<string, CoreExtern>();
  for (const declaration of declarations) {
    scope.count(1);
    switch (declaration.kind) {
      case "type":
        space.push(...coreTypes(scope, declaration.type, space));
        break;
      case "outer alias":
        space.push(outerType(scope, space, declaration));
        break;
      case "import":
        addImport(scope, imports, declaration.module, declaration.name, externOf(scope, space, declaration.type));
        break;
      case "export":
        if (exports.has(declaration.name)) scope.fail(`Expected the export "${declaration.name}" once, found it twice`);
        exports.set(declaration.name, externOf(scope, space, declaration.type));
    }
  }
  return { kind: "core module", imports, exports };
}

/** Two names of one import become one name of a component's, so both together have to differ. */
export function addImport(
  scope: Scope,
  imports: Map<string, Map<string, CoreExtern>>,
  module: string,
  name: string,
  extern: CoreExtern,
): void {
  const names = imports.get(module) ?? new Map<string, CoreExtern>();
  if (names.has(name)) scope.fail(`Expected a core module to import "${module}" "${name}" once, found it twice`);
  imports.set(module, names.set(name, extern));
}

/** Scopes are counted outwards, and the module type is the first of them. */
function outerType(
  scope: Scope,
  space: readonly CoreTypeItem[],
  { count, index }: { readonly count: number; readonly index: CoreTypeIdx },
): CoreTypeItem {
  const from = count === 0 ? space : scope.outer(count - 1).coreTypes;
  const item = scope.at(from, index, "outer core type");
  if (item.kind === "core module")
    scope.fail("Expected an alias in a module type to be of another core type, found a module type");
  return item;
}

function externOf(scope: Scope, space: readonly CoreTypeItem[], extern: CoreExternType): CoreExtern {
  const numberAt = (index: number): number => {
    const item = scope.at(space, index, "core type");
    return item.kind === "core module" ? -1 : item.number;
  };
  switch (extern.kind) {
    case "func":
    case "tag":
      return { kind: extern.kind, type: funcAt(scope, space, extern.type) };
    case "table": {
      const { element, limits, shared } = extern.type;
      checkLimits(scope, "table", limits, MAX_TABLE);
      return { kind: "table", type: { element: valText(element, numberAt), limits, shared } };
    }
    case "memory":
      checkLimits(scope, "memory", extern.type, maxPages(extern.type));
      if (extern.type.shared && extern.type.max === undefined)
        scope.fail("Expected a shared memory to have a maximum size, found none");
      return extern;
    case "global":
      return { kind: "global", type: { type: valText(extern.type.type, numberAt), mutable: extern.type.mutable } };
  }
}

function funcAt(scope: Scope, space: readonly CoreTypeItem[], index: number): CoreFuncType {
  const item = scope.at(space, index, "core type");
  return item.kind === "func" ? item.type : scope.fail(`Expected a core function type at core type index ${index}`);
}

const MAX_TABLE = 2n ** 32n - 1n;

/** A memory has at most as many bytes as its addresses tell apart. */
function maxPages({ address, pageSizeLog2 = 16 }: CoreLimits & { readonly pageSizeLog2?: number }): bigint {
  const most = 2n ** ((address === "i64" ? 64n : 32n) - BigInt(pageSizeLog2));
  return address === "i64" && pageSizeLog2 === 0 ? most - 1n : most;
}

function checkLimits(scope: Scope, what: string, { min, max }: CoreLimits, most: bigint): void {
  if (min > most || (max !== undefined && max > most))
    scope.fail(`Expected the size of a ${what} to be at most ${most}`);
  if (max !== undefined && min > max)
    scope.fail(`Expected the minimum of a ${what} to be at most its maximum ${max}, found ${min}`);
}
