/** Types of core modules. Source: Core specification 3.0, "Types". */
import type { TypeIdx } from "./indices.ts";

export type NumType = "i32" | "i64" | "f32" | "f64";

export type AbsHeapType =
  | "any"
  | "eq"
  | "i31"
  | "struct"
  | "array"
  | "none"
  | "func"
  | "nofunc"
  | "extern"
  | "noextern"
  | "exn"
  | "noexn";

export type HeapType = AbsHeapType | TypeIdx;

export interface RefType {
  readonly nullable: boolean;
  readonly heap: HeapType;
}

export type ValType = NumType | "v128" | RefType;

/** What a field of a struct or an array holds. */
export type StorageType = ValType | "i8" | "i16";

export interface FieldType {
  readonly type: StorageType;
  readonly mutable: boolean;
}

export interface FuncType {
  readonly kind: "func";
  readonly params: readonly ValType[];
  readonly results: readonly ValType[];
}

export interface StructType {
  readonly kind: "struct";
  readonly fields: readonly FieldType[];
}

export interface ArrayType {
  readonly kind: "array";
  readonly field: FieldType;
}

export type CompType = FuncType | StructType | ArrayType;

export interface SubType {
  readonly final: boolean;
  readonly supertypes: readonly TypeIdx[];
  readonly type: CompType;
}

/** `empty`, one result, or a function type's index. */
export type BlockType = "empty" | ValType | TypeIdx;

/** In pages of 64 KiB for a memory, in elements for a table. */
export interface Limits {
  readonly min: bigint;
  readonly max?: bigint;
  /** What addresses it: `i32`, or `i64` for memory64 and table64. */
  readonly address: "i32" | "i64";
}

export interface MemoryType extends Limits {
  readonly shared: boolean;
}

export interface TableType {
  readonly element: RefType;
  readonly limits: Limits;
}

export interface GlobalType {
  readonly type: ValType;
  readonly mutable: boolean;
}

/** What can be imported and exported, with its type; that of functions and tags is the index of a function type. */
export type ExternType =
  | { readonly kind: "func"; readonly type: TypeIdx }
  | { readonly kind: "table"; readonly type: TableType }
  | { readonly kind: "memory"; readonly type: MemoryType }
  | { readonly kind: "global"; readonly type: GlobalType }
  | { readonly kind: "tag"; readonly type: TypeIdx };
