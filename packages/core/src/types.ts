/**
 * The type model: what a component's imports, exports and values look like, as plain data.
 *
 * Every object here survives `structuredClone`, so a model can be cached, printed or sent to a worker. Object identity carries
 * meaning: a type that is exported under a name, aliased or re-exported stays the same object, so a printer can tell "the same
 * type under two names" from "two types that look alike". Resource types are compared by identity, never by shape.
 *
 * Source: Component Model, Explainer.md, "Type Definitions".
 */

export type PrimitiveKind =
  | "bool"
  | "s8"
  | "u8"
  | "s16"
  | "u16"
  | "s32"
  | "u32"
  | "s64"
  | "u64"
  | "f32"
  | "f64"
  | "char"
  | "string"
  | "error-context";

export interface PrimitiveType {
  readonly kind: PrimitiveKind;
}

export interface Field {
  readonly name: string;
  readonly type: ValType;
}

export interface Case {
  readonly name: string;
  readonly type?: ValType;
}

export interface RecordType {
  readonly kind: "record";
  readonly fields: readonly Field[];
}

export interface VariantType {
  readonly kind: "variant";
  readonly cases: readonly Case[];
}

/** A list; with `length`, one of fixed length (🔧). */
export interface ListType {
  readonly kind: "list";
  readonly element: ValType;
  readonly length?: number;
}

export interface TupleType {
  readonly kind: "tuple";
  readonly types: readonly ValType[];
}

export interface FlagsType {
  readonly kind: "flags";
  readonly names: readonly string[];
}

export interface EnumType {
  readonly kind: "enum";
  readonly names: readonly string[];
}

export interface OptionType {
  readonly kind: "option";
  readonly type: ValType;
}

export interface ResultType {
  readonly kind: "result";
  readonly ok?: ValType;
  readonly err?: ValType;
}

/** A handle: `own` moves the resource, `borrow` lends it for one call. */
export interface HandleType {
  readonly kind: "own" | "borrow";
  readonly resource: ResourceType;
}

export interface StreamType {
  readonly kind: "stream";
  readonly element?: ValType;
}

export interface FutureType {
  readonly kind: "future";
  readonly element?: ValType;
}

export interface MapType {
  readonly kind: "map";
  readonly key: ValType;
  readonly value: ValType;
}

export type ValType =
  | PrimitiveType
  | RecordType
  | VariantType
  | ListType
  | TupleType
  | FlagsType
  | EnumType
  | OptionType
  | ResultType
  | HandleType
  | StreamType
  | FutureType
  | MapType;

/**
 * A resource type. Compared by identity (`id`, and the object itself).
 *
 * `name` is the first name it was imported or exported under, in kebab case, for messages.
 */
export interface ResourceType {
  readonly kind: "resource";
  readonly id: number;
  name: string;
}

export interface FuncType {
  readonly kind: "func";
  readonly async: boolean;
  readonly params: readonly Field[];
  readonly result?: ValType;
}

/** A named slot of an instance or component type, with its name as in the binary, e.g. `[method]counter.inc`. */
export interface ExternDecl {
  readonly name: string;
  readonly type: ExternType;
}

export interface InstanceType {
  readonly kind: "instance";
  readonly exports: readonly ExternDecl[];
}

export interface ComponentType {
  readonly kind: "component";
  readonly imports: readonly ExternDecl[];
  readonly exports: readonly ExternDecl[];
}

/** A core module's type; `type` of an entry is left to V8, only names and sorts are kept. */
export interface ModuleType {
  readonly kind: "module";
  readonly imports: readonly { readonly module: string; readonly name: string; readonly sort: CoreSort }[];
  readonly exports: readonly { readonly name: string; readonly sort: CoreSort }[];
}

export type CoreSort = "func" | "table" | "memory" | "global" | "tag" | "type" | "module" | "instance";

/** A type that is itself imported or exported: a value type, a resource, or a function, instance or component type. */
export interface TypeExtern {
  readonly kind: "type";
  /** `eq`: the very type given; `sub`: an abstract resource the importer supplies (or the exporter hides). */
  readonly bound: "eq" | "sub";
  readonly type: DefinedType;
}

export interface ValueExtern {
  readonly kind: "value";
  readonly type: ValType;
}

export type DefinedType = ValType | ResourceType | FuncType | InstanceType | ComponentType;

export type ExternType = FuncType | InstanceType | ComponentType | ModuleType | TypeExtern | ValueExtern;
