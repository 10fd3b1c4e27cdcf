/**
 * Whether something of one type may stand where another is expected. Values, functions and resources have to be of the same type; an
 * instance or a module may export more, a component may in addition import less.
 *
 * Resource types that a shape binds are variables. To compare, those of the expected side are bound to what the actual side has under the
 * same names; `Bindings` holds, for each side, what its variables stand for.
 *
 * Source: Explainer.md, "Type Checking"; Binary.md, "Import and Export Definitions".
 */
import { describeFunc, describeType } from "../abi/describe-type.ts";
import type { Case, Field, FuncType, ResourceType, ValType } from "../types.ts";
import { type CoreExterns, type CoreModuleType, externMismatch } from "./core-type.ts";
import {
  type AnyType,
  type BoundResource,
  type ComponentShape,
  describeKind,
  type Entities,
  type Entity,
  type InstanceShape,
  isValType,
  resourceAtPath,
  withArticle,
} from "./shape.ts";

type Binding = ReadonlyMap<number, number>;

export interface Bindings {
  readonly actual: Binding;
  readonly expected: Binding;
  /** Called for everything that is looked at, so that the work can be bounded. */
  readonly step: () => void;
}

export function noBindings(scope: { step(): void }): Bindings {
  return { actual: new Map(), expected: new Map(), step: () => scope.step() };
}

/** What is wrong, and where: names from the outside in. */
export interface Mismatch {
  readonly path: readonly string[];
  readonly reason: string;
}

export function entityMismatch(actual: Entity, expected: Entity, bindings: Bindings): Mismatch | undefined {
  if (actual.sort === "core module" && expected.sort === "core module")
    return moduleMismatch(actual.type, expected.type);
  if (actual.sort !== expected.sort)
    return here(`expected ${withArticle(expected.sort)}, found ${withArticle(actual.sort)}`);
  return typeMismatch(actual.type as AnyType, expected.type as AnyType, bindings);
}

/**
 * What the expected side's variables stand for, found by their names on the actual side. A variable that has no counterpart stays unbound:
 * the comparison of the entities will say what is missing.
 */
export function bind(bound: readonly BoundResource[], actual: Entities, bindings: Bindings): Bindings {
  if (bound.length === 0) return bindings;
  const expected = new Map(bindings.expected);
  for (const { id, path } of bound) {
    const resource = resourceAtPath(actual, path);
    if (resource !== undefined) expected.set(id, bindings.actual.get(resource.id) ?? resource.id);
  }
  return { ...bindings, expected };
}

/** The first of the expected entities that is missing or of another type. */
export function entitiesMismatch(actual: Entities, expected: Entities, bindings: Bindings): Mismatch | undefined {
  for (const [name, entity] of expected) {
    bindings.step();
    const found = actual.get(name);
    if (found === undefined) return { path: [`"${name}"`], reason: `expected ${withArticle(entity.sort)}, found none` };
    const mismatch = entityMismatch(found, entity, bindings);
    if (mismatch !== undefined) return { ...mismatch, path: [`"${name}"`, ...mismatch.path] };
  }
  return undefined;
}

function typeMismatch(actual: AnyType, expected: AnyType, bindings: Bindings): Mismatch | undefined {
  if (actual.kind === "resource" || expected.kind === "resource") return resourceMismatch(actual, expected, bindings);
  if (actual.kind === "func" && expected.kind === "func") return funcMismatch(actual, expected, bindings);
  if (actual.kind === "instance type" && expected.kind === "instance type")
    return instanceMismatch(actual, expected, bindings);
  if (actual.kind === "component type" && expected.kind === "component type")
    return componentMismatch(actual, expected, bindings);
  if (isValType(actual) && isValType(expected)) {
    if (equalValTypes(actual, expected, bindings)) return undefined;
    return here(`expected ${describeType(expected)}, found ${describeType(actual)}${sameSpelling(actual, expected)}`);
  }
  return here(`expected ${describeKind(expected)}, found ${describeKind(actual)}`);
}

function resourceMismatch(actual: AnyType, expected: AnyType, bindings: Bindings): Mismatch | undefined {
  if (actual.kind !== "resource" || expected.kind !== "resource")
    return here(`expected ${describeKind(expected)}, found ${describeKind(actual)}`);
  if (equalResources(actual, expected, bindings)) return undefined;
  return here(
    `expected the resource "${expected.name}", found another resource${actual.name === "" ? "" : `, "${actual.name}"`}`,
  );
}

function equalResources(actual: ResourceType, expected: ResourceType, bindings: Bindings): boolean {
  const a = bindings.actual.get(actual.id) ?? actual.id;
  return a === (bindings.expected.get(expected.id) ?? expected.id);
}

function funcMismatch(actual: FuncType, expected: FuncType, bindings: Bindings): Mismatch | undefined {
  const equal =
    actual.async === expected.async &&
    equalParts(actual.params, expected.params, bindings) &&
    equalOptional(actual.result, expected.result, bindings);
  if (equal) return undefined;
  const [found, wanted] = [describeFunc(actual), describeFunc(expected)];
  return here(`expected ${wanted}, found ${found}${found === wanted ? DIFFERENT_TYPES : ""}`);
}

const DIFFERENT_TYPES = ", whose types look the same and are not";

function sameSpelling(actual: ValType, expected: ValType): string {
  return describeType(actual) === describeType(expected) ? DIFFERENT_TYPES : "";
}

function instanceMismatch(actual: InstanceShape, expected: InstanceShape, bindings: Bindings): Mismatch | undefined {
  return entitiesMismatch(actual.exports, expected.exports, bind(expected.defined, actual.exports, bindings));
}

/**
 * Whoever expects one component and gets the other gives it the imports of the first and takes from it the exports of the first. So the
 * imports are compared the other way round, and then the exports with the resources those imports brought.
 */
function componentMismatch(actual: ComponentShape, expected: ComponentShape, bindings: Bindings): Mismatch | undefined {
  const given = bind(actual.imported, expected.imports, swap(bindings));
  const imports = entitiesMismatch(expected.imports, actual.imports, given);
  if (imports !== undefined) return { ...imports, path: ["import", ...imports.path] };
  return entitiesMismatch(actual.exports, expected.exports, bind(expected.defined, actual.exports, swap(given)));
}

function swap({ actual, expected, step }: Bindings): Bindings {
  return { actual: expected, expected: actual, step };
}

/** Types of values are compared by structure, names included. */
function equalValTypes(a: ValType, b: ValType, bindings: Bindings): boolean {
  bindings.step();
  switch (a.kind) {
    case "record":
      return b.kind === "record" && equalParts(a.fields, b.fields, bindings);
    case "variant":
      return b.kind === "variant" && equalParts(a.cases, b.cases, bindings);
    case "tuple":
      return b.kind === "tuple" && equalAll(a.types, b.types, bindings);
    case "flags":
    case "enum":
      return b.kind === a.kind && equalNames(a.names, b.names);
    case "list":
      return b.kind === "list" && a.length === b.length && equalValTypes(a.element, b.element, bindings);
    case "option":
      return b.kind === "option" && equalValTypes(a.type, b.type, bindings);
    case "result":
      return b.kind === "result" && equalOptional(a.ok, b.ok, bindings) && equalOptional(a.err, b.err, bindings);
    case "map":
      return b.kind === "map" && equalValTypes(a.key, b.key, bindings) && equalValTypes(a.value, b.value, bindings);
    case "stream":
    case "future":
      return b.kind === a.kind && equalOptional(a.element, b.element, bindings);
    case "own":
    case "borrow":
      return b.kind === a.kind && equalResources(a.resource, b.resource, bindings);
    default:
      return a.kind === b.kind;
  }
}

function equalParts(a: readonly (Field | Case)[], b: readonly (Field | Case)[], bindings: Bindings): boolean {
  return (
    a.length === b.length &&
    a.every(({ name, type }, i) => name === b[i]?.name && equalOptional(type, b[i]?.type, bindings))
  );
}

function equalAll(a: readonly ValType[], b: readonly ValType[], bindings: Bindings): boolean {
  return a.length === b.length && a.every((type, i) => equalOptional(type, b[i], bindings));
}

function equalOptional(a: ValType | undefined, b: ValType | undefined, bindings: Bindings): boolean {
  return a === undefined || b === undefined ? a === b : equalValTypes(a, b, bindings);
}

function equalNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

/** A module may import less and export more than is expected of it. */
function moduleMismatch(actual: CoreModuleType, expected: CoreModuleType): Mismatch | undefined {
  for (const [module, imports] of actual.imports) {
    const given = expected.imports.get(module) ?? new Map();
    const problem = externsMismatch(given, imports, "import");
    if (problem !== undefined) return { ...problem, path: [`import "${module}"`, ...problem.path] };
  }
  return externsMismatch(actual.exports, expected.exports, "export");
}

export function externsMismatch(actual: CoreExterns, expected: CoreExterns, what: string): Mismatch | undefined {
  for (const [name, extern] of expected) {
    const found = actual.get(name);
    const reason =
      found === undefined ? `expected the ${what} of a ${extern.kind}, found none` : externMismatch(found, extern);
    if (reason !== undefined) return { path: [`"${name}"`], reason };
  }
  return undefined;
}

function here(reason: string): Mismatch {
  return { path: [], reason };
}

export function describeMismatch({ path, reason }: Mismatch): string {
  return [...path, reason].join(": ");
}
