/**
 * Types, from definitions with indices to the type model. Source: Explainer.md, "Type Definitions".
 *
 * Value and function types are evaluated where they are defined. Instance and component types are evaluated where they are used,
 * because every import of one gets resource types of its own.
 */
import type { Alias, Declaration, ExternTypeDef, TypeDef, TypeIdx, ValTypeRef } from "../binary/model.ts";
import type {
  ComponentType,
  DefinedType,
  ExternDecl,
  ExternType,
  Field,
  FuncType,
  InstanceType,
  PrimitiveKind,
  PrimitiveType,
  ResourceType,
  ValType,
} from "../types.ts";
import { countOfType } from "./limits.ts";
import { exportNamed, type InstanceItem, type Item, Scope, type TypeClosure, type TypeItem } from "./scope.ts";

/** Makes the resource type an import or export declares as `sub resource`. `path` is where it was found. */
export type FreshResource = (name: string, path: readonly string[]) => ResourceType;

const PRIMITIVES: Readonly<Record<PrimitiveKind, PrimitiveType>> = {
  bool: { kind: "bool" },
  s8: { kind: "s8" },
  u8: { kind: "u8" },
  s16: { kind: "s16" },
  u16: { kind: "u16" },
  s32: { kind: "s32" },
  u32: { kind: "u32" },
  s64: { kind: "s64" },
  u64: { kind: "u64" },
  f32: { kind: "f32" },
  f64: { kind: "f64" },
  char: { kind: "char" },
  string: { kind: "string" },
  "error-context": { kind: "error-context" },
};

export function evaluateTypeDef(scope: Scope, def: TypeDef): TypeItem {
  switch (def.kind) {
    case "primitive":
      return { kind: def.primitive };
    case "func":
      return evaluateFuncType(scope, def);
    case "component":
      return { kind: "component type", def, scope };
    case "instance":
      return { kind: "instance type", def, scope };
    case "resource":
      return scope.fail("Expected a resource type only as a definition of a component, found it inside a type");
    default: {
      const type = evaluateValTypeDef(scope, def);
      scope.keep(scope.limits.type(type));
      return type;
    }
  }
}

type ValTypeDef = Exclude<TypeDef, { kind: "primitive" | "func" | "component" | "instance" | "resource" }>;

function evaluateValTypeDef(scope: Scope, def: ValTypeDef): ValType {
  const ref = (type: ValTypeRef): ValType => evaluateValType(scope, type);
  switch (def.kind) {
    case "record":
      return { kind: "record", fields: def.fields.map(({ label, type }) => ({ name: label, type: ref(type) })) };
    case "variant":
      return {
        kind: "variant",
        cases: def.cases.map(({ label, type }) =>
          type === undefined ? { name: label } : { name: label, type: ref(type) },
        ),
      };
    case "list":
      return { kind: "list", element: ref(def.element), ...(def.length !== undefined && { length: def.length }) };
    case "tuple":
      return { kind: "tuple", types: def.types.map(ref) };
    case "flags":
    case "enum":
      return { kind: def.kind, names: def.labels };
    case "option":
      return { kind: "option", type: ref(def.type) };
    case "result":
      return {
        kind: "result",
        ...(def.ok !== undefined && { ok: ref(def.ok) }),
        ...(def.err !== undefined && { err: ref(def.err) }),
      };
    case "own":
    case "borrow":
      return { kind: def.kind, resource: resourceAt(scope, def.resource) };
    case "stream":
    case "future":
      return { kind: def.kind, ...(def.element !== undefined && { element: ref(def.element) }) };
    case "map":
      return { kind: "map", key: ref(def.key), value: ref(def.value) };
  }
}

export function evaluateValType(scope: Scope, ref: ValTypeRef): ValType {
  if (typeof ref === "string") return PRIMITIVES[ref];
  const type = scope.at(scope.types, ref, "type");
  if (isValType(type)) return type;
  return scope.fail(`Expected a value type at type index ${ref}, found a ${type.kind}`);
}

function isValType(type: TypeItem): type is ValType {
  return (
    type.kind !== "func" && type.kind !== "resource" && type.kind !== "instance type" && type.kind !== "component type"
  );
}

export function resourceAt(scope: Scope, index: TypeIdx): ResourceType {
  const type = scope.at(scope.types, index, "type");
  if (type.kind !== "resource") scope.fail(`Expected a resource type at type index ${index}, found a ${type.kind}`);
  return type;
}

export function funcTypeAt(scope: Scope, index: TypeIdx): FuncType {
  const type = scope.at(scope.types, index, "type");
  if (type.kind !== "func") scope.fail(`Expected a function type at type index ${index}, found a ${type.kind}`);
  return type;
}

function evaluateFuncType(scope: Scope, def: Extract<TypeDef, { kind: "func" }>): FuncType {
  const params: Field[] = def.params.map(({ label, type }) => ({ name: label, type: evaluateValType(scope, type) }));
  const result = def.result === undefined ? undefined : evaluateValType(scope, def.result);
  return { kind: "func", async: def.async, params, ...(result !== undefined && { result }) };
}

/** The type of an import or export, with resource types made by `fresh`. */
export function evaluateExternType(
  scope: Scope,
  def: ExternTypeDef,
  path: readonly string[],
  fresh: FreshResource,
): ExternType {
  switch (def.kind) {
    case "func":
      return funcTypeAt(scope, def.type);
    case "instance":
      return evaluateInstanceType(scope, def.type, path, fresh);
    case "component":
      return evaluateComponentType(scope, def.type, path, fresh);
    case "core module":
      return { kind: "module", imports: [], exports: [] };
    case "type":
      if (def.eq === undefined) return { kind: "type", bound: "sub", type: fresh(path.at(-1) ?? "", path) };
      return { kind: "type", bound: "eq", type: evaluateTypeItem(scope.at(scope.types, def.eq, "type"), path, fresh) };
    case "value":
      return scope.fail("Values as imports and exports (🪙) are not part of WASI 0.2 or 0.3 and are not supported");
  }
}

/** A type of the index space as plain data: instance and component types are evaluated, with resources made by `fresh`. */
export function evaluateTypeItem(type: TypeItem, path: readonly string[], fresh: FreshResource): DefinedType {
  if (type.kind === "instance type")
    return { kind: "instance", exports: evaluateDeclarations(type, path, fresh).exports };
  if (type.kind === "component type") return { kind: "component", ...evaluateDeclarations(type, path, fresh) };
  return type;
}

function evaluateInstanceType(
  scope: Scope,
  index: TypeIdx,
  path: readonly string[],
  fresh: FreshResource,
): InstanceType {
  const type = scope.at(scope.types, index, "type");
  if (type.kind !== "instance type")
    scope.fail(`Expected an instance type at type index ${index}, found a ${type.kind}`);
  return { kind: "instance", exports: evaluateDeclarations(type, path, fresh).exports };
}

function evaluateComponentType(
  scope: Scope,
  index: TypeIdx,
  path: readonly string[],
  fresh: FreshResource,
): ComponentType {
  const type = scope.at(scope.types, index, "type");
  if (type.kind !== "component type")
    scope.fail(`Expected a component type at type index ${index}, found a ${type.kind}`);
  return { kind: "component", ...evaluateDeclarations(type, path, fresh) };
}

function evaluateDeclarations(
  closure: TypeClosure<"instance type"> | TypeClosure<"component type">,
  path: readonly string[],
  fresh: FreshResource,
): { imports: ExternDecl[]; exports: ExternDecl[] } {
  const scope = new Scope(closure.scope, undefined, [...closure.scope.path, closure.kind]);
  scope.offset = closure.scope.offset;
  scope.keep(scope.limits.nest(path.length));
  const imports: ExternDecl[] = [];
  const exports: ExternDecl[] = [];
  const declarations: readonly Declaration[] = "declarations" in closure.def ? closure.def.declarations : [];
  for (const declaration of declarations) {
    scope.offset = declaration.offset;
    scope.keep(scope.limits.define(declaration.kind === "type" ? countOfType(declaration.type) : 1));
    if (declaration.kind === "type") scope.types.push(evaluateTypeDef(scope, declaration.type));
    else if (declaration.kind === "core type") scope.coreTypes.push(declaration.type);
    else if (declaration.kind === "alias") evaluateTypeAlias(scope, declaration.alias);
    else {
      const name = declaration.name.name;
      const type = evaluateExternType(scope, declaration.type, [...path, name], fresh);
      (declaration.kind === "import" ? imports : exports).push({ name, type });
      declareItem(scope, declaration.type, type);
    }
  }
  return { imports, exports };
}

function evaluateTypeAlias(scope: Scope, alias: Alias): void {
  if (alias.kind === "export") {
    scope.add(exportNamed(scope, scope.at(scope.instances, alias.instance, "instance"), alias.name));
  } else if (alias.kind === "outer" && alias.sort === "type") {
    const outer = scope.outer(alias.count);
    scope.types.push(scope.at(outer.types, alias.index, "outer type"));
  } else if (alias.kind === "outer" && alias.sort === "core type") {
    scope.coreTypes.push(scope.at(scope.outer(alias.count).coreTypes, alias.index, "outer core type"));
  } else {
    scope.fail(`Expected an alias of an export, a type or a core type inside a type, found one of a ${alias.sort}`);
  }
}

/** Inside a type nothing exists yet, so only types and instances (for aliases of their types) enter an index space. */
function declareItem(scope: Scope, def: ExternTypeDef, type: ExternType): void {
  if (type.kind === "type") {
    scope.types.push(
      def.kind === "type" && def.eq !== undefined ? scope.at(scope.types, def.eq, "type") : (type.type as TypeItem),
    );
  } else if (type.kind === "instance") {
    scope.instances.push(declaredInstance(type));
  }
}

function declaredInstance(type: InstanceType): InstanceItem {
  const exports = new Map<string, Item>();
  for (const { name, type: each } of type.exports) {
    if (each.kind === "type") exports.set(name, { sort: "type", type: each.type as TypeItem, bound: each.bound });
    else if (each.kind === "instance") exports.set(name, { sort: "instance", instance: declaredInstance(each) });
  }
  return { exports };
}
