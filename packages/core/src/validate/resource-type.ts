/** Definitions of resource types. Source: Binary.md, "Type Definitions". */
import type { TypeDef } from "../binary/model.ts";
import type { ResourceType } from "../types.ts";
import { type CoreFuncType, describeCoreFunc, equalFuncs } from "./core-type.ts";
import { valText } from "./core-type-names.ts";
import type { Scope } from "./scope.ts";
import { withArticle } from "./shape.ts";

const DESTRUCTOR: CoreFuncType = { params: ["i32"], results: [] };

export function defineResource(scope: Scope, { rep, dtor }: Extract<TypeDef, { kind: "resource" }>): ResourceType {
  if (scope.kind !== "component")
    scope.fail(`Expected resource types to be defined in a component, found one in ${withArticle(scope.kind)}`);
  scope.count(1);
  if (rep !== "i32") scope.fail(`Expected the representation of a resource to be i32, found ${valText(rep, String)}`);
  if (dtor !== undefined) checkDestructor(scope, scope.at(scope.coreFuncs, dtor, "core func"));
  const id = scope.validation.freshId();
  scope.defined.add(id);
  scope.local.add(id);
  return { kind: "resource", id, name: "" };
}

function checkDestructor(scope: Scope, found: CoreFuncType): void {
  if (!equalFuncs(found, DESTRUCTOR))
    scope.fail(
      `Expected a destructor to be a core func ${describeCoreFunc(DESTRUCTOR)}, found ${describeCoreFunc(found)}`,
    );
}
