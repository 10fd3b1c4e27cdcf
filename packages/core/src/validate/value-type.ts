/** Value and function types, where they are defined. Source: Binary.md, "Type Definitions"; Explainer.md, "Type Definitions". */

import { describeType } from "../abi/describe-type.ts";
import type { LabelValType, TypeDef, ValTypeRef } from "../binary/model.ts";
import { countOfType } from "../link/limits.ts";
import type { Case, Field, FuncType, PrimitiveKind, PrimitiveType, ValType } from "../types.ts";
import { isLabel } from "./extern-name.ts";
import type { Scope } from "./scope.ts";
import { MAX_VALUE_BYTES } from "./value-layout.ts";

export type ValTypeDef = Exclude<TypeDef, { kind: "func" | "component" | "instance" | "resource" }>;
type FuncTypeDef = Extract<TypeDef, { kind: "func" }>;

export function defineValType(scope: Scope, def: ValTypeDef): ValType {
  scope.count(countOfType(def));
  const type = valTypeOf(scope, def);
  scope.keep(scope.validation.limits.type(type));
  const { size } = scope.validation.layouts.of(type);
  if (size >= MAX_VALUE_BYTES) {
    scope.fail(`Expected a value type of less than ${MAX_VALUE_BYTES} bytes, found ${describeType(type)} of ${size}`);
  }
  return type;
}

function valTypeOf(scope: Scope, def: ValTypeDef): ValType {
  const ref = (type: ValTypeRef): ValType => valType(scope, type);
  switch (def.kind) {
    case "primitive":
      return { kind: def.primitive };
    case "record":
      return { kind: "record", fields: labelled(scope, "a record field", def.fields) };
    case "variant":
      return { kind: "variant", cases: casesOf(scope, def) };
    case "list":
      return { kind: "list", element: ref(def.element), ...(def.length !== undefined && { length: def.length }) };
    case "tuple":
      return { kind: "tuple", types: def.types.map(ref) };
    case "flags":
      checkLabels(scope, "a flag", def.labels);
      return { kind: "flags", names: def.labels };
    case "enum":
      checkLabels(scope, "an enum case", def.labels);
      return { kind: "enum", names: def.labels };
    case "option":
      return { kind: "option", type: ref(def.type) };
    case "result":
      return {
        kind: "result",
        ...(def.ok !== undefined && { ok: ref(def.ok) }),
        ...(def.err !== undefined && { err: ref(def.err) }),
      };
    case "own":
    case "borrow":
      return { kind: def.kind, resource: scope.resource(def.resource) };
    case "stream":
    case "future":
      return channel(scope, def.kind, def.element);
    case "map":
      return { kind: "map", key: keyType(scope, def.key), value: ref(def.value) };
  }
}

/** A value type where it is used. */
export function valType(scope: Scope, ref: ValTypeRef): ValType {
  return typeof ref === "string" ? PRIMITIVES[ref] : scope.valType(ref);
}

/** One object each, so that what is known of a type is known of all its uses. */
const PRIMITIVES: Readonly<Record<PrimitiveKind, PrimitiveType>> = {
  bool: { kind: "bool" },
  s8: { kind: "s8" },
  u8: { kind: "u8" },
  s16: { kind: "s16" },
  u16: { kind: "u16" },
  s32: { kind: "s32" },
  u32: { kind: "u32" },
  s64: { kind: "s64" },
  u64: { kind: "u64" },
  f32: { kind: "f32" },
  f64: { kind: "f64" },
  char: { kind: "char" },
  string: { kind: "string" },
  "error-context": { kind: "error-context" },
};

export function defineFuncType(scope: Scope, def: FuncTypeDef): FuncType {
  scope.count(countOfType(def));
  const params = labelled(scope, "a parameter", def.params);
  const result = def.result === undefined ? undefined : valType(scope, def.result);
  if (result !== undefined) refuseBorrow(scope, result, "Expected the result of a function");
  return { kind: "func", async: def.async, params, ...(result !== undefined && { result }) };
}

/** A borrowed handle is lent for one call, so it cannot leave it. */
export function refuseBorrow(scope: Scope, type: ValType, what: string): void {
  if (!scope.validation.layouts.of(type).hasBorrow) return;
  scope.fail(`${what} without borrowed handles, found ${describeType(type)}`);
}

function casesOf(scope: Scope, def: Extract<ValTypeDef, { kind: "variant" }>): Case[] {
  const { cases } = def;
  checkLabels(
    scope,
    "a variant case",
    cases.map(({ label }) => label),
  );
  return cases.map(({ label, type }) => ({ name: label, ...(type !== undefined && { type: valType(scope, type) }) }));
}

function labelled(scope: Scope, what: string, parts: readonly LabelValType[]): Field[] {
  checkLabels(
    scope,
    what,
    parts.map(({ label }) => label),
  );
  return parts.map(({ label, type }) => ({ name: label, type: valType(scope, type) }));
}

function channel(scope: Scope, kind: "stream" | "future", ref: ValTypeRef | undefined): ValType {
  if (ref === undefined) return { kind };
  const element = valType(scope, ref);
  refuseBorrow(scope, element, `Expected the elements of a ${kind}`);
  if (kind === "stream" && element.kind === "char")
    scope.fail("Expected a stream of anything but char, which no encoding has been chosen for; use stream<u8>");
  return { kind, element };
}

const KEYS: ReadonlySet<ValType["kind"]> = new Set<PrimitiveKind>([
  "bool",
  "s8",
  "u8",
  "s16",
  "u16",
  "s32",
  "u32",
  "s64",
  "u64",
  "char",
  "string",
]);

function keyType(scope: Scope, ref: ValTypeRef): ValType {
  const key = valType(scope, ref);
  if (KEYS.has(key.kind)) return key;
  return scope.fail(`Expected a map's keys to be bool, an integer, char or string, found ${describeType(key)}`);
}

/** Labels have to differ by more than case. */
function checkLabels(scope: Scope, what: string, labels: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const label of labels) {
    if (!isLabel(label)) scope.fail(`Expected the name of ${what} in kebab case, found "${label}"`);
    const lower = label.toLowerCase();
    const before = seen.get(lower);
    if (before !== undefined) scope.fail(`The name of ${what}, "${label}", conflicts with "${before}"`);
    seen.set(lower, label);
  }
}
