/**
 * The two halves of every call across a component boundary: parameters and results, flat where they are few, in memory where they
 * are many. Source: CanonicalABI.md, `lift_flat_values`, `lower_flat_values`, `flatten_functype`.
 */
import type { FuncType, ValType } from "../types.ts";
import type { CodeWriter } from "./code-writer.ts";
import { type ComponentCode, type Context, memoryOf } from "./component-code.ts";
import { checkRange, emitAllocate, refreshViews } from "./emit-allocate.ts";
import { emitLiftFlat, emitLowerFlat, flatSource } from "./emit-flat.ts";
import { emitLoad, emitStore } from "./emit-memory.ts";
import { type FlatType, MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from "./type-table.ts";

export interface CoreSignature {
  readonly params: readonly FlatType[];
  readonly results: readonly FlatType[];
  readonly paramsInMemory: boolean;
  readonly resultInMemory: boolean;
}

export function coreSignature(code: ComponentCode, type: FuncType, context: "lift" | "lower"): CoreSignature {
  const flatParams = code.types.flatten(type.params.map((param) => param.type));
  const flatResults = type.result === undefined ? [] : code.types.info(type.result).flat;
  const paramsInMemory = flatParams.length > MAX_FLAT_PARAMS;
  const resultInMemory = flatResults.length > MAX_FLAT_RESULTS;
  const params: FlatType[] = paramsInMemory ? ["i32"] : [...flatParams];
  if (resultInMemory && context === "lower") params.push("i32");
  const results: readonly FlatType[] = resultInMemory ? (context === "lift" ? ["i32"] : []) : flatResults;
  return { params, results, paramsInMemory, resultInMemory };
}

/** Writes the lowering of `values`, one per parameter; returns the core arguments. */
export function emitLowerParams(cx: Context, w: CodeWriter, type: FuncType, values: readonly string[]): string[] {
  const types = type.params.map((param) => param.type);
  if (!coreSignature(cx.code, type, "lift").paramsInMemory) {
    return types.flatMap((each, i) => emitLowerFlat(cx, w, each, values[i] ?? "undefined"));
  }
  const { size, align } = cx.code.types.tuple(types);
  const ptr = w.name("a");
  w.line(`const ${ptr} = ${emitAllocate(cx)}(${align}, ${size});`);
  const { at } = cx.code.types.offsets(types);
  types.forEach((each, i) => emitStore(cx, w, each, values[i] ?? "undefined", { ptr, offset: at[i] ?? 0 }));
  return [ptr];
}

/** Writes the lifting of the parameters a guest passed in `flats`; returns an expression for each. */
export function emitLiftParams(cx: Context, w: CodeWriter, type: FuncType, flats: readonly string[]): string[] {
  const types = type.params.map((param) => param.type);
  const { paramsInMemory, params } = coreSignature(cx.code, type, "lower");
  if (!paramsInMemory) {
    const source = flatSource(flats, params);
    return types.map((each) => keep(w, emitLiftFlat(cx, w, each, source)));
  }
  const ptr = emitCheckedPointer(cx, w, {
    type: { kind: "tuple", types },
    ptr: flats[0] ?? "0",
    what: "parameters",
  });
  const { at } = cx.code.types.offsets(types);
  return types.map((each, i) => keep(w, emitLoad(cx, each, { ptr, offset: at[i] ?? 0 })));
}

/** Values are made in order, before anything else happens, because lifting a handle changes the table. */
function keep(w: CodeWriter, expression: string): string {
  return w.local("v", expression);
}

export interface CheckedPointer {
  readonly type: ValType;
  readonly ptr: string;
  readonly what: string;
}

/** Writes the checks that a pointer from the guest is aligned and inside its memory; returns the unsigned pointer. */
export function emitCheckedPointer(cx: Context, w: CodeWriter, pointer: CheckedPointer): string {
  const { size, align } = cx.code.types.info(pointer.type);
  const memory = memoryOf(cx, pointer.what);
  const ptr = w.name("p");
  w.line(`const ${ptr} = ${pointer.ptr} >>> 0;`);
  checkRange(w, memory, { ptr, align, size: String(size), what: pointer.what });
  return ptr;
}

/** After a call into the guest, its memory may have grown. */
export function emitRefresh(cx: Context, w: CodeWriter): void {
  if (cx.memory !== undefined) refreshViews(w, cx.memory);
}
