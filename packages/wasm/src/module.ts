/**
 * A core module as it was read: plain data over the module's bytes. What can be long (code, segments, custom sections) is a range of
 * bytes and decoded by whoever wants it. Each index space is one array, imports first, so a position in it is an index.
 */
import type { ExternIndices, ExternKind, FuncIdx, MemoryIdx, TableIdx, TypeIdx } from "./indices.ts";
import type { GlobalType, MemoryType, RefType, SubType, TableType } from "./types.ts";

/** Bytes of the module. `end` is the offset behind the last one. */
export interface ByteRange {
  readonly offset: number;
  readonly end: number;
}

/** A section as found, in the order of the file. `begin` is where its id stands, the range its contents. */
export interface Section extends ByteRange {
  readonly id: number;
  readonly begin: number;
}

/** A custom section; its range is what follows its name. */
export interface CustomSection extends Section {
  readonly name: string;
}

/** The two names of an import. */
export interface ImportName {
  readonly module: string;
  readonly name: string;
}

export interface Import extends ImportName {
  readonly kind: ExternKind;
  /** The import's position in the index space of its kind. */
  readonly index: number;
}

/** What every index space's items have: an import's names, or where the definition is written. */
interface Item {
  readonly import?: ImportName;
  readonly range?: ByteRange;
}

export interface Func extends Item {
  readonly type: TypeIdx;
  /** A body's declarations of locals and code, without its size. */
  readonly range?: ByteRange;
}

export interface Table extends Item {
  readonly type: TableType;
  /** The constant expression that every element begins with. */
  readonly init?: ByteRange;
}

export interface Memory extends Item {
  readonly type: MemoryType;
}

export interface Global extends Item {
  readonly type: GlobalType;
  /** The constant expression of its first value. */
  readonly init?: ByteRange;
}

export interface Tag extends Item {
  readonly type: TypeIdx;
}

/** An export of one kind; its index is one of that kind. */
interface ExportOf<K extends ExternKind> {
  readonly name: string;
  readonly kind: K;
  readonly index: ExternIndices[K];
  readonly range: ByteRange;
}

export type Export = { [K in ExternKind]: ExportOf<K> }[ExternKind];

/** Where an element segment goes when the module is instantiated. */
export type ElemMode =
  | { readonly kind: "active"; readonly table: TableIdx; readonly offset: ByteRange }
  | { readonly kind: "passive" }
  | { readonly kind: "declarative" };

export interface ElemSegment {
  readonly mode: ElemMode;
  readonly type: RefType;
  /** Functions, or constant expressions. */
  readonly items:
    | { readonly kind: "functions"; readonly functions: readonly FuncIdx[] }
    | { readonly kind: "expressions"; readonly expressions: readonly ByteRange[] };
  readonly range: ByteRange;
}

export type DataMode =
  | { readonly kind: "active"; readonly memory: MemoryIdx; readonly offset: ByteRange }
  | { readonly kind: "passive" };

export interface DataSegment {
  readonly mode: DataMode;
  readonly bytes: ByteRange;
  readonly range: ByteRange;
}

export interface RecGroup {
  /** Its first type's index. */
  readonly first: TypeIdx;
  readonly count: number;
}

export interface Module {
  readonly bytes: Uint8Array;
  readonly sections: readonly Section[];
  readonly customs: readonly CustomSection[];
  readonly types: readonly SubType[];
  readonly recGroups: readonly RecGroup[];
  readonly imports: readonly Import[];
  readonly functions: readonly Func[];
  readonly tables: readonly Table[];
  readonly memories: readonly Memory[];
  readonly globals: readonly Global[];
  readonly tags: readonly Tag[];
  readonly exports: readonly Export[];
  readonly start?: FuncIdx;
  readonly elements: readonly ElemSegment[];
  readonly dataCount?: number;
  readonly data: readonly DataSegment[];
}
