/**
 * Types of core modules as validation compares them. Value types are text, and a reference to a defined type has the number that all equal
 * types share (core-type-names.ts), so that equality is that of strings across modules.
 *
 * Source: Core specification 3.0, "Matching".
 */
import type { CoreLimits, CoreMemoryType } from "../binary/model.ts";

/** `i32`, `(ref null func)`, `(ref 7)`. */
export type CoreValText = string;

export interface CoreFuncType {
  readonly params: readonly CoreValText[];
  readonly results: readonly CoreValText[];
}

export interface CoreTable {
  readonly element: CoreValText;
  readonly limits: CoreLimits;
  readonly shared: boolean;
}

export interface CoreGlobal {
  readonly type: CoreValText;
  readonly mutable: boolean;
}

export type CoreExtern =
  | { readonly kind: "func" | "tag"; readonly type: CoreFuncType }
  | { readonly kind: "table"; readonly type: CoreTable }
  | { readonly kind: "memory"; readonly type: CoreMemoryType }
  | { readonly kind: "global"; readonly type: CoreGlobal };

/** What a core instance exports. */
export type CoreExterns = ReadonlyMap<string, CoreExtern>;

export interface CoreModuleType {
  readonly kind: "core module";
  /** By module, then by name. */
  readonly imports: ReadonlyMap<string, CoreExterns>;
  readonly exports: CoreExterns;
}

export const FUNCREF: CoreValText = "(ref null func)";

/** Why an item is not of the type that is asked for, if it is not. */
export function externMismatch(actual: CoreExtern, expected: CoreExtern): string | undefined {
  if (actual.kind === expected.kind && matches(actual, expected)) return undefined;
  return `expected ${describeExtern(expected)}, found ${describeExtern(actual)}`;
}

function matches(actual: CoreExtern, expected: CoreExtern): boolean {
  switch (expected.kind) {
    case "func":
    case "tag":
      return equalFuncs((actual as typeof expected).type, expected.type);
    case "table":
      return tableMatches((actual as typeof expected).type, expected.type);
    case "memory":
      return memoryMatches((actual as typeof expected).type, expected.type);
    case "global":
      return globalMatches((actual as typeof expected).type, expected.type);
  }
}

export function equalFuncs(a: CoreFuncType, b: CoreFuncType): boolean {
  return equalTexts(a.params, b.params) && equalTexts(a.results, b.results);
}

function equalTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}

export function tableMatches(actual: CoreTable, expected: CoreTable): boolean {
  return (
    actual.element === expected.element &&
    actual.shared === expected.shared &&
    limitsMatch(actual.limits, expected.limits)
  );
}

export function memoryMatches(actual: CoreMemoryType, expected: CoreMemoryType): boolean {
  const samePages = (actual.pageSizeLog2 ?? PAGE_LOG2) === (expected.pageSizeLog2 ?? PAGE_LOG2);
  return samePages && actual.shared === expected.shared && limitsMatch(actual, expected);
}

const PAGE_LOG2 = 16;

function limitsMatch(actual: CoreLimits, expected: CoreLimits): boolean {
  if (actual.address !== expected.address || actual.min < expected.min) return false;
  return expected.max === undefined || (actual.max !== undefined && actual.max <= expected.max);
}

/** A global that can be written is of one type for whoever reads and whoever writes it. */
function globalMatches(actual: CoreGlobal, expected: CoreGlobal): boolean {
  if (actual.mutable !== expected.mutable) return false;
  return actual.type === expected.type || (!expected.mutable && refMatches(actual.type, expected.type));
}

const REF = /^\(ref (null )?(\S+)\)$/;

/** The abstract heap types above each. */
const ABOVE: Readonly<Record<string, readonly string[]>> = {
  none: ["i31", "struct", "array", "eq", "any"],
  i31: ["eq", "any"],
  struct: ["eq", "any"],
  array: ["eq", "any"],
  eq: ["any"],
  nofunc: ["func"],
  noextern: ["extern"],
  noexn: ["exn"],
  nocont: ["cont"],
};

function refMatches(actual: CoreValText, expected: CoreValText): boolean {
  const [, nullable, heap = ""] = REF.exec(actual) ?? [];
  const [, mayBeNull, above = ""] = REF.exec(expected) ?? [];
  if (heap === "" || above === "" || (nullable !== undefined && mayBeNull === undefined)) return false;
  return heap === above || (ABOVE[heap]?.includes(above) ?? (above === "func" && /^\d+$/.test(heap)));
}

export function describeExtern(extern: CoreExtern): string {
  switch (extern.kind) {
    case "func":
    case "tag":
      return `${extern.kind} ${describeCoreFunc(extern.type)}`;
    case "table":
      return `table ${describeLimits(extern.type.limits, extern.type.shared)} ${extern.type.element}`;
    case "memory":
      return `memory ${describeLimits(extern.type, extern.type.shared)}`;
    case "global":
      return `global ${extern.type.mutable ? `(mut ${extern.type.type})` : extern.type.type}`;
  }
}

export function describeCoreFunc({ params, results }: CoreFuncType): string {
  return `(${params.join(", ")}) -> (${results.join(", ")})`;
}

function describeLimits({ min, max, address }: CoreLimits, shared: boolean): string {
  const bounds = max === undefined ? `${min}` : `${min} ${max}`;
  return `${address === "i64" ? "i64 " : ""}${bounds}${shared ? " shared" : ""}`;
}
