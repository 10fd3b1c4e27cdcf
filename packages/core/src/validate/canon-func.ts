/** `canon lift` and `canon lower`. Source: CanonicalABI.md, same, and "Flattening". */

import { describeFunc } from "../abi/describe-type.ts";
import { MAX_FLAT_PARAMS, MAX_FLAT_RESULTS } from "../abi/type-table.ts";
import type { Canon, CanonOptions } from "../binary/model.ts";
import type { FuncType } from "../types.ts";
import {
  checkLiftOptions,
  checkOptions,
  refuseLiftOptions,
  requireMemory,
  requireRealloc,
  requireToRead,
  requireToWrite,
} from "./canon-options.ts";
import { type CoreFuncType, describeCoreFunc, equalFuncs } from "./core-type.ts";
import type { Scope } from "./scope.ts";

const MAX_FLAT_ASYNC_PARAMS = 4;

export function lift(scope: Scope, { func, options, type }: Extract<Canon, { kind: "lift" }>): FuncType {
  const funcType = scope.funcType(type);
  const found = scope.at(scope.coreFuncs, func, "core func");
  checkOptions(scope, options);
  checkAsync(scope, options, funcType);
  checkLiftOptions(scope, options, found);
  const expected = liftedType(scope, options, funcType);
  if (!equalFuncs(found, expected)) {
    scope.fail(
      `Expected a core func ${describeCoreFunc(expected)} to lift as ${describeFunc(funcType)}, found ${describeCoreFunc(found)}`,
    );
  }
  return funcType;
}

function liftedType(scope: Scope, options: CanonOptions, func: FuncType): CoreFuncType {
  const { params, results } = flat(scope, func);
  requireToWrite(scope, options, paramTypes(func));
  requireToRead(scope, options, resultTypes(func));
  const inMemory = params.length > MAX_FLAT_PARAMS;
  if (inMemory) requireRealloc(options, scope, `more than ${MAX_FLAT_PARAMS} flat parameters are written into memory`);
  const most = options.async ? MAX_FLAT_PARAMS : MAX_FLAT_RESULTS;
  if (results.length > most) requireMemory(options, scope, `more than ${most} flat results are read from memory`);
  return { params: inMemory ? ["i32"] : params, results: liftedResults(options, results) };
}

function liftedResults(options: CanonOptions, results: readonly string[]): readonly string[] {
  if (options.async) return options.callback === undefined ? [] : ["i32"];
  return results.length > MAX_FLAT_RESULTS ? ["i32"] : results;
}

export function lower(scope: Scope, { func, options }: Extract<Canon, { kind: "lower" }>): CoreFuncType {
  const funcType = scope.at(scope.funcs, func, "func");
  checkOptions(scope, options);
  refuseLiftOptions(scope, options, "canon lower");
  checkAsync(scope, options, funcType);
  return loweredType(scope, options, funcType);
}

export function loweredType(scope: Scope, options: CanonOptions, func: FuncType): CoreFuncType {
  requireToRead(scope, options, paramTypes(func));
  requireToWrite(scope, options, resultTypes(func));
  return options.async ? loweredAsync(scope, options, func) : loweredSync(scope, options, func);
}

function loweredSync(scope: Scope, options: CanonOptions, func: FuncType): CoreFuncType {
  const { params, results } = flat(scope, func);
  const given = inMemory(scope, options, params, MAX_FLAT_PARAMS);
  if (results.length <= MAX_FLAT_RESULTS) return { params: given, results };
  requireMemory(options, scope, `more than ${MAX_FLAT_RESULTS} flat results are written into memory`);
  return { params: [...given, "i32"], results: [] };
}

function loweredAsync(scope: Scope, options: CanonOptions, func: FuncType): CoreFuncType {
  const { params, results } = flat(scope, func);
  const given = inMemory(scope, options, params, MAX_FLAT_ASYNC_PARAMS);
  if (results.length === 0) return { params: given, results: ["i32"] };
  requireMemory(options, scope, "the result of an asynchronous call is written into memory");
  return { params: [...given, "i32"], results: ["i32"] };
}

/** Parameters, or a pointer to them if there are too many. */
function inMemory(scope: Scope, options: CanonOptions, params: readonly string[], most: number): readonly string[] {
  if (params.length <= most) return params;
  requireMemory(options, scope, `more than ${most} flat parameters are read from memory`);
  return ["i32"];
}

function checkAsync(scope: Scope, { async }: CanonOptions, func: FuncType): void {
  if (async && !func.async) scope.fail(`Expected an async function for the option async, found ${describeFunc(func)}`);
}

function flat(scope: Scope, func: FuncType): CoreFuncType {
  const { layouts } = scope.validation;
  return { params: layouts.flatten(paramTypes(func)), results: layouts.flatten(resultTypes(func)) };
}

function paramTypes({ params }: FuncType) {
  return params.map(({ type }) => type);
}

function resultTypes({ result }: FuncType) {
  return result === undefined ? [] : [result];
}
