/**
 * What the canonical ABI needs to know of a value type before anything runs: how large it is with 64-bit pointers, which every value type
 * is bounded by, its flat form with 32-bit ones, and what it contains.
 *
 * Source: CanonicalABI.md, "Element Size", "Flattening"; Binary.md, "Type Definitions".
 */
import {
  alignTo,
  casesOf,
  children,
  discriminantSize,
  type FlatType,
  flagsSize,
  join,
  MAX_FLAT_PARAMS,
} from "../abi/type-table.ts";
import type { ValType } from "../types.ts";

/** Every value type is smaller, in bytes. */
export const MAX_VALUE_BYTES = 2 ** 28;

export interface ValueLayout {
  readonly size: number;
  readonly align: number;
  /** At most 17 entries: 17 means "too many". */
  readonly flat: readonly FlatType[];
  readonly hasBorrow: boolean;
  /** A handle of any kind, streams, futures and error contexts included. */
  readonly hasHandle: boolean;
  /** A list, string or map: something that lies in memory even when the value is flat. */
  readonly hasPointer: boolean;
}

const FLAT_LIMIT = MAX_FLAT_PARAMS + 1;

const NUMBERS: Readonly<Partial<Record<ValType["kind"], readonly [size: number, flat: FlatType]>>> = {
  bool: [1, "i32"],
  s8: [1, "i32"],
  u8: [1, "i32"],
  s16: [2, "i32"],
  u16: [2, "i32"],
  s32: [4, "i32"],
  u32: [4, "i32"],
  s64: [8, "i64"],
  u64: [8, "i64"],
  f32: [4, "f32"],
  f64: [8, "f64"],
  char: [4, "i32"],
};

export class ValueLayouts {
  readonly #known = new WeakMap<ValType, ValueLayout>();

  of(type: ValType): ValueLayout {
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    const layout = this.#describe(type);
    this.#known.set(type, layout);
    return layout;
  }

  flatten(types: readonly ValType[]): readonly FlatType[] {
    return concat(types.map((type) => this.of(type).flat));
  }

  #describe(type: ValType): ValueLayout {
    const number = NUMBERS[type.kind];
    if (number !== undefined) return scalar(...number);
    const parts = children(type).map((each) => this.of(each));
    const { size, align, flat } = this.#shape(type, parts);
    const isHandle = HANDLES.has(type.kind);
    return {
      size,
      align,
      flat,
      hasBorrow: type.kind === "borrow" || parts.some((part) => part.hasBorrow),
      hasHandle: isHandle || parts.some((part) => part.hasHandle),
      hasPointer: isPointer(type) || (!isHandle && parts.some((part) => part.hasPointer)),
    };
  }

  #shape(type: ValType, parts: readonly ValueLayout[]): Pick<ValueLayout, "size" | "align" | "flat"> {
    switch (type.kind) {
      case "record":
      case "tuple":
        return { ...sequence(parts), flat: concat(parts.map((part) => part.flat)) };
      case "flags": {
        const size = flagsSize(type.names.length);
        return { size, align: size, flat: ["i32"] };
      }
      case "enum":
        return choice(type.names.length, []);
      case "variant":
      case "option":
      case "result":
        return choice(casesOf(type)?.length ?? 0, parts);
      case "list":
        return type.length === undefined ? POINTER_AND_LENGTH : repeated(parts[0] ?? HANDLE, type.length);
      case "string":
      case "map":
        return POINTER_AND_LENGTH;
      default:
        return HANDLE;
    }
  }
}

const POINTER_AND_LENGTH = { size: 16, align: 8, flat: ["i32", "i32"] } as const;
const HANDLE = { size: 4, align: 4, flat: ["i32"] } as const;
const HANDLES: ReadonlySet<ValType["kind"]> = new Set(["own", "borrow", "stream", "future", "error-context"] as const);

function isPointer(type: ValType): boolean {
  return type.kind === "string" || type.kind === "map" || (type.kind === "list" && type.length === undefined);
}

function scalar(size: number, flat: FlatType): ValueLayout {
  return { size, align: size, flat: [flat], hasBorrow: false, hasHandle: false, hasPointer: false };
}

type Extent = Pick<ValueLayout, "size" | "align">;

function sequence(parts: readonly Extent[]): Extent {
  let end = 0;
  for (const { size, align } of parts) end = alignTo(end, align) + size;
  const align = parts.reduce((most, part) => Math.max(most, part.align), 1);
  return { size: alignTo(end, align), align };
}

type Shape = Pick<ValueLayout, "size" | "align" | "flat">;

/** A discriminant, then the payload of one case. */
function choice(cases: number, payloads: readonly Shape[]): Shape {
  const discriminant = discriminantSize(cases);
  const payloadAlign = payloads.reduce((most, each) => Math.max(most, each.align), 1);
  const payloadSize = payloads.reduce((most, each) => Math.max(most, each.size), 0);
  const align = Math.max(discriminant, payloadAlign);
  const size = alignTo(alignTo(discriminant, payloadAlign) + payloadSize, align);
  return { size, align, flat: concat([["i32"], joined(payloads.map((each) => each.flat))]) };
}

function joined(flats: readonly (readonly FlatType[])[]): readonly FlatType[] {
  const result: FlatType[] = [];
  for (const flat of flats) {
    flat.forEach((each, i) => {
      const have = result[i];
      result[i] = have === undefined ? each : join(have, each);
    });
  }
  return result;
}

function repeated(element: Shape, length: number): Shape {
  const times = Math.min(length, FLAT_LIMIT);
  return {
    size: element.size * length,
    align: element.align,
    flat: concat(Array.from({ length: times }, () => element.flat)),
  };
}

function concat(parts: readonly (readonly FlatType[])[]): readonly FlatType[] {
  const flat: FlatType[] = [];
  for (const part of parts) {
    for (const each of part) {
      if (flat.length === FLAT_LIMIT) return flat;
      flat.push(each);
    }
  }
  return flat;
}
