/** A scope while it is being filled: an interface, or the world's own types and functions. */

import type { ResourceType, ValType } from "@weft/core/types";
import type { FunctionDecl, Interface, MemberDecl, TypeDecl } from "./document.ts";
import type { InterfaceName } from "./interface-name.ts";

/** What can have a name in a scope. */
export type NameableType = ValType | ResourceType;

export class Draft implements Interface {
  readonly name: string;
  readonly id: InterfaceName | undefined;
  readonly types: TypeDecl[] = [];
  readonly functions: FunctionDecl[] = [];
  readonly typeNames = new Map<NameableType, string>();
  /** The functions of each resource declared here, by the resource's name. */
  readonly members = new Map<string, MemberDecl[]>();
  readonly #names = new Set<string>();

  constructor(name: string, id?: InterfaceName) {
    this.name = name;
    this.id = id;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  declareType(name: string, decl: TypeDecl): void {
    this.#names.add(name);
    this.types.push(decl);
    if (decl.kind === "resource") this.members.set(name, decl.members as MemberDecl[]);
  }

  declareFunction(decl: FunctionDecl): void {
    this.#names.add(decl.name);
    this.functions.push(decl);
  }

  /** A type keeps the first name it gets. */
  nameType(type: NameableType, name: string): void {
    if (!this.typeNames.has(type)) this.typeNames.set(type, name);
  }

  /** The name, or the name with a number, if it is taken. */
  freeName(name: string): string {
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? name : `${name}-${number}`;
      if (!this.#names.has(candidate)) return candidate;
    }
  }
}
