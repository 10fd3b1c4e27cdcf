/**
 * Values in linear memory. Numbers are read and written in place; every other type has one function to load it and one to store
 * it, so generated code grows with the number of types and not with how often they are used.
 *
 * Pointers have been checked by whoever calls: these functions never read or write out of bounds.
 *
 * Source: CanonicalABI.md, "Loading", "Storing".
 */

import { camelCase } from "../js-mapping.ts";
import type { ListType, MapType, ValType } from "../types.ts";
import { type CodeWriter, property, propertyKey } from "./code-writer.ts";
import { type Context, memoryOf } from "./component-code.ts";
import { describeType } from "./describe-type.ts";
import { liftHandle, lowerHandle } from "./emit-handle.ts";
import { type Elements, emitLoadFixedList, emitLoadList, emitStoreFixedList, emitStoreList } from "./emit-list.ts";
import { emitLoadString, emitStoreString } from "./emit-string.ts";
import { caseIndex, enumNames, liftFlags, liftVariant, lowerFlags, lowerVariant } from "./emit-variant.ts";
import { casesOf, children, discriminantSize, flagsSize } from "./type-table.ts";

export interface Place {
  readonly ptr: string;
  readonly offset: number;
}

interface NumberAccess {
  readonly get: string;
  readonly set: string;
}

const NUMBERS: Readonly<Partial<Record<ValType["kind"], NumberAccess>>> = {
  u8: { get: "getUint8", set: "setUint8" },
  s8: { get: "getInt8", set: "setInt8" },
  u16: { get: "getUint16", set: "setUint16" },
  s16: { get: "getInt16", set: "setInt16" },
  u32: { get: "getUint32", set: "setUint32" },
  s32: { get: "getInt32", set: "setInt32" },
  u64: { get: "getBigUint64", set: "setBigUint64" },
  s64: { get: "getBigInt64", set: "setBigInt64" },
  f32: { get: "getFloat32", set: "setFloat32" },
  f64: { get: "getFloat64", set: "setFloat64" },
};

const INTS = { 1: "u8", 2: "u16", 4: "u32" } as const;

const ELEMENTS: Elements = {
  load: emitLoad,
  store: (cx, w, { type, value, ptr, offset }) => emitStore(cx, w, type, value, { ptr, offset }),
};

/** The function that loads a list or map: `(ptr, length)`. */
export function loadList(cx: Context, type: ListType | MapType): string {
  return emitLoadList(cx, type, ELEMENTS);
}

/** The function that stores a list or map, returns its pointer and leaves its length in `len`. */
export function storeList(cx: Context, type: ListType | MapType): string {
  return emitStoreList(cx, type, ELEMENTS);
}

/** The expression for the value of `type` at `place`. */
export function emitLoad(cx: Context, type: ValType, place: Place): string {
  const memory = memoryOf(cx, describeType(type));
  const u32 = (offset: number): string => get(memory, "u32", place, offset);
  switch (type.kind) {
    case "bool":
      return `${get(memory, "u8", place)} !== 0`;
    case "char":
      return `liftChar(${u32(0)})`;
    case "string":
      return `${emitLoadString(cx)}(${u32(0)}, ${u32(4)})`;
    case "list":
      if (type.length !== undefined) return `${emitLoadFixedList(cx, type, ELEMENTS)}(${address(place)})`;
      return `${loadList(cx, type)}(${u32(0)}, ${u32(4)})`;
    case "map":
      return `${loadList(cx, type)}(${u32(0)}, ${u32(4)})`;
    case "own":
    case "borrow":
      return liftHandle(cx, type, u32(0));
    case "enum":
      return `liftEnum(${enumNames(cx.code, type)}, ${get(memory, INTS[discriminantSize(type.names.length)], place)})`;
    case "flags":
      return `${liftFlags(cx.code, type)}(${get(memory, INTS[flagsSize(type.names.length)], place)})`;
    case "record":
    case "tuple":
    case "variant":
    case "option":
    case "result":
      return `${emitLoadFunction(cx, type)}(${address(place)})`;
    case "stream":
    case "future":
    case "error-context":
      return `unsupported(${JSON.stringify(type.kind)}, ${u32(0)})`;
    default:
      return get(memory, type.kind, place);
  }
}

function emitLoadFunction(cx: Context, type: ValType): string {
  const name = `load_${cx.id}_${cx.code.types.info(type).id}`;
  return cx.code.once(name, name, (w) => {
    w.comment(describeType(type));
    w.block(`function ${name}(p)`, () => emitLoadBody(cx, w, type));
  });
}

function emitLoadBody(cx: Context, w: CodeWriter, type: ValType): void {
  const parts = children(type);
  const { at } = cx.code.types.offsets(parts);
  const part = (i: number): string => emitLoad(cx, parts[i] as ValType, { ptr: "p", offset: at[i] ?? 0 });
  if (type.kind === "record") {
    w.block(
      "return",
      () => {
        type.fields.forEach((field, i) => w.line(`${propertyKey(camelCase(field.name))}: ${part(i)},`));
      },
      "};",
    );
    return;
  }
  if (type.kind === "tuple") {
    w.line(`return [${parts.map((_, i) => part(i)).join(", ")}];`);
    return;
  }
  const cases = casesOf(type) ?? [];
  const memory = memoryOf(cx, describeType(type));
  const discriminant = get(memory, INTS[discriminantSize(cases.length)], { ptr: "p", offset: 0 });
  const offset = cx.code.types.payloadOffset(cases);
  liftVariant(w, type, discriminant, {
    payload: (each) => emitLoad(cx, each, { ptr: "p", offset }),
    emitCase: ({ value }) => w.line(`return ${value};`),
    returns: true,
  });
}

/** Writes the statements that store `value`. */
export function emitStore(cx: Context, w: CodeWriter, type: ValType, value: string, place: Place): void {
  const pair = storedPair(cx, type, value);
  const number = storedNumber(cx, type, value);
  if (pair !== undefined) {
    const ptr = w.local("a", pair);
    emitPut(cx, w, "u32", ptr, place);
    emitPut(cx, w, "u32", "len", { ptr: place.ptr, offset: place.offset + 4 });
  } else if (number !== undefined) {
    emitPut(cx, w, number.kind, number.expression, place);
  } else if (type.kind === "list") {
    w.line(`${emitStoreFixedList(cx, type, ELEMENTS)}(${value}, ${address(place)});`);
  } else {
    w.line(`${emitStoreFunction(cx, type)}(${value}, ${address(place)});`);
  }
}

/** The call that stores a string, list or map elsewhere, returns its pointer and leaves its length in `len`. */
function storedPair(cx: Context, type: ValType, value: string): string | undefined {
  if (type.kind === "string") return `${emitStoreString(cx)}(${value})`;
  const isPair = type.kind === "map" || (type.kind === "list" && type.length === undefined);
  return isPair ? `${storeList(cx, type)}(${value})` : undefined;
}

/** What is stored in place as one number. */
function storedNumber(
  cx: Context,
  type: ValType,
  value: string,
): { kind: ValType["kind"]; expression: string } | undefined {
  switch (type.kind) {
    case "bool":
      return { kind: "u8", expression: `lowerBool(${value})` };
    case "char":
      return { kind: "u32", expression: `lowerChar(${value})` };
    case "own":
    case "borrow":
      return { kind: "u32", expression: lowerHandle(cx, type, value) };
    case "enum":
      return { kind: INTS[discriminantSize(type.names.length)], expression: caseIndex(cx.code, type, value) };
    case "flags":
      return { kind: INTS[flagsSize(type.names.length)], expression: `${lowerFlags(cx.code, type)}(${value})` };
    case "stream":
    case "future":
    case "error-context":
      return { kind: "u32", expression: `unsupported(${JSON.stringify(type.kind)}, ${value})` };
    default:
      return NUMBERS[type.kind] && { kind: type.kind, expression: `${type.kind}(${value})` };
  }
}

function emitPut(cx: Context, w: CodeWriter, kind: ValType["kind"], expression: string, place: Place): void {
  const endian = kind === "u8" || kind === "s8" ? "" : ", true";
  w.line(`dv_${cx.memory}.${NUMBERS[kind]?.set}(${address(place)}, ${expression}${endian});`);
}

function emitStoreFunction(cx: Context, type: ValType): string {
  const name = `store_${cx.id}_${cx.code.types.info(type).id}`;
  return cx.code.once(name, name, (w) => {
    w.comment(describeType(type));
    w.block(`function ${name}(v, p)`, () => emitStoreBody(cx, w, type));
  });
}

function emitStoreBody(cx: Context, w: CodeWriter, type: ValType): void {
  const parts = children(type);
  const { at } = cx.code.types.offsets(parts);
  const store = (i: number, value: string): void =>
    emitStore(cx, w, parts[i] as ValType, value, { ptr: "p", offset: at[i] ?? 0 });
  const what = JSON.stringify(describeType(type));
  if (type.kind === "record") {
    w.line(`if (typeof v !== "object" || v === null) throw mismatch(${what}, v);`);
    type.fields.forEach((field, i) => store(i, `v${property(camelCase(field.name))}`));
  } else if (type.kind === "tuple") {
    w.line(`if (!Array.isArray(v) || v.length !== ${parts.length}) throw mismatch(${what}, v);`);
    for (let i = 0; i < parts.length; i++) store(i, `v[${i}]`);
  } else {
    emitStoreVariant(cx, w, type, { ptr: "p", offset: 0 });
  }
}

function emitStoreVariant(cx: Context, w: CodeWriter, type: ValType, place: Place): void {
  lowerVariant(w, type, "v", (index, payload) => emitStoreCase(cx, w, type, { index, payload, place }));
}

export interface StoredCase {
  readonly index: number;
  /** The expression of the payload, used only where the case has one. */
  readonly payload: string;
  readonly place: Place;
}

/** Writes a discriminant and the payload of that case. */
export function emitStoreCase(cx: Context, w: CodeWriter, type: ValType, stored: StoredCase): void {
  const { index, payload, place } = stored;
  const cases = casesOf(type) ?? [];
  emitPut(cx, w, INTS[discriminantSize(cases.length)], String(index), place);
  const inner = cases[index]?.type;
  if (inner === undefined) return;
  emitStore(cx, w, inner, payload, { ptr: place.ptr, offset: place.offset + cx.code.types.payloadOffset(cases) });
}

function get(memory: number, kind: ValType["kind"], place: Place, offset = 0): string {
  if (kind === "u8") return `u8_${memory}[${address(place, offset)}]`;
  return `dv_${memory}.${NUMBERS[kind]?.get}(${address(place, offset)}${kind === "s8" ? "" : ", true"})`;
}

function address(place: Place, offset = 0): string {
  const sum = place.offset + offset;
  return sum === 0 ? place.ptr : `${place.ptr} + ${sum}`;
}
