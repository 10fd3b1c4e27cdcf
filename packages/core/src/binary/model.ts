/**
 * The model: a component exactly as its binary spells it, section by section, before any index is resolved. Plain data.
 *
 * Index spaces are branded numbers, so that a type index cannot be passed where a function index belongs.
 *
 * Source: Component Model, Binary.md.
 */
import type { CoreSort, PrimitiveKind } from "../types.ts";

export type TypeIdx = number & { readonly _: "type" };
export type FuncIdx = number & { readonly _: "func" };
export type InstanceIdx = number & { readonly _: "instance" };
export type ComponentIdx = number & { readonly _: "component" };
export type CoreFuncIdx = number & { readonly _: "core func" };
export type CoreMemoryIdx = number & { readonly _: "core memory" };
export type CoreTableIdx = number & { readonly _: "core table" };
export type CoreModuleIdx = number & { readonly _: "core module" };
export type CoreInstanceIdx = number & { readonly _: "core instance" };
export type CoreTypeIdx = number & { readonly _: "core type" };

export type Sort = "func" | "value" | "type" | "component" | "instance" | `core ${CoreSort}`;

export interface SortIdx {
  readonly sort: Sort;
  readonly index: number;
}

export interface CoreSortIdx {
  readonly sort: CoreSort;
  readonly index: number;
}

/** One component, root or nested. `offset` and `size` are its byte range in the input. */
export interface ComponentModel {
  readonly offset: number;
  readonly size: number;
  readonly definitions: readonly Definition[];
  readonly customs: readonly CustomSection[];
}

export interface CustomSection {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

export type Definition = { readonly offset: number } & (
  | { readonly kind: "core module"; readonly begin: number; readonly size: number }
  | { readonly kind: "core instance"; readonly expr: CoreInstanceExpr }
  | { readonly kind: "core type"; readonly type: CoreTypeDef }
  | { readonly kind: "component"; readonly component: ComponentModel }
  | { readonly kind: "instance"; readonly expr: InstanceExpr }
  | { readonly kind: "alias"; readonly alias: Alias }
  | { readonly kind: "type"; readonly type: TypeDef }
  | { readonly kind: "canon"; readonly canon: Canon }
  | { readonly kind: "start"; readonly func: FuncIdx; readonly args: readonly number[]; readonly results: number }
  | { readonly kind: "import"; readonly name: ExternName; readonly type: ExternTypeDef }
  | { readonly kind: "export"; readonly name: ExternName; readonly item: SortIdx; readonly type?: ExternTypeDef }
  | { readonly kind: "value"; readonly type: ValTypeRef; readonly begin: number; readonly size: number }
);

export type CoreInstanceExpr =
  | { readonly kind: "instantiate"; readonly module: CoreModuleIdx; readonly args: readonly CoreInstantiateArg[] }
  | { readonly kind: "exports"; readonly exports: readonly { readonly name: string; readonly item: CoreSortIdx }[] };

export interface CoreInstantiateArg {
  readonly name: string;
  readonly instance: CoreInstanceIdx;
}

export type InstanceExpr =
  | {
      readonly kind: "instantiate";
      readonly component: ComponentIdx;
      readonly args: readonly { readonly name: string; readonly item: SortIdx }[];
    }
  | { readonly kind: "exports"; readonly exports: readonly { readonly name: ExternName; readonly item: SortIdx }[] };

export type Alias =
  | { readonly kind: "export"; readonly sort: Sort; readonly instance: InstanceIdx; readonly name: string }
  | { readonly kind: "core export"; readonly sort: CoreSort; readonly instance: CoreInstanceIdx; readonly name: string }
  | { readonly kind: "outer"; readonly sort: Sort; readonly count: number; readonly index: number };

/** An import or export name with its attributes (🏷️ implements, external-id; 🔗 version suffix). */
export interface ExternName {
  readonly name: string;
  readonly implements?: string;
  readonly versionSuffix?: string;
  readonly externalId?: string;
}

/** A value type where it is used: a primitive or an index into the type index space. */
export type ValTypeRef = PrimitiveKind | TypeIdx;

export interface LabelValType {
  readonly label: string;
  readonly type: ValTypeRef;
}

export type TypeDef =
  | { readonly kind: "primitive"; readonly primitive: PrimitiveKind }
  | { readonly kind: "record"; readonly fields: readonly LabelValType[] }
  | { readonly kind: "variant"; readonly cases: readonly { readonly label: string; readonly type?: ValTypeRef }[] }
  | { readonly kind: "list"; readonly element: ValTypeRef; readonly length?: number }
  | { readonly kind: "tuple"; readonly types: readonly ValTypeRef[] }
  | { readonly kind: "flags"; readonly labels: readonly string[] }
  | { readonly kind: "enum"; readonly labels: readonly string[] }
  | { readonly kind: "option"; readonly type: ValTypeRef }
  | { readonly kind: "result"; readonly ok?: ValTypeRef; readonly err?: ValTypeRef }
  | { readonly kind: "own" | "borrow"; readonly resource: TypeIdx }
  | { readonly kind: "stream" | "future"; readonly element?: ValTypeRef }
  | { readonly kind: "map"; readonly key: ValTypeRef; readonly value: ValTypeRef }
  | {
      readonly kind: "func";
      readonly async: boolean;
      readonly params: readonly LabelValType[];
      readonly result?: ValTypeRef;
    }
  | { readonly kind: "component"; readonly declarations: readonly Declaration[] }
  | { readonly kind: "instance"; readonly declarations: readonly Declaration[] }
  | { readonly kind: "resource"; readonly rep: CoreValType; readonly dtor?: CoreFuncIdx };

/** A declarator inside a component or instance type. */
export type Declaration = { readonly offset: number } & (
  | { readonly kind: "core type"; readonly type: CoreTypeDef }
  | { readonly kind: "type"; readonly type: TypeDef }
  | { readonly kind: "alias"; readonly alias: Alias }
  | { readonly kind: "import"; readonly name: ExternName; readonly type: ExternTypeDef }
  | { readonly kind: "export"; readonly name: ExternName; readonly type: ExternTypeDef }
);

export type ExternTypeDef =
  | { readonly kind: "core module"; readonly type: CoreTypeIdx }
  | { readonly kind: "func" | "component" | "instance"; readonly type: TypeIdx }
  | { readonly kind: "value"; readonly bound: { readonly eq: number } | { readonly type: ValTypeRef } }
  | { readonly kind: "type"; readonly eq?: TypeIdx };

/** A reference to a type of the core type index space, or to one of the abstract heap types. */
export interface CoreRefType {
  readonly nullable: boolean;
  readonly heap: CoreHeapType | CoreTypeIdx;
}

export type CoreHeapType =
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
  | "noexn"
  | "cont"
  | "nocont";

export type CoreValType = "i32" | "i64" | "f32" | "f64" | "v128" | CoreRefType;

/** In pages for a memory, in elements for a table. */
export interface CoreLimits {
  readonly min: bigint;
  readonly max?: bigint;
  readonly address: "i32" | "i64";
}

export interface CoreTableType {
  readonly element: CoreRefType;
  readonly limits: CoreLimits;
  readonly shared: boolean;
}

export interface CoreMemoryType extends CoreLimits {
  readonly shared: boolean;
  /** The logarithm of a page's size, where it is not 64 KiB. */
  readonly pageSizeLog2?: number;
}

export interface CoreGlobalType {
  readonly type: CoreValType;
  readonly mutable: boolean;
}

/** What a core module imports or exports; functions and tags by the index of a function type. */
export type CoreExternType =
  | { readonly kind: "func" | "tag"; readonly type: CoreTypeIdx }
  | { readonly kind: "table"; readonly type: CoreTableType }
  | { readonly kind: "memory"; readonly type: CoreMemoryType }
  | { readonly kind: "global"; readonly type: CoreGlobalType };

export type CoreTypeDef =
  | { readonly kind: "func"; readonly params: readonly CoreValType[]; readonly results: readonly CoreValType[] }
  | { readonly kind: "module"; readonly declarations: readonly ModuleDeclaration[] }
  /** Struct, array, cont, or a recursion group: of use to core modules only. `count` types enter the index space. */
  | { readonly kind: "other"; readonly count: number };

export type ModuleDeclaration =
  | { readonly kind: "import"; readonly module: string; readonly name: string; readonly type: CoreExternType }
  | { readonly kind: "type"; readonly type: CoreTypeDef }
  | { readonly kind: "outer alias"; readonly count: number; readonly index: CoreTypeIdx }
  | { readonly kind: "export"; readonly name: string; readonly type: CoreExternType };

export type StringEncoding = "utf8" | "utf16" | "latin1+utf16";

/** Source: Binary.md, `canonopt`; CanonicalABI.md, "Canonical ABI Options". */
export interface CanonOptions {
  readonly encoding: StringEncoding;
  readonly memory?: CoreMemoryIdx;
  readonly realloc?: CoreFuncIdx;
  readonly postReturn?: CoreFuncIdx;
  readonly async: boolean;
  readonly callback?: CoreFuncIdx;
}

export type Canon =
  | { readonly kind: "lift"; readonly func: CoreFuncIdx; readonly options: CanonOptions; readonly type: TypeIdx }
  | { readonly kind: "lower"; readonly func: FuncIdx; readonly options: CanonOptions }
  | { readonly kind: "resource.new" | "resource.drop" | "resource.rep"; readonly resource: TypeIdx }
  | { readonly kind: "task.return"; readonly result?: ValTypeRef; readonly options: CanonOptions }
  | { readonly kind: "context.get" | "context.set"; readonly type: CoreValType; readonly index: number }
  | { readonly kind: "subtask.cancel"; readonly async: boolean }
  | { readonly kind: "stream.new" | "future.new"; readonly type: TypeIdx }
  | {
      readonly kind: "stream.read" | "stream.write" | "future.read" | "future.write";
      readonly type: TypeIdx;
      readonly options: CanonOptions;
    }
  | {
      readonly kind: "stream.cancel-read" | "stream.cancel-write" | "future.cancel-read" | "future.cancel-write";
      readonly type: TypeIdx;
      readonly async: boolean;
    }
  | {
      readonly kind: "stream.drop-readable" | "stream.drop-writable" | "future.drop-readable" | "future.drop-writable";
      readonly type: TypeIdx;
    }
  | { readonly kind: "error-context.new" | "error-context.debug-message"; readonly options: CanonOptions }
  | {
      readonly kind: "waitable-set.wait" | "waitable-set.poll";
      readonly cancellable: boolean;
      readonly memory: CoreMemoryIdx;
    }
  | { readonly kind: "thread.new-indirect"; readonly type: CoreTypeIdx; readonly table: CoreTableIdx }
  | { readonly kind: CancellableBuiltin; readonly cancellable: boolean }
  | { readonly kind: PlainBuiltin }
  | { readonly kind: "thread.spawn-ref"; readonly shared: boolean; readonly type: CoreTypeIdx }
  | {
      readonly kind: "thread.spawn-indirect";
      readonly shared: boolean;
      readonly type: CoreTypeIdx;
      readonly table: CoreTableIdx;
    }
  | { readonly kind: "thread.available-parallelism"; readonly shared: boolean };

export type CancellableBuiltin =
  | "thread.yield"
  | "thread.suspend"
  | "thread.suspend-then-resume"
  | "thread.yield-then-resume"
  | "thread.suspend-then-promote"
  | "thread.yield-then-promote";

export type PlainBuiltin =
  | "backpressure.inc"
  | "backpressure.dec"
  | "task.cancel"
  | "subtask.drop"
  | "error-context.drop"
  | "waitable-set.new"
  | "waitable-set.drop"
  | "waitable.join"
  | "thread.index"
  | "thread.resume-later";
