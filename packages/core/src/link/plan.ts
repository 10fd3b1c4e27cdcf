/**
 * The instantiation plan: what has to happen to make an instance of a component, with every index resolved.
 *
 * A component is a program whose only operation is instantiation, and it has no loops. So it is run once, symbolically, at compile
 * time: nested components are called like functions, aliases and re-exports disappear, and what is left is a straight list of core
 * instantiations plus the functions that cross the component boundary. Only the root's imports stay unknown.
 *
 * Plain data: it can be cached, printed (`weft inspect --plan`) or sent to a worker.
 */
import type { StringEncoding } from "../binary/model.ts";
import type { CoreSort, ExternDecl, FuncType, ResourceType } from "../types.ts";

export interface Plan {
  /** Byte ranges of the core modules, each once, however often it is instantiated. */
  readonly modules: readonly ModuleRange[];
  /** Component instances; 0 is the root. Each owns a handle table and the `mayEnter`, `mayLeave` flags. */
  readonly instances: readonly InstancePlan[];
  readonly resources: readonly ResourcePlan[];
  readonly importFuncs: readonly ImportFunc[];
  readonly importModules: readonly ImportPath[];
  readonly lifts: readonly Lift[];
  readonly trampolines: readonly Trampoline[];
  readonly coreInstances: readonly CoreInstantiation[];
  /** In the order of the binary: core instances by index, and resource types whose destructor exists from then on. */
  readonly steps: readonly Step[];
  readonly imports: readonly ExternDecl[];
  readonly exports: readonly ExternDecl[];
  readonly exported: readonly ExportPlan[];
}

export interface ModuleRange {
  readonly begin: number;
  readonly size: number;
}

export interface InstancePlan {
  readonly parent?: number;
}

/** Where an import of the root comes from: its name, and the names inside it if it is an instance. */
export type ImportPath = readonly string[];

export type ResourcePlan = { readonly type: ResourceType } & (
  | { readonly kind: "imported"; readonly path: ImportPath }
  | { readonly kind: "defined"; readonly instance: number; readonly dtor?: CoreDef }
);

export interface ImportFunc {
  readonly path: ImportPath;
  readonly type: FuncType;
}

/** A core function, memory, table, global or tag: an export of a core instance, or a function this engine provides. */
export type CoreDef =
  | { readonly kind: "export"; readonly instance: number; readonly name: string; readonly sort: CoreSort }
  | { readonly kind: "trampoline"; readonly index: number };

/** Source: CanonicalABI.md, "Canonical ABI Options". */
export interface Options {
  readonly encoding: StringEncoding;
  readonly memory?: CoreDef;
  readonly realloc?: CoreDef;
  readonly postReturn?: CoreDef;
}

/** `canon lift`: a component function made of a core function. */
export interface Lift {
  readonly instance: number;
  readonly func: CoreDef;
  readonly type: FuncType;
  readonly options: Options;
  /** The name it is first exported under, for messages and generated code. */
  name: string;
}

export type FuncRef =
  | { readonly kind: "lift"; readonly index: number }
  | { readonly kind: "import"; readonly index: number };

export type Trampoline = { readonly instance: number } & (
  | { readonly kind: "lower"; readonly func: FuncRef; readonly type: FuncType; readonly options: Options }
  | { readonly kind: "resource.new" | "resource.drop" | "resource.rep"; readonly resource: number }
);

export interface CoreInstantiation {
  readonly module: { readonly kind: "local" | "import"; readonly index: number };
  readonly args: readonly CoreArg[];
}

export interface CoreArg {
  readonly name: string;
  readonly value: CoreInstanceRef;
}

export type CoreInstanceRef =
  | { readonly kind: "instance"; readonly index: number }
  | { readonly kind: "exports"; readonly exports: readonly { readonly name: string; readonly def: CoreDef }[] };

export type Step =
  | { readonly kind: "instantiate"; readonly index: number }
  | { readonly kind: "resource"; readonly index: number };

export type ExportPlan = { readonly name: string } & (
  | { readonly kind: "func"; readonly func: FuncRef; readonly type: FuncType }
  | { readonly kind: "instance"; readonly exports: readonly ExportPlan[] }
  | { readonly kind: "resource"; readonly resource: number }
  | { readonly kind: "module"; readonly module: { readonly kind: "local" | "import"; readonly index: number } }
);
