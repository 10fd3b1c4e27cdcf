/**
 * The core function types of the canonical built-ins, and what each of them asks for. Some are not run yet; all of them are typed.
 * Source: CanonicalABI.md, "Canonical Definitions".
 */
import type { Canon, CanonOptions, CoreValType } from "../binary/model.ts";
import type { ValType } from "../types.ts";
import { loweredType } from "./canon-func.ts";
import {
  checkMemory,
  checkOptions,
  refuseLiftOptions,
  requireMemory,
  requireRealloc,
  requireToRead,
  requireToWrite,
} from "./canon-options.ts";
import { type CoreFuncType, describeCoreFunc, FUNCREF } from "./core-type.ts";
import type { Scope } from "./scope.ts";
import { refuseBorrow, valType } from "./value-type.ts";

export type BuiltinCanon = Exclude<Canon, { kind: "lift" | "lower" }>;

const func = (params: readonly string[], results: readonly string[] = []): CoreFuncType => ({ params, results });

const NOTHING = func([]);
const GIVES = func([], ["i32"]);
const TAKES = func(["i32"]);
const TAKES_AND_GIVES = func(["i32"], ["i32"]);

export function builtin(scope: Scope, canon: BuiltinCanon): CoreFuncType {
  switch (canon.kind) {
    case "resource.new":
    case "resource.rep":
      return localResource(scope, canon.kind, canon.resource);
    case "resource.drop":
      scope.resource(canon.resource);
      return TAKES;
    case "task.return":
      return taskReturn(scope, canon);
    case "context.get":
      return func([], [contextSlot(scope, canon.kind, canon)]);
    case "context.set":
      return func([contextSlot(scope, canon.kind, canon)]);
    case "stream.new":
    case "future.new":
      element(scope, canon.kind, canon.type);
      return func([], ["i64"]);
    case "stream.read":
    case "stream.write":
    case "future.read":
    case "future.write":
      return copy(scope, canon.kind, canon.type, canon.options);
    case "stream.cancel-read":
    case "stream.cancel-write":
    case "future.cancel-read":
    case "future.cancel-write":
      element(scope, canon.kind, canon.type);
      return TAKES_AND_GIVES;
    case "stream.drop-readable":
    case "stream.drop-writable":
    case "future.drop-readable":
    case "future.drop-writable":
      element(scope, canon.kind, canon.type);
      return TAKES;
    case "error-context.new":
      errorContextOptions(scope, canon.kind, canon.options);
      return func(["i32", "i32"], ["i32"]);
    case "error-context.debug-message":
      errorContextOptions(scope, canon.kind, canon.options);
      requireRealloc(canon.options, scope, "the message is written into memory");
      return func(["i32", "i32"]);
    case "waitable-set.wait":
    case "waitable-set.poll":
      checkMemory(scope, canon.memory);
      return func(["i32", "i32"], ["i32"]);
    case "thread.new-indirect":
      return newIndirect(scope, canon.type, canon.table);
    case "thread.spawn-ref":
    case "thread.spawn-indirect":
    case "thread.available-parallelism":
      return scope.fail(`canon ${canon.kind} (🧵②, threads that share memory) is not supported`);
    default:
      return PLAIN[canon.kind];
  }
}

type Plain = Exclude<
  BuiltinCanon,
  { type: unknown } | { options: unknown } | { resource: unknown } | { memory: unknown }
>["kind"];

const PLAIN: Readonly<Record<Exclude<Plain, "thread.available-parallelism">, CoreFuncType>> = {
  "task.cancel": NOTHING,
  "backpressure.inc": NOTHING,
  "backpressure.dec": NOTHING,
  "subtask.cancel": TAKES_AND_GIVES,
  "subtask.drop": TAKES,
  "error-context.drop": TAKES,
  "waitable-set.new": GIVES,
  "waitable-set.drop": TAKES,
  "waitable.join": func(["i32", "i32"]),
  "thread.yield": GIVES,
  "thread.index": GIVES,
  "thread.resume-later": TAKES,
  "thread.suspend": GIVES,
  "thread.suspend-then-resume": TAKES_AND_GIVES,
  "thread.yield-then-resume": TAKES_AND_GIVES,
  "thread.suspend-then-promote": TAKES_AND_GIVES,
  "thread.yield-then-promote": TAKES_AND_GIVES,
};

/** Only the component that defines a resource type knows what represents it. */
function localResource(scope: Scope, kind: string, index: number): CoreFuncType {
  const { id, name } = scope.resource(index);
  if (!scope.local.has(id))
    scope.fail(`Expected ${kind} of a resource type that this component defines, found "${name}", which it does not`);
  return TAKES_AND_GIVES;
}

function taskReturn(scope: Scope, { result, options }: Extract<Canon, { kind: "task.return" }>): CoreFuncType {
  checkOptions(scope, options);
  refuseLiftOptions(scope, options, "task.return");
  if (options.realloc !== undefined) scope.fail("Expected no option realloc on task.return");
  if (options.async) scope.fail("Expected no option async on task.return");
  if (result === undefined) return NOTHING;
  const type = valType(scope, result);
  refuseBorrow(scope, type, "Expected the result of task.return");
  return loweredType(scope, options, { kind: "func", async: false, params: [{ name: "result", type }] });
}

const CONTEXT_SLOTS = 2;

function contextSlot(scope: Scope, kind: string, slot: { readonly type: CoreValType; readonly index: number }): string {
  if (slot.type === "i64") scope.fail(`${kind} of i64 (🐘) is not supported`);
  if (slot.type !== "i32") scope.fail(`Expected ${kind} of i32, found another type`);
  if (slot.index >= CONTEXT_SLOTS) scope.fail(`Expected ${kind} of a slot below ${CONTEXT_SLOTS}, found ${slot.index}`);
  return slot.type;
}

/** The element type of the stream or future that a built-in is for; `stream.new` is for streams. */
function element(scope: Scope, kind: string, index: number): ValType | undefined {
  const expected = kind.startsWith("stream.") ? "stream" : "future";
  const type = scope.valType(index);
  if (type.kind !== expected) scope.fail(`Expected ${kind} of a ${expected} type, found a ${type.kind}`);
  return type.element;
}

type CopyKind = "stream.read" | "stream.write" | "future.read" | "future.write";

function copy(scope: Scope, kind: CopyKind, index: number, options: CanonOptions): CoreFuncType {
  const type = element(scope, kind, index);
  checkOptions(scope, options);
  refuseLiftOptions(scope, options, kind);
  if (type !== undefined) {
    requireMemory(options, scope, "the elements are copied there");
    if (kind.endsWith(".read")) requireToWrite(scope, options, [type]);
    else requireToRead(scope, options, [type]);
  }
  return kind.startsWith("stream.") ? func(["i32", "i32", "i32"], ["i32"]) : func(["i32", "i32"], ["i32"]);
}

function errorContextOptions(scope: Scope, kind: string, options: CanonOptions): void {
  checkOptions(scope, options);
  refuseLiftOptions(scope, options, kind);
  if (options.async) scope.fail(`Expected no option async on ${kind}`);
  requireMemory(options, scope, "the message lies there");
}

function newIndirect(scope: Scope, type: number, tableIndex: number): CoreFuncType {
  const start = scope.coreFuncType(type);
  if (start.params.join() !== "i32" || start.results.length > 0)
    scope.fail(`Expected a thread to start with a core func (i32) -> (), found ${describeCoreFunc(start)}`);
  const table = scope.at(scope.coreTables, tableIndex, "core table");
  if (table.element !== FUNCREF || table.shared || table.limits.address !== "i32")
    scope.fail(`Expected a table of funcref that is not shared, found one of ${table.element}`);
  return func(["i32", "i32"], ["i32"]);
}
