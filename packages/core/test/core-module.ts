/** Core modules made by hand: functions with their imports and exports, and the few instructions tests need. */
import type { FlatType } from "../src/abi/type-table.ts";
import { type Bytes, leb, MODULE_PREAMBLE, name, section, sized, sleb, vec } from "./bytes.ts";

export interface Signature {
  readonly params: readonly FlatType[];
  readonly results: readonly FlatType[];
}

export interface CoreImport extends Signature {
  readonly module: string;
  readonly name: string;
}

/** A function without locals, exported under its name. */
export interface CoreFunc extends Signature {
  readonly name: string;
  readonly body: Bytes;
}

export interface CoreModule {
  /** Where the memory comes from: a module name, or a number of pages of its own, exported as "memory". */
  readonly memory?: string | number;
  readonly imports?: readonly CoreImport[];
  readonly funcs: readonly CoreFunc[];
}

const VAL_TYPES: Readonly<Record<FlatType, number>> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c };

export function coreModule({ memory, imports = [], funcs }: CoreModule): Bytes {
  const types = [...imports, ...funcs].map(({ params, results }) => [0x60, ...valTypes(params), ...valTypes(results)]);
  const imported = imports.map((each, i) => [...name(each.module), ...name(each.name), 0x00, ...leb(i)]);
  if (typeof memory === "string") imported.push([...name(memory), ...name("memory"), 0x02, 0x00, 0x00]);
  const exported = funcs.map((each, i) => [...name(each.name), 0x00, ...leb(imports.length + i)]);
  if (typeof memory === "number") exported.push([...name("memory"), 0x02, 0x00]);
  return [
    ...MODULE_PREAMBLE,
    ...section(1, vec(types)),
    ...section(2, vec(imported)),
    ...section(3, vec(funcs.map((_, i) => leb(imports.length + i)))),
    ...(typeof memory === "number" ? section(5, vec([[0x00, ...leb(memory)]])) : []),
    ...section(7, vec(exported)),
    ...section(10, vec(funcs.map(({ body }) => sized([0x00, ...body, 0x0b])))),
  ];
}

function valTypes(types: readonly FlatType[]): Bytes {
  return vec(types.map((type) => [VAL_TYPES[type]]));
}

export const localGet = (index: number): Bytes => [0x20, ...leb(index)];
export const call = (index: number): Bytes => [0x10, ...leb(index)];
export const i32Const = (value: number): Bytes => [0x41, ...sleb(value)];

/** `address`, `value`, store: the address is a constant. */
export function store(type: FlatType, address: number, value: Bytes): Bytes {
  return [...i32Const(address), ...value, { i32: 0x36, i64: 0x37, f32: 0x38, f64: 0x39 }[type], 0x00, 0x00];
}

/** Loads from a constant address. */
export function load(type: FlatType, address: number): Bytes {
  return [...i32Const(address), { i32: 0x28, i64: 0x29, f32: 0x2a, f64: 0x2b }[type], 0x00, 0x00];
}
