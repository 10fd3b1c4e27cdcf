/**
 * Which namespaces a component's interfaces become, and what they are called.
 *
 * `wasi:io/streams@0.2.0` is `WasiIoStreams`; where two versions meet, both have theirs in the name. An interface with functions that is both
 * imported and exported is two namespaces, because the host's side of an import is not the host's side of an export.
 */

import { upperCamelCase } from "@weft/core/js-mapping";
import { type Document, type Interface, isInterface, type Scope } from "../document/document.ts";
import type { NameClaims } from "./name-claims.ts";

export type Direction = "import" | "export";

export interface Namespace {
  readonly name: string;
  readonly direction: Direction;
  readonly scope: Interface;
}

export function planNamespaces(document: Document, claims: NameClaims): Namespace[] {
  return sidesOf(document).map(({ scope, direction, both }) => {
    const name = claims.claim((both ? "Exported" : "") + baseName(document, scope));
    return { name, direction, scope };
  });
}

/** Whether anything of the interface exists at run time: functions, or classes of resources. */
export function hasValues(scope: Scope): boolean {
  return hasFunctions(scope) || scope.types.some((decl) => decl.kind === "resource");
}

export function hasFunctions(scope: Scope): boolean {
  return scope.functions.length > 0 || scope.types.some((decl) => decl.kind === "resource" && decl.members.length > 0);
}

interface Side {
  readonly scope: Interface;
  readonly direction: Direction;
  /** Whether this is the exported side of an interface that is imported too. */
  readonly both: boolean;
}

function sidesOf({ world }: Document): Side[] {
  const exported = world.exports.filter((item) => isInterface(item));
  const imports = world.imports.map((scope): Side => ({ scope, direction: "import", both: false }));
  const exports = exported.map((scope): Side => ({ scope, direction: "export", both: world.imports.includes(scope) }));
  return [...imports, ...exports.filter((side) => !side.both || hasValues(side.scope))];
}

function baseName({ interfaces }: Document, scope: Interface): string {
  const unversioned = withoutVersion(scope.name);
  const alone = interfaces.every((each) => each === scope || withoutVersion(each.name) !== unversioned);
  return upperCamelCase(alone ? unversioned : scope.name);
}

function withoutVersion(name: string): string {
  return name.split("@", 1).join();
}
