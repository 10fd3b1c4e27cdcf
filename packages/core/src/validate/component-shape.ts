/**
 * The shape of a component or of a type once all its definitions are known: which resource types are its own, and that none of them is
 * mentioned where nobody could name it. Source: Explainer.md, "Type Checking".
 */
import type { Scope } from "./scope.ts";
import { type BoundResource, type ComponentShape, explicitResources, type InstanceShape } from "./shape.ts";

export function componentShape(scope: Scope): ComponentShape {
  const { free } = scope.validation;
  const imports = scope.imports.entities;
  const exports = scope.exports.entities;
  const mentioned = free.in(imports);
  for (const id of scope.defined) {
    if (mentioned.has(id))
      scope.fail("Expected imports to use imported resources only, found one that is defined here");
  }
  return scope.bounded({
    kind: "component type",
    imports,
    exports,
    imported: importedResources(scope),
    defined: definedResources(scope),
  });
}

function importedResources(scope: Scope): BoundResource[] {
  return Array.from(scope.imported, ([id, path]) => ({ id, path }));
}

/** Those that the exports mention; each of them has to be exported itself. */
function definedResources(scope: Scope): BoundResource[] {
  const exports = scope.exports.entities;
  const mentioned = scope.validation.free.in(exports);
  const explicit = explicitResources(exports);
  return Array.from(scope.defined)
    .filter((id) => mentioned.has(id))
    .map((id) => {
      const path =
        explicit.get(id) ??
        scope.fail("Expected every resource that exports use to be exported, found one that is not");
      return { id, path };
    });
}

export function instanceShape(scope: Scope): InstanceShape {
  return scope.bounded({ kind: "instance type", exports: scope.exports.entities, defined: definedResources(scope) });
}
