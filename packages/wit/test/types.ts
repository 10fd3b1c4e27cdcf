/** The type model by hand: short constructors for tests. */

import type {
  DefinedType,
  EnumType,
  ExternType,
  FlagsType,
  FuncType,
  HandleType,
  InstanceType,
  ListType,
  MapType,
  OptionType,
  PrimitiveKind,
  PrimitiveType,
  RecordType,
  ResourceType,
  ResultType,
  TupleType,
  TypeExtern,
  ValType,
  VariantType,
} from "@weft/core/types";

/** A primitive used in place. A definition such as `type size = u64` is an object of its own: `prim("u64")`. */
export const prim = (kind: PrimitiveKind): PrimitiveType => ({ kind });

export const bool = prim("bool");
export const u8 = prim("u8");
export const u16 = prim("u16");
export const u32 = prim("u32");
export const u64 = prim("u64");
export const s8 = prim("s8");
export const s16 = prim("s16");
export const s32 = prim("s32");
export const s64 = prim("s64");
export const f32 = prim("f32");
export const f64 = prim("f64");
export const char = prim("char");
export const string = prim("string");

export const record = (fields: Readonly<Record<string, ValType>>): RecordType => ({
  kind: "record",
  fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
});

/** Cases by name; `undefined` for one without payload. */
export const variant = (cases: Readonly<Record<string, ValType | undefined>>): VariantType => ({
  kind: "variant",
  cases: Object.entries(cases).map(([name, type]) => (type === undefined ? { name } : { name, type })),
});

export const list = (element: ValType, length?: number): ListType => ({
  kind: "list",
  element,
  ...(length !== undefined && { length }),
});

export const map = (key: ValType, value: ValType): MapType => ({ kind: "map", key, value });
export const tuple = (...types: ValType[]): TupleType => ({ kind: "tuple", types });
export const flags = (...names: string[]): FlagsType => ({ kind: "flags", names });
export const enumeration = (...names: string[]): EnumType => ({ kind: "enum", names });
export const option = (type: ValType): OptionType => ({ kind: "option", type });

export const result = (ok?: ValType, err?: ValType): ResultType => ({
  kind: "result",
  ...(ok && { ok }),
  ...(err && { err }),
});

export const own = (resource: ResourceType): HandleType => ({ kind: "own", resource });
export const borrow = (resource: ResourceType): HandleType => ({ kind: "borrow", resource });
export const resource = (name: string, id = 0): ResourceType => ({ kind: "resource", id, name });

export const func = (params: Readonly<Record<string, ValType>>, returns?: ValType, isAsync = false): FuncType => ({
  kind: "func",
  async: isAsync,
  params: Object.entries(params).map(([name, type]) => ({ name, type })),
  ...(returns && { result: returns }),
});

export const instance = (exports: Readonly<Record<string, ExternType>>): InstanceType => ({
  kind: "instance",
  exports: Object.entries(exports).map(([name, type]) => ({ name, type })),
});

/** A type under a name. */
export const named = (type: DefinedType): TypeExtern => ({ kind: "type", bound: "eq", type });

/** A resource under a name, its definition hidden. */
export const abstract = (type: ResourceType): TypeExtern => ({ kind: "type", bound: "sub", type });
