/**
 * The TypeScript declarations a host needs for a component: what it has to give (`Imports`), what it gets (`Exports`), and a namespace of
 * types, functions and classes for each interface.
 *
 * Types are mapped as jco maps them. Beyond it, all is one file without dependencies; a host's own classes fit the declared ones; a
 * caller may leave out options at the end; what is thrown is said; and with `suspend`, functions are typed as they then behave.
 */

import { camelCase, upperCamelCase } from "@weft/core/js-mapping";
import { buildDocument, type WorldType } from "../document/build-document.ts";
import { type Document, type FunctionDecl, type Interface, isInterface, type Scope } from "../document/document.ts";
import { block, joinSections, type Lines } from "../lines.ts";
import { type Globals, globalsBeside } from "./globals.ts";
import { memberName } from "./identifier.ts";
import { NameClaims } from "./name-claims.ts";
import { type Direction, hasFunctions, hasValues, type Namespace, planNamespaces } from "./namespaces.ts";
import { type DeclarationContext, printFunctionDecl, printTypeDecl } from "./print-declarations.ts";
import { printSignature, printThrows } from "./print-function.ts";

export interface TypescriptOptions {
  /** As when the component is linked with `suspend`: exports return promises, and imports may. */
  readonly suspend?: boolean;
}

/** Prints the `.d.ts` of a component (or of anything with imports and exports). */
export function printTypescript(world: WorldType, options: TypescriptOptions = {}): string {
  return new TypescriptPrinter(buildDocument(world), options).print();
}

class TypescriptPrinter {
  readonly #document: Document;
  readonly #suspend: boolean;
  /** Names at the top of the file. */
  readonly #claims: NameClaims;
  readonly #namespaces: readonly Namespace[];
  readonly #globals: Globals;

  constructor(document: Document, { suspend = false }: TypescriptOptions) {
    this.#document = document;
    this.#suspend = suspend;
    this.#claims = new NameClaims(namesOfTypes(document));
    this.#namespaces = planNamespaces(document, this.#claims);
    this.#globals = globalsBeside(this.#claims);
  }

  print(): string {
    const sections = [
      block(`export interface ${this.#claims.claim("Imports")}`, this.#printImports()),
      block(`export interface ${this.#claims.claim("Exports")}`, this.#printExports()),
      ...this.#printTypes(this.#document.world, "import", this.#claims),
      ...this.#namespaces.map((each) => this.#printNamespace(each)),
    ];
    const text = joinSections([...sections, printHelpers(sections.flat(), this.#globals)]);
    return `${text.join("\n")}\n`;
  }

  #printImports(): Lines {
    const { world } = this.#document;
    const cx = this.#context(world, "import", this.#claims);
    return [
      ...world.imports.flatMap((each) => this.#printInterface(each, "import")),
      ...world.types.flatMap((decl) =>
        decl.kind === "resource" ? printClassEntry(decl.name, decl.members.length > 0) : [],
      ),
      ...world.functions.flatMap((each) => printMethod(each, cx)),
    ];
  }

  #printExports(): Lines {
    const { world } = this.#document;
    const cx = this.#context(world, "export", this.#claims);
    return world.exports.flatMap((each) =>
      isInterface(each) ? this.#printInterface(each, "export") : printMethod(each, cx),
    );
  }

  /** An interface as a property. Without functions there is nothing the engine would ask the host for. */
  #printInterface(scope: Interface, direction: Direction): Lines {
    if (!hasValues(scope)) return [];
    const key = scope.id === undefined ? memberName(camelCase(scope.name)) : JSON.stringify(scope.name);
    const optional = direction === "import" && !hasFunctions(scope) ? "?" : "";
    return [`${key}${optional}: typeof ${this.#namespaceOf(scope, direction)};`];
  }

  #printNamespace({ name, direction, scope }: Namespace): Lines {
    const claims = new NameClaims(scope.types.map(typeNameOf));
    const cx = this.#context(scope, direction, claims);
    const functions = scope.functions.flatMap((each) => printFunctionDecl(each, cx));
    const body = joinSections([...this.#printTypes(scope, direction, claims), functions]);
    return [`/** ${direction} ${scope.name} */`, ...block(`export namespace ${name}`, body)];
  }

  #printTypes(scope: Scope, direction: Direction, claims: NameClaims): Lines[] {
    const cx = this.#context(scope, direction, claims);
    const uses = scope.types.filter((decl) => decl.kind === "use").flatMap((decl) => printTypeDecl(decl, cx));
    return [uses, ...scope.types.flatMap((decl) => (decl.kind === "use" ? [] : [printTypeDecl(decl, cx)]))];
  }

  #context(scope: Scope, direction: Direction, claims: NameClaims): DeclarationContext {
    return {
      typeNames: scope.typeNames,
      globals: this.#globals,
      direction,
      suspend: this.#suspend,
      claims,
      namespaceOf: (each) => this.#namespaceOf(each, direction),
    };
  }

  /** The namespace of an interface on the same side, or else on the other. */
  #namespaceOf(scope: Interface, direction: Direction): string {
    const sides = this.#namespaces.filter((each) => each.scope === scope);
    return (sides.find((each) => each.direction === direction) ?? sides[0])?.name ?? "unknown";
  }
}

function namesOfTypes({ world, interfaces }: Document): Set<string> {
  const inPlace = [...world.imports, ...world.exports.filter((item) => isInterface(item))];
  return new Set([world, ...interfaces, ...inPlace].flatMap((scope) => scope.types.map(typeNameOf)));
}

function typeNameOf(decl: Scope["types"][number]): string {
  return upperCamelCase(decl.kind === "use" ? decl.local : decl.name);
}

function printMethod({ name, type }: FunctionDecl, cx: DeclarationContext): Lines {
  return [...printThrows(type, cx), `${memberName(camelCase(name))}${printSignature(type, cx)};`];
}

function printClassEntry(resource: string, required: boolean): Lines {
  const name = upperCamelCase(resource);
  return [`${name}${required ? "" : "?"}: typeof ${name};`];
}

/** Those of the helper types that the text uses. */
function printHelpers(text: Lines, { option, result }: Globals): Lines {
  const uses = (name: string): boolean => text.some((line) => line.includes(`${name}<`));
  return [
    ...(uses(option) ? [`export type ${option}<T> = { tag: "none" } | { tag: "some"; val: T };`] : []),
    ...(uses(result) ? [`export type ${result}<T, E> = { tag: "ok"; val: T } | { tag: "err"; val: E };`] : []),
  ];
}
