/** Instances of components, and instances made of items. Source: Explainer.md, "Instance Definitions", "Type Checking". */
import type { InstanceExpr, SortIdx } from "../binary/model.ts";
import { declareName } from "./extern-names.ts";
import { Names, type Scope } from "./scope.ts";
import type { AnyType, ComponentShape, Entities, Entity, InstanceShape } from "./shape.ts";
import { Substitution } from "./substitution.ts";
import { type Bindings, bind, describeMismatch, entitiesMismatch, noBindings } from "./subtype.ts";

export function instance(scope: Scope, expr: InstanceExpr): InstanceShape {
  if (expr.kind === "exports") return instanceOfItems(scope, expr.exports);
  const component = scope.at(scope.components, expr.component, "component");
  return instantiate(scope, component, argumentsOf(scope, expr.args));
}

function argumentsOf(scope: Scope, args: readonly { readonly name: string; readonly item: SortIdx }[]): Entities {
  const entities = new Map<string, Entity>();
  for (const { name, item } of args) {
    if (entities.has(name)) scope.fail(`Expected the instantiation argument "${name}" once, found it twice`);
    entities.set(name, scope.entity(item.sort, item.index));
  }
  return entities;
}

/** What comes out has the arguments' resources in place of those imported, and new ones in place of those the component defines. */
function instantiate(scope: Scope, component: ComponentShape, args: Entities): InstanceShape {
  const bindings = bind(component.imported, args, noBindings(scope));
  const mismatch = entitiesMismatch(args, component.imports, bindings);
  if (mismatch !== undefined) scope.fail(`Cannot instantiate: the argument ${describeMismatch(mismatch)}`);
  const exports = instanceExports(scope, component, args, bindings);
  return scope.bounded({ kind: "instance type", exports, defined: [] });
}

function instanceExports(scope: Scope, component: ComponentShape, args: Entities, bindings: Bindings): Entities {
  const resources = new Map(bindings.expected);
  for (const { id } of component.defined) {
    const fresh = scope.validation.freshId();
    resources.set(id, fresh);
    scope.defined.add(fresh);
  }
  const types = new Map<AnyType, AnyType>();
  pairTypes(scope, component.imports, args, types);
  return new Substitution(resources, types, (parts) => scope.count(parts)).entities(component.exports);
}

/** A type that was given to an import has the name it has outside. */
function pairTypes(scope: Scope, expected: Entities, actual: Entities, types: Map<AnyType, AnyType>): void {
  for (const [name, entity] of expected) {
    scope.step();
    const given = actual.get(name);
    if (entity.sort === "type" && given?.sort === "type") types.set(entity.type, given.type);
    else if (entity.sort === "instance" && given?.sort === "instance")
      pairTypes(scope, entity.type.exports, given.type.exports, types);
  }
}

/** No index space comes with such an instance, so no resource in it has a name for methods to go by. */
function instanceOfItems(scope: Scope, items: Extract<InstanceExpr, { kind: "exports" }>["exports"]): InstanceShape {
  const names = new Names();
  for (const { name, item } of items) {
    scope.keep(declareName(names, name, scope.entity(item.sort, item.index)), `export "${name.name}"`);
  }
  return scope.bounded({ kind: "instance type", exports: names.entities, defined: [] });
}
