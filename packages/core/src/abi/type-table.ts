/**
 * Types by number. Structurally equal types get the same number, so that generated code has one function for each type and set of
 * options, however often the binary spells the type out; resources stay apart by identity. With the number comes what the
 * canonical ABI needs to know of a type: alignment, size, flat form.
 *
 * Everything is computed once a type and bounded: a flat form stops at 17 entries, as beyond 16 it is never used, and how large and
 * deep a type may be has been checked where it was defined (link/limits.ts).
 *
 * Source: CanonicalABI.md, "Alignment", "Element Size", "Flattening", "Despecialization".
 */
import type { Case, ValType } from "../types.ts";

export type FlatType = "i32" | "i64" | "f32" | "f64";

export type TypeId = number & { readonly _: "TypeId" };

export interface TypeInfo {
  readonly id: TypeId;
  readonly type: ValType;
  readonly align: number;
  readonly size: number;
  /** At most 17 entries: 17 means "too many". */
  readonly flat: readonly FlatType[];
  readonly hasHandle: boolean;
  readonly hasBorrow: boolean;
  /** Types in the fully expanded tree; a measure of the code its flat form takes. */
  readonly weight: number;
}

/** Source: CanonicalABI.md, "Flattening". */
export const MAX_FLAT_PARAMS = 16;
export const MAX_FLAT_RESULTS = 1;
const FLAT_LIMIT = MAX_FLAT_PARAMS + 1;

export class TypeTable {
  readonly #byObject = new Map<ValType, TypeInfo>();
  readonly #byKey = new Map<string, TypeInfo>();

  info(type: ValType): TypeInfo {
    const known = this.#byObject.get(type);
    if (known !== undefined) return known;
    const key = this.#key(type);
    const info = this.#byKey.get(key) ?? this.#describe(type, this.#byKey.size as TypeId);
    this.#byKey.set(key, info);
    this.#byObject.set(type, info);
    return info;
  }

  tuple(types: readonly ValType[]): TypeInfo {
    return this.info({ kind: "tuple", types });
  }

  flatten(types: readonly ValType[]): readonly FlatType[] {
    return concatFlat(types.map((type) => this.info(type).flat));
  }

  #key(type: ValType): string {
    const id = (each: ValType | undefined): string => (each === undefined ? "_" : String(this.info(each).id));
    switch (type.kind) {
      case "record":
        return `record ${JSON.stringify(type.fields.map((field) => [field.name, id(field.type)]))}`;
      case "variant":
        return `variant ${JSON.stringify(type.cases.map((each) => [each.name, id(each.type)]))}`;
      case "flags":
      case "enum":
        return `${type.kind} ${JSON.stringify(type.names)}`;
      case "tuple":
        return `tuple ${type.types.map(id).join()}`;
      case "list":
        return `list ${id(type.element)} ${type.length ?? ""}`;
      case "option":
        return `option ${id(type.type)}`;
      case "result":
        return `result ${id(type.ok)} ${id(type.err)}`;
      case "own":
      case "borrow":
        return `${type.kind} ${type.resource.id}`;
      case "stream":
      case "future":
        return `${type.kind} ${id(type.element)}`;
      case "map":
        return `map ${id(type.key)} ${id(type.value)}`;
      default:
        return type.kind;
    }
  }

  #describe(type: ValType, id: TypeId): TypeInfo {
    const parts = children(type).map((each) => this.info(each));
    const weight = parts.reduce((sum, part) => sum + part.weight * repeat(type), 1);
    return {
      id,
      type,
      weight,
      align: this.#align(type),
      size: this.#size(type),
      flat: this.#flat(type),
      hasHandle: type.kind === "own" || type.kind === "borrow" || parts.some((part) => part.hasHandle),
      hasBorrow: type.kind === "borrow" || parts.some((part) => part.hasBorrow),
    };
  }

  #align(type: ValType): number {
    const cases = casesOf(type);
    if (cases !== undefined) return Math.max(discriminantSize(cases.length), this.maxCaseAlignment(cases));
    switch (type.kind) {
      case "record":
      case "tuple":
        return largest(children(type), (each) => this.info(each).align, 1);
      case "list":
        return type.length === undefined ? 4 : this.info(type.element).align;
      case "flags":
        return flagsSize(type.names.length);
      default:
        return FIXED[type.kind]?.align ?? 4;
    }
  }

  #size(type: ValType): number {
    const cases = casesOf(type);
    if (cases !== undefined) return this.#variantSize(cases);
    switch (type.kind) {
      case "record":
      case "tuple":
        return alignTo(this.offsets(children(type)).end, this.#align(type));
      case "list":
        return type.length === undefined ? 8 : type.length * this.info(type.element).size;
      case "flags":
        return flagsSize(type.names.length);
      default:
        return FIXED[type.kind]?.size ?? 4;
    }
  }

  #variantSize(cases: readonly Case[]): number {
    const payload = largest(cases, (each) => (each.type ? this.info(each.type).size : 0), 0);
    const align = Math.max(discriminantSize(cases.length), this.maxCaseAlignment(cases));
    return alignTo(this.payloadOffset(cases) + payload, align);
  }

  /** Where each of the types of a record or tuple lies. */
  offsets(types: readonly ValType[]): { readonly at: readonly number[]; readonly end: number } {
    const at: number[] = [];
    let end = 0;
    for (const type of types) {
      const { align, size } = this.info(type);
      const begin = alignTo(end, align);
      at.push(begin);
      end = begin + size;
    }
    return { at, end };
  }

  maxCaseAlignment(cases: readonly Case[]): number {
    return largest(cases, (each) => (each.type ? this.info(each.type).align : 1), 1);
  }

  payloadOffset(cases: readonly Case[]): number {
    return alignTo(discriminantSize(cases.length), this.maxCaseAlignment(cases));
  }

  #flat(type: ValType): readonly FlatType[] {
    const cases = casesOf(type);
    if (cases !== undefined) return this.#flatVariant(cases);
    switch (type.kind) {
      case "record":
      case "tuple":
        return concatFlat(children(type).map((each) => this.info(each).flat));
      case "list":
        return type.length === undefined ? ["i32", "i32"] : repeatFlat(this.info(type.element).flat, type.length);
      default:
        return FIXED[type.kind]?.flat ?? ["i32"];
    }
  }

  #flatVariant(cases: readonly Case[]): readonly FlatType[] {
    const joined: FlatType[] = [];
    for (const { type } of cases) {
      const flat = type === undefined ? [] : this.info(type).flat;
      flat.forEach((each, i) => {
        const have = joined[i];
        joined[i] = have === undefined ? each : join(have, each);
      });
    }
    return concatFlat([["i32"], joined]);
  }
}

interface Fixed {
  readonly size: number;
  readonly align: number;
  readonly flat: readonly FlatType[];
}

const fixed = (size: number, flat: FlatType): Fixed => ({ size, align: size, flat: [flat] });

const FIXED: Readonly<Partial<Record<ValType["kind"], Fixed>>> = {
  bool: fixed(1, "i32"),
  s8: fixed(1, "i32"),
  u8: fixed(1, "i32"),
  s16: fixed(2, "i32"),
  u16: fixed(2, "i32"),
  s32: fixed(4, "i32"),
  u32: fixed(4, "i32"),
  s64: fixed(8, "i64"),
  u64: fixed(8, "i64"),
  f32: fixed(4, "f32"),
  f64: fixed(8, "f64"),
  char: fixed(4, "i32"),
  string: { size: 8, align: 4, flat: ["i32", "i32"] },
  map: { size: 8, align: 4, flat: ["i32", "i32"] },
};

/** A variant, enum, option or result as the cases it stands for. Source: CanonicalABI.md, "Despecialization". */
export function casesOf(type: ValType): readonly Case[] | undefined {
  switch (type.kind) {
    case "variant":
      return type.cases;
    case "enum":
      return type.names.map((name) => ({ name }));
    case "option":
      return [{ name: "none" }, { name: "some", type: type.type }];
    case "result":
      return [
        { name: "ok", ...(type.ok && { type: type.ok }) },
        { name: "err", ...(type.err && { type: type.err }) },
      ];
    default:
      return undefined;
  }
}

export function children(type: ValType): readonly ValType[] {
  switch (type.kind) {
    case "record":
      return type.fields.map((field) => field.type);
    case "variant":
      return type.cases.flatMap((each) => each.type ?? []);
    case "tuple":
      return type.types;
    case "list":
      return [type.element];
    case "option":
      return [type.type];
    case "result":
      return [...(type.ok ? [type.ok] : []), ...(type.err ? [type.err] : [])];
    case "stream":
    case "future":
      return type.element ? [type.element] : [];
    case "map":
      return [type.key, type.value];
    default:
      return [];
  }
}

function largest<T>(items: readonly T[], measure: (item: T) => number, least: number): number {
  return items.reduce((most, item) => Math.max(most, measure(item)), least);
}

function repeat(type: ValType): number {
  return type.kind === "list" ? Math.min(type.length ?? 1, MAX_FLAT_PARAMS) : 1;
}

export function discriminantSize(cases: number): 1 | 2 | 4 {
  if (cases <= 2 ** 8) return 1;
  return cases <= 2 ** 16 ? 2 : 4;
}

export function flagsSize(labels: number): 1 | 2 | 4 {
  if (labels <= 8) return 1;
  return labels <= 16 ? 2 : 4;
}

export function alignTo(offset: number, align: number): number {
  return Math.ceil(offset / align) * align;
}

/** Source: CanonicalABI.md, `join`. */
export function join(a: FlatType, b: FlatType): FlatType {
  if (a === b) return a;
  if ((a === "i32" && b === "f32") || (a === "f32" && b === "i32")) return "i32";
  return "i64";
}

function concatFlat(parts: readonly (readonly FlatType[])[]): readonly FlatType[] {
  const flat: FlatType[] = [];
  for (const part of parts) {
    for (const each of part) {
      if (flat.length === FLAT_LIMIT) return flat;
      flat.push(each);
    }
  }
  return flat;
}

function repeatFlat(flat: readonly FlatType[], times: number): readonly FlatType[] {
  return concatFlat(Array.from({ length: Math.min(times, FLAT_LIMIT) }, () => flat));
}
