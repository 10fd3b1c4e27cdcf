/** The index spaces of a core module, as types that cannot be mistaken for one another. */

export type TypeIdx = number & { readonly _: "type" };
export type FuncIdx = number & { readonly _: "func" };
export type TableIdx = number & { readonly _: "table" };
export type MemoryIdx = number & { readonly _: "memory" };
export type GlobalIdx = number & { readonly _: "global" };
export type TagIdx = number & { readonly _: "tag" };
export type ElemIdx = number & { readonly _: "elem" };
export type DataIdx = number & { readonly _: "data" };

/** What can be imported and exported. */
export type ExternKind = "func" | "table" | "memory" | "global" | "tag";

/** The index of each kind of thing that can be imported and exported. */
export interface ExternIndices {
  readonly func: FuncIdx;
  readonly table: TableIdx;
  readonly memory: MemoryIdx;
  readonly global: GlobalIdx;
  readonly tag: TagIdx;
}
