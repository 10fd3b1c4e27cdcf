/**
 * Whether a component keeps the rules of the Component Model. The definitions are gone through once, in order, with the index spaces as
 * they fill up; a nested component or type has a scope of its own inside. Nothing is instantiated: an instantiation is checked against the
 * shape of the component, once, however often it will happen.
 *
 * Code of core modules is left to V8, which compiles it; here their imports and exports are typed.
 *
 * Source: Binary.md (the notes of each section), Explainer.md, CanonicalABI.md ("Canonical Definitions").
 */
import type { Canon, ComponentModel, Declaration, Definition, TypeDef } from "../binary/model.ts";
import { countOf } from "../link/limits.ts";
import { alias } from "./alias.ts";
import { builtin } from "./canon-builtin.ts";
import { lift, lower } from "./canon-func.ts";
import { componentShape, instanceShape } from "./component-shape.ts";
import { coreInstance } from "./core-instance.ts";
import { coreTypes } from "./core-module-type.ts";
import { declareExport, declareImport, exportItem } from "./declare-extern.ts";
import { embeddedModule } from "./embedded-module.ts";
import { instance } from "./instance.ts";
import { defineResource } from "./resource-type.ts";
import { Scope, Validation } from "./scope.ts";
import type { AnyType, ComponentShape } from "./shape.ts";
import { defineFuncType, defineValType } from "./value-type.ts";

/**
 * @param bytes what the model was decoded from
 * @throws ValidationError with the definition's offset, the path to it, and the rule it breaks
 */
export function validateComponent(model: ComponentModel, bytes: Uint8Array): void {
  component(new Scope("component", new Validation(bytes), []), model);
}

function component(scope: Scope, { definitions }: ComponentModel): ComponentShape {
  for (const definition of definitions) {
    scope.offset = definition.offset;
    define(scope, definition);
  }
  return componentShape(scope);
}

function define(scope: Scope, definition: Definition): void {
  if (definition.kind !== "type") scope.count(countOf(definition));
  switch (definition.kind) {
    case "core module":
      scope.coreModules.push(embeddedModule(scope, definition.begin, definition.size));
      return;
    case "core instance":
      scope.coreInstances.push(coreInstance(scope, definition.expr));
      return;
    case "core type":
      scope.coreTypes.push(...coreTypes(scope, definition.type, scope.coreTypes));
      return;
    case "component": {
      const inner = new Scope("component", scope, [...scope.path, `component ${scope.components.length}`]);
      scope.components.push(component(inner, definition.component));
      return;
    }
    case "instance":
      scope.instances.push(instance(scope, definition.expr));
      return;
    case "alias":
      alias(scope, definition.alias);
      return;
    case "type":
      scope.types.push(defineType(scope, definition.type));
      return;
    case "canon":
      canon(scope, definition.canon);
      return;
    case "import":
      declareImport(scope, definition.name, definition.type);
      return;
    case "export":
      exportItem(scope, definition.name, definition.item, definition.type);
      return;
    case "start":
    case "value":
      scope.fail("Start functions and values (🪙) are not part of WASI 0.2 or 0.3 and are not supported");
  }
}

function canon(scope: Scope, canon: Canon): void {
  if (canon.kind === "lift") scope.funcs.push(lift(scope, canon));
  else scope.coreFuncs.push(canon.kind === "lower" ? lower(scope, canon) : builtin(scope, canon));
}

function defineType(scope: Scope, type: TypeDef): AnyType {
  switch (type.kind) {
    case "func":
      return defineFuncType(scope, type);
    case "component":
      return componentShape(declarations(scope, "component type", type.declarations));
    case "instance":
      return instanceShape(declarations(scope, "instance type", type.declarations));
    case "resource":
      return defineResource(scope, type);
    default:
      return defineValType(scope, type);
  }
}

function declarations(scope: Scope, kind: "component type" | "instance type", declared: readonly Declaration[]): Scope {
  const inner = new Scope(kind, scope, [...scope.path, `${kind} ${scope.types.length}`]);
  for (const declaration of declared) {
    inner.offset = declaration.offset;
    declare(inner, declaration);
  }
  return inner;
}

function declare(scope: Scope, declaration: Declaration): void {
  if (declaration.kind !== "type") scope.count(1);
  switch (declaration.kind) {
    case "core type":
      scope.coreTypes.push(...coreTypes(scope, declaration.type, scope.coreTypes));
      return;
    case "type":
      scope.types.push(defineType(scope, declaration.type));
      return;
    case "alias":
      alias(scope, declaration.alias);
      return;
    case "import":
      declareImport(scope, declaration.name, declaration.type);
      return;
    case "export":
      declareExport(scope, declaration.name, declaration.type);
  }
}
