/**
 * A component's imports and exports as WIT sees them: a world, and the interfaces it names.
 *
 * The type model has types without names, told apart by identity; a document has names and no identities left to follow. Each scope (an
 * interface, or the world) declares types: it defines one, gives one of its own a second name, or uses one of another interface. What a
 * type is called in a scope is in its `typeNames`.
 */

import type { ExternType, FuncType, ResourceType, ValType } from "@weft/core/types";
import type { InterfaceName } from "./interface-name.ts";

export interface Document {
  readonly world: World;
  /** The interfaces with a name of their own, in order of first appearance. */
  readonly interfaces: readonly Interface[];
}

export interface Scope {
  readonly types: readonly TypeDecl[];
  readonly functions: readonly FunctionDecl[];
  /** What value types and resources are called here; a type that has no name here is written out. */
  readonly typeNames: ReadonlyMap<object, string>;
}

export interface Interface extends Scope {
  /** As in the binary: `wasi:io/streams@0.2.0`, or a label if the world declares it in place. */
  readonly name: string;
  /** Undefined if the world declares it in place. */
  readonly id: InterfaceName | undefined;
}

/** The world's own scope has the types and functions it imports beside interfaces. */
export interface World extends Scope {
  readonly imports: readonly Interface[];
  readonly exports: readonly (Interface | FunctionDecl)[];
  /** What the component imports or exports and WIT has no words for. */
  readonly omitted: readonly Omitted[];
}

export interface FunctionDecl {
  readonly name: string;
  readonly type: FuncType;
}

export type TypeDecl = UseDecl | AliasDecl | DefinitionDecl | ResourceDecl;

/** `use from.{name as local}` */
export interface UseDecl {
  readonly kind: "use";
  readonly from: Interface;
  readonly name: string;
  readonly local: string;
}

/** A second name for a type of the same scope. */
export interface AliasDecl {
  readonly kind: "alias";
  readonly name: string;
  readonly of: string;
}

export interface DefinitionDecl {
  readonly kind: "definition";
  readonly name: string;
  readonly type: ValType;
}

export interface ResourceDecl {
  readonly kind: "resource";
  readonly name: string;
  readonly type: ResourceType;
  readonly members: readonly MemberDecl[];
}

export interface MemberDecl {
  readonly kind: "constructor" | "method" | "static";
  /** Empty for a constructor. */
  readonly name: string;
  readonly type: FuncType;
}

export interface Omitted {
  readonly direction: "import" | "export";
  /** The way to it, outermost first. */
  readonly path: readonly string[];
  readonly type: ExternType;
}

/** Whether an export of the world is an interface. */
export function isInterface(item: Interface | FunctionDecl): item is Interface {
  return "types" in item;
}
