/**
 * From the type model to a document: gives names to types, and each name a place.
 *
 * Imports and exports are walked in order. The first named interface that exports a type defines it; the same object met again under
 * another name of that interface is an alias, and in another scope a `use`. An interface that is both imported and exported is one
 * interface: its types and functions are put together by name, so two resources that the import and the export keep apart get one name.
 *
 * Some components that no WIT world describes can be described nearly: a type that a signature uses without naming it gets a `use`, and
 * a value type that an interface declared in place shares with another scope is defined in both, because value types are equal by
 * structure; a value type that the world exports is declared in it. The rest is listed as omitted.
 */

import { parseFuncName } from "@weft/core/js-mapping";
import type { ExternDecl, ExternType, FuncType, InstanceType, TypeExtern } from "@weft/core/types";
import {
  type Document,
  type FunctionDecl,
  type Interface,
  isInterface,
  type MemberDecl,
  type Omitted,
  type TypeDecl,
} from "./document.ts";
import { Draft, type NameableType } from "./draft.ts";
import { isPlainName, parseInterfaceName } from "./interface-name.ts";
import { partsOf } from "./parts-of.ts";

/** What a component needs and offers; a `Component` is one. */
export interface WorldType {
  readonly imports: readonly ExternDecl[];
  readonly exports: readonly ExternDecl[];
}

export function buildDocument(world: WorldType): Document {
  return new DocumentBuilder().build(world);
}

/** A scope, and the way through the component to what is being added to it. */
interface Place {
  readonly scope: Draft;
  readonly direction: Omitted["direction"];
  readonly path: readonly string[];
}

class DocumentBuilder {
  readonly #root = new Draft("root");
  readonly #interfaces = new Map<string, Draft>();
  readonly #inPlace: Draft[] = [];
  /** The named interface that first exported a type, and under what name. */
  readonly #owners = new Map<NameableType, { readonly scope: Draft; readonly name: string }>();
  /** What the world, or an interface declared in place, has declared: other scopes have no way to use it. */
  readonly #unreachable = new Set<NameableType>();
  readonly #omitted: Omitted[] = [];

  build(type: WorldType): Document {
    const imports = type.imports.flatMap((decl) => this.#import(decl));
    const exports = type.exports.flatMap((decl) => this.#export(decl));
    for (const scope of [...this.#interfaces.values(), ...this.#inPlace]) this.#completeUses(scope, scope.functions);
    this.#completeUses(this.#root, [
      ...this.#root.functions,
      ...exports.flatMap((item) => (isInterface(item) ? [] : [item])),
    ]);
    const { types, functions, typeNames } = this.#root;
    const world = { types, functions, typeNames, imports, exports, omitted: this.#omitted };
    return { world, interfaces: [...this.#interfaces.values()] };
  }

  #import({ name, type }: ExternDecl): Interface[] {
    const place: Place = { scope: this.#root, direction: "import", path: [name] };
    if (type.kind === "instance") return this.#addInterface(place, name, type);
    this.#add(place, name, type);
    return [];
  }

  #export({ name, type }: ExternDecl): (Interface | FunctionDecl)[] {
    const place: Place = { scope: this.#root, direction: "export", path: [name] };
    if (type.kind === "instance") return this.#addInterface(place, name, type);
    if (type.kind === "func" && isPlainName(name)) return [{ name, type }];
    if (type.kind === "type" && type.type.kind !== "resource") this.#add(place, name, type);
    else this.#omit(place, type);
    return [];
  }

  #addInterface(place: Place, name: string, type: InstanceType): Interface[] {
    const scope = this.#interfaceNamed(name);
    if (scope === undefined) {
      this.#omit(place, type);
      return [];
    }
    for (const decl of type.exports)
      this.#add({ ...place, scope, path: [...place.path, decl.name] }, decl.name, decl.type);
    return [scope];
  }

  #interfaceNamed(name: string): Draft | undefined {
    const known = this.#interfaces.get(name);
    if (known !== undefined) return known;
    const id = parseInterfaceName(name);
    if (id === undefined && !isPlainName(name)) return undefined;
    const scope = new Draft(name, id);
    if (id === undefined) this.#inPlace.push(scope);
    else this.#interfaces.set(name, scope);
    return scope;
  }

  #add(place: Place, name: string, type: ExternType): void {
    if (type.kind === "func") this.#addFunction(place, name, type);
    else if (type.kind === "type") this.#addType(place, name, type);
    else this.#omit(place, type);
  }

  #addFunction(place: Place, name: string, type: FuncType): void {
    const parsed = parseFuncName(name);
    if (parsed.kind !== "plain") {
      const members = place.scope.members.get(parsed.resource);
      if (members === undefined) this.#omit(place, type);
      else addMember(members, { kind: parsed.kind, name: parsed.kind === "constructor" ? "" : parsed.name, type });
    } else if (!isPlainName(name)) {
      this.#omit(place, type);
    } else if (!place.scope.has(name)) {
      place.scope.declareFunction({ name, type });
    }
  }

  #addType(place: Place, name: string, extern: TypeExtern): void {
    const { type } = extern;
    if (type.kind === "func" || type.kind === "instance" || type.kind === "component") {
      this.#omit(place, extern);
      return;
    }
    const { scope } = place;
    if (!scope.has(name)) scope.declareType(name, this.#declaration(place, name, type));
    scope.nameType(type, name);
    if (scope.id === undefined) this.#unreachable.add(type);
    else if (!this.#owners.has(type)) this.#owners.set(type, { scope, name });
  }

  #declaration(place: Place, name: string, type: NameableType): TypeDecl {
    const first = place.scope.typeNames.get(type);
    if (first !== undefined) return { kind: "alias", name, of: first };
    const owner = this.#owners.get(type);
    if (owner !== undefined) return { kind: "use", from: owner.scope, name: owner.name, local: name };
    if (type.kind !== "resource") return { kind: "definition", name, type };
    if (this.#unreachable.has(type)) this.#omit(place, { kind: "type", bound: "eq", type });
    return { kind: "resource", name, type, members: [] };
  }

  /** Adds a `use` for each type that is named in another scope only. */
  #completeUses(scope: Draft, functions: readonly FunctionDecl[]): void {
    const seen = new Set<object>();
    const visit = (type: NameableType | FuncType): void => {
      if (seen.has(type)) return;
      seen.add(type);
      if (type.kind === "func" || !this.#useOf(scope, type)) partsOf(type).forEach(visit);
    };
    for (const decl of [...scope.types]) {
      if (decl.kind === "definition") partsOf(decl.type).forEach(visit);
      else if (decl.kind === "resource") decl.members.forEach((member) => visit(member.type));
    }
    functions.forEach((decl) => visit(decl.type));
  }

  /** Whether the type has a name in the scope, if need be after adding a `use`. */
  #useOf(scope: Draft, type: NameableType): boolean {
    if (scope.typeNames.has(type)) return true;
    const owner = this.#owners.get(type);
    if (owner === undefined) return false;
    const local = scope.freeName(owner.name);
    scope.declareType(local, { kind: "use", from: owner.scope, name: owner.name, local });
    scope.nameType(type, local);
    return true;
  }

  #omit({ direction, path }: Place, type: ExternType): void {
    this.#omitted.push({ direction, path, type });
  }
}

/** A resource that is both imported and exported has its functions twice. */
function addMember(members: MemberDecl[], member: MemberDecl): void {
  const known = members.some((each) => each.kind === member.kind && each.name === member.name);
  if (!known) members.push(member);
}
