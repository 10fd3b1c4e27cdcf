/** What stands between the braces of an interface or a world. */

import type { FuncType } from "@weft/core/types";
import type {
  AliasDecl,
  DefinitionDecl,
  Interface,
  MemberDecl,
  ResourceDecl,
  Scope,
  UseDecl,
} from "../document/document.ts";
import { block, joinSections, type Lines } from "../lines.ts";
import { escapeLabel } from "./keywords.ts";
import { membersOf, printFunction, printParams, printStructure, printType, type TypeNames } from "./print-type.ts";

/** The types and functions of an interface. `pkg` is the package it is printed in. */
export function printInterfaceBody(scope: Interface, pkg: string): Lines {
  const functions = scope.functions.map((each) => [
    `${escapeLabel(each.name)}: ${printFunction(each.type, scope.typeNames)};`,
  ]);
  return joinSections([printUses(scope, pkg), ...printTypes(scope), ...functions]);
}

/** One line for each run of uses of the same interface. */
export function printUses(scope: Scope, pkg: string): Lines {
  const runs: { readonly from: Interface; readonly uses: UseDecl[] }[] = [];
  for (const decl of scope.types.filter((each) => each.kind === "use")) {
    const run = runs.at(-1);
    if (run?.from === decl.from) run.uses.push(decl);
    else runs.push({ from: decl.from, uses: [decl] });
  }
  return runs.map(({ from, uses }) => `use ${printPath(from, pkg)}.{${uses.map(printUse).join(", ")}};`);
}

/** The types a scope declares itself, a section each. */
export function printTypes(scope: Scope): Lines[] {
  return scope.types.flatMap((decl) => (decl.kind === "use" ? [] : [printDeclaration(decl, scope.typeNames)]));
}

/** The name of an interface as seen from a package. */
export function printPath({ id, name }: Interface, pkg: string): string {
  if (id === undefined) return escapeLabel(name);
  if (id.pkg === pkg) return escapeLabel(id.iface);
  const [path = "", version] = id.pkg.split("@");
  return `${escapePackage(path)}/${escapeLabel(id.iface)}${version === undefined ? "" : `@${version}`}`;
}

/** `wasi:stream` as `wasi:%stream`. */
export function escapePackage(pkg: string): string {
  return pkg.split(":").map(escapeLabel).join(":");
}

function printUse({ name, local }: UseDecl): string {
  return name === local ? escapeLabel(name) : `${escapeLabel(name)} as ${escapeLabel(local)}`;
}

function printDeclaration(decl: AliasDecl | DefinitionDecl | ResourceDecl, names: TypeNames): Lines {
  switch (decl.kind) {
    case "alias":
      return [`type ${escapeLabel(decl.name)} = ${escapeLabel(decl.of)};`];
    case "resource":
      return printResource(decl, names);
    case "definition":
      return printDefinition(decl, names);
  }
}

function printDefinition({ name, type }: DefinitionDecl, names: TypeNames): Lines {
  switch (type.kind) {
    case "record":
    case "variant":
    case "flags":
    case "enum":
      return block(
        `${type.kind} ${escapeLabel(name)}`,
        membersOf(type, names).map((member) => `${member},`),
      );
    case "own":
      return [`type ${escapeLabel(name)} = own<${printType(type.resource, names)}>;`];
    default:
      return [`type ${escapeLabel(name)} = ${printStructure(type, names)};`];
  }
}

function printResource({ name, members }: ResourceDecl, names: TypeNames): Lines {
  const head = `resource ${escapeLabel(name)}`;
  if (members.length === 0) return [`${head};`];
  return block(
    head,
    members.map((member) => `${printMember(member, name, names)};`),
  );
}

function printMember(member: MemberDecl, resource: string, names: TypeNames): string {
  switch (member.kind) {
    case "constructor":
      return `constructor${printParams(member.type, names)}${constructorResult(member.type, resource, names)}`;
    case "method":
      return `${escapeLabel(member.name)}: ${printFunction(member.type, names, { self: true })}`;
    case "static":
      return `${escapeLabel(member.name)}: static ${printFunction(member.type, names)}`;
  }
}

/** A constructor's result is left out where it is the resource itself. */
function constructorResult({ result }: FuncType, resource: string, names: TypeNames): string {
  if (result === undefined) return "";
  const printed = printType(result, names);
  return printed === escapeLabel(resource) ? "" : ` -> ${printed}`;
}
