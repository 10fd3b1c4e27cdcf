/** Options of canonical definitions: which may stand together, and what an option's function or memory has to look like.
 * Source: CanonicalABI.md, "`canonopt` Validation". */
import type { CanonOptions, CoreFuncIdx } from "../binary/model.ts";
import type { ValType } from "../types.ts";
import { type CoreFuncType, describeCoreFunc, equalFuncs } from "./core-type.ts";
import type { Scope } from "./scope.ts";

/** Checks what does not depend on the function that is lifted or lowered. */
export function checkOptions(scope: Scope, options: CanonOptions): void {
  const { memory, realloc, callback, postReturn, async } = options;
  if (callback !== undefined && !async) scope.fail("Expected the option callback only with async");
  if (postReturn !== undefined && async) scope.fail("Expected the option post-return only without async");
  if (memory !== undefined) checkMemory(scope, memory);
  if (realloc === undefined) return;
  if (memory === undefined) scope.fail("Expected the option memory, which realloc allocates in, found none");
  expectFunc(scope, "realloc", realloc, REALLOC);
}

const REALLOC: CoreFuncType = { params: ["i32", "i32", "i32", "i32"], results: ["i32"] };
const CALLBACK: CoreFuncType = { params: ["i32", "i32", "i32"], results: ["i32"] };

/** A memory that values can be in: not shared, and addressed by 32 bits. */
export function checkMemory(scope: Scope, index: number): void {
  const memory = scope.at(scope.coreMemories, index, "core memory");
  if (memory.address === "i64")
    scope.fail("Expected a memory with 32-bit addresses, found one with 64-bit addresses (🐘), which is not supported");
  if (memory.shared) scope.fail("Expected a memory that is not shared, found a shared one");
}

function expectFunc(scope: Scope, option: string, index: CoreFuncIdx, expected: CoreFuncType): void {
  const found = scope.at(scope.coreFuncs, index, "core func");
  if (equalFuncs(found, expected)) return;
  scope.fail(
    `Expected the option ${option} to be a core func ${describeCoreFunc(expected)}, found ${describeCoreFunc(found)}`,
  );
}

/** What only a lift may have. */
export function checkLiftOptions(scope: Scope, { postReturn, callback }: CanonOptions, lifted: CoreFuncType): void {
  if (postReturn !== undefined) expectFunc(scope, "post-return", postReturn, { params: lifted.results, results: [] });
  if (callback !== undefined) expectFunc(scope, "callback", callback, CALLBACK);
}

export function refuseLiftOptions(scope: Scope, { postReturn, callback }: CanonOptions, where: string): void {
  if (postReturn !== undefined) scope.fail(`Expected no option post-return on ${where}`);
  if (callback !== undefined) scope.fail(`Expected no option callback on ${where}`);
}

export function requireMemory({ memory }: CanonOptions, scope: Scope, why: string): void {
  if (memory === undefined) scope.fail(`Expected the option memory, as ${why}, found none`);
}

export function requireRealloc(options: CanonOptions, scope: Scope, why: string): void {
  requireMemory(options, scope, why);
  if (options.realloc === undefined) scope.fail(`Expected the option realloc, as ${why}, found none`);
}

/** Values that leave their core module need a memory to read them from. */
export function requireToRead(scope: Scope, options: CanonOptions, types: readonly ValType[]): void {
  if (hasPointers(scope, types)) requireMemory(options, scope, "lists and strings are read from memory");
}

/** Values that come into a core module need a place, too. */
export function requireToWrite(scope: Scope, options: CanonOptions, types: readonly ValType[]): void {
  if (hasPointers(scope, types)) requireRealloc(options, scope, "lists and strings are written into memory");
}

function hasPointers(scope: Scope, types: readonly ValType[]): boolean {
  return types.some((type) => scope.validation.layouts.of(type).hasPointer);
}
