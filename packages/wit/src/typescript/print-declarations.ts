/** The types and functions a scope declares, as the members of a namespace. */

import { camelCase, upperCamelCase } from "@weft/core/js-mapping";
import type { ValType } from "@weft/core/types";
import type { FunctionDecl, Interface, TypeDecl } from "../document/document.ts";
import { block, type Lines } from "../lines.ts";
import { isReserved } from "./identifier.ts";
import type { NameClaims } from "./name-claims.ts";
import { type FunctionContext, printSignature, printThrows } from "./print-function.ts";
import { printResource } from "./print-resource.ts";
import { caseOf, fieldsOf, flagsOf, printStructure } from "./print-type.ts";

export interface DeclarationContext extends FunctionContext {
  /** The namespace that an interface is printed as. */
  namespaceOf(scope: Interface): string;
  /** Names in the scope. */
  readonly claims: NameClaims;
}

export function printTypeDecl(decl: TypeDecl, cx: DeclarationContext): Lines {
  switch (decl.kind) {
    case "use":
      return [`export type ${upperCamelCase(decl.local)} = ${cx.namespaceOf(decl.from)}.${upperCamelCase(decl.name)};`];
    case "alias":
      return [`export type ${upperCamelCase(decl.name)} = ${upperCamelCase(decl.of)};`];
    case "resource":
      return printResource(decl, cx);
    case "definition":
      return printDefinition(upperCamelCase(decl.name), decl.type, cx);
  }
}

/** A function of a namespace; one whose name is a reserved word is declared under another and exported under its own. */
export function printFunctionDecl({ name, type }: FunctionDecl, cx: FunctionContext): Lines {
  const exported = camelCase(name);
  const signature = printSignature(type, cx);
  if (!isReserved(exported)) return [...printThrows(type, cx), `export function ${exported}${signature};`];
  return [...printThrows(type, cx), `function ${exported}_${signature};`, `export { ${exported}_ as ${exported} };`];
}

function printDefinition(name: string, type: ValType, cx: DeclarationContext): Lines {
  switch (type.kind) {
    case "record":
      return block(`export interface ${name}`, fieldsOf(type, cx));
    case "flags":
      return block(`export interface ${name}`, flagsOf(type.names));
    case "variant":
      return printVariant(name, type, cx);
    default:
      return [`export type ${name} = ${printStructure(type, cx)};`];
  }
}

/** A union, and an interface for each case: `Shape` is `ShapePoint | ShapeCircle`. */
function printVariant(name: string, type: Extract<ValType, { kind: "variant" }>, cx: DeclarationContext): Lines {
  const cases = type.cases.map((each) => ({ ...each, typeName: cx.claims.claim(name + upperCamelCase(each.name)) }));
  const union = cases.map((each) => each.typeName).join(" | ");
  const interfaces = cases.flatMap((each) =>
    block(`export interface ${each.typeName}`, caseOf(each.name, each.type, cx)),
  );
  return [`export type ${name} = ${union};`, ...interfaces];
}
