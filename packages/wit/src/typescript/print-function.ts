/** Functions: what they take, what they give, and what they throw. */

import { isPlainOption } from "@weft/core/js-mapping";
import type { Field, FuncType, ValType } from "@weft/core/types";
import { parameterName } from "./identifier.ts";
import { printType, type TypeContext } from "./print-type.ts";

/** Whose function it is, and how its caller waits. */
export interface FunctionContext extends TypeContext {
  readonly direction: "import" | "export";
  /** Whether calls suspend: exports answer with promises, and imports may. */
  readonly suspend: boolean;
}

/** `(a: number): string`. `self` is the first parameter of a method, which is `this`. */
export function printSignature(type: FuncType, cx: FunctionContext, options: { readonly self?: boolean } = {}): string {
  return `${printParams(type, cx, options)}: ${printReturn(type, cx)}`;
}

/** The parameters in parentheses; options at the end may be left out by the caller. */
export function printParams(
  type: FuncType,
  cx: TypeContext,
  { self = false }: { readonly self?: boolean } = {},
): string {
  const params = self ? type.params.slice(1) : type.params;
  const required = params.findLastIndex((param) => !mayBeLeftOut(param)) + 1;
  return `(${params.map((param, index) => `${parameterName(param.name)}${index < required ? "" : "?"}: ${printType(param.type, cx)}`).join(", ")})`;
}

/** A comment for a function whose error case is thrown, or nothing. */
export function printThrows(type: FuncType, cx: TypeContext): string[] {
  if (type.result?.kind !== "result") return [];
  const { err } = type.result;
  return [err === undefined ? "/** @throws ComponentError */" : `/** @throws ComponentError<${printType(err, cx)}> */`];
}

function mayBeLeftOut({ type }: Field): boolean {
  return type.kind === "option" && isPlainOption(type);
}

function printReturn(type: FuncType, cx: FunctionContext): string {
  const value = printType(returnedType(type), cx);
  if (!type.async && !cx.suspend) return value;
  const promise = `${cx.globals.of("Promise")}<${value}>`;
  return cx.direction === "export" ? promise : `${value} | ${promise}`;
}

/** A result is returned or thrown. */
function returnedType({ result }: FuncType): ValType | undefined {
  return result?.kind === "result" ? result.ok : result;
}
