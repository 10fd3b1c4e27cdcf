/**
 * Whether an import or export may have its name: the name's grammar, its attributes, that no other is too alike, and what a
 * `[constructor]`, `[method]` or `[static]` says of the function. Source: Binary.md, "Import and Export Definitions".
 */
import { describeType } from "../abi/describe-type.ts";
import type { ExternName } from "../binary/model.ts";
import type { FuncType, ResourceType, ValType } from "../types.ts";
import { canonicalName, type ExternNameForm, parseExternName } from "./extern-name.ts";
import type { Names } from "./scope.ts";
import { type Entity, withArticle } from "./shape.ts";

/** Enters the name, or says what is wrong with it. */
export function declareName(names: Names, { name, ...attributes }: ExternName, entity: Entity): string | undefined {
  const form = parseExternName(name);
  if (typeof form === "string") return form;
  return (
    attributesProblem(name, attributes, form, entity) ??
    annotationProblem(names, form, entity) ??
    enter(names, name, entity)
  );
}

function enter(names: Names, name: string, entity: Entity): string | undefined {
  const canonical = canonicalName(name);
  const before = names.canonical.get(canonical);
  if (before !== undefined) return `the name "${name}" conflicts with "${before}"`;
  names.canonical.set(canonical, name);
  names.entities.set(name, entity);
  return undefined;
}

function attributesProblem(
  name: string,
  { implements: implemented, versionSuffix }: Omit<ExternName, "name">,
  form: ExternNameForm,
  entity: Entity,
): string | undefined {
  if (versionSuffix !== undefined) return `"${name}" has a version suffix (🔗), which is not supported`;
  if (implemented === undefined) return undefined;
  const implementedForm = parseExternName(implemented);
  if (typeof implementedForm === "string") return `implements: ${implementedForm}`;
  if (implementedForm.kind !== "interface")
    return `implements: expected the name of an interface, found "${implemented}"`;
  if (form.kind !== "label") return `expected a plain name for what implements "${implemented}", found "${name}"`;
  if (entity.sort !== "instance")
    return `expected an instance to implement "${implemented}", found ${withArticle(entity.sort)}`;
  return undefined;
}

function annotationProblem(names: Names, form: ExternNameForm, entity: Entity): string | undefined {
  if (form.kind === "label" || form.kind === "interface") return undefined;
  if (entity.sort !== "func") return `expected a [${form.kind}] to be a func, found ${withArticle(entity.sort)}`;
  switch (form.kind) {
    case "constructor":
      return constructorProblem(names, form.resource, entity.type);
    case "method":
      return methodProblem(names, form.resource, entity.type);
    case "static":
      return hasResource(names, form.resource) ? undefined : unknownResource(form.resource);
  }
}

function constructorProblem(names: Names, resource: string, { result, async }: FuncType): string | undefined {
  if (async) return "expected a constructor not to be async, found an async func";
  const made = result?.kind === "result" ? result.ok : result;
  if (made?.kind !== "own")
    return `expected a constructor to return own<${resource}> or result<own<${resource}>>, found ${describe(result)}`;
  return resourceProblem(names, made.resource, resource);
}

function methodProblem(names: Names, resource: string, { params }: FuncType): string | undefined {
  const [self] = params;
  const expected = `expected a method's first parameter to be self: borrow<${resource}>`;
  if (self === undefined) return `${expected}, found no parameters`;
  if (self.name !== "self" || self.type.kind !== "borrow")
    return `${expected}, found ${self.name}: ${describeType(self.type)}`;
  return resourceProblem(names, self.type.resource, resource);
}

function resourceProblem(names: Names, type: ResourceType, expected: string): string | undefined {
  const found = names.resources.get(type);
  if (found === expected) return undefined;
  if (found === undefined) return `expected the resource "${expected}", found one that has no name here`;
  return `expected the resource "${expected}", found "${found}"`;
}

function hasResource(names: Names, resource: string): boolean {
  return Array.from(names.resources.values()).includes(resource);
}

function unknownResource(resource: string): string {
  return `expected a resource "${resource}" before its functions, found none`;
}

function describe(type: ValType | undefined): string {
  return type === undefined ? "nothing" : describeType(type);
}
