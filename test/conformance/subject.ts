/** What a script instantiates: components by this engine, core modules by V8, behind one surface. */
import assert from "node:assert/strict";
import { Component, ComponentError, type Imports, ParseError, Trap, ValidationError } from "@weft/core";
import { camelCase, parseFuncName } from "@weft/core/js-mapping";
import type { FuncType } from "@weft/core/types";
import { type Expected, plainLists, toExpected, toValue } from "./component-value.ts";
import { isCoreValue, toCoreValue } from "./core-value.ts";
import type { Action, Const } from "./directive.ts";
import { type HostTypes, refuseWrongTypes } from "./host.ts";

export interface Environment {
  /** Instances that were named or registered, and what `--host` gives. */
  readonly imports: Imports;
  readonly hostTypes: HostTypes;
}

export interface Definition {
  instantiate(environment: Environment): Promise<Subject>;
}

/** An instance that scripts call. */
export interface Subject {
  /** What others import of it. */
  readonly exports: unknown;
  /** Does the action and discards what comes of it. */
  act(action: Action): Promise<void>;
  /** @throws when the action gives anything else */
  expect(action: Action, expected: readonly Const[]): Promise<void>;
}

const LAYER_OFFSET = 6;

/** @throws ParseError, ValidationError or WebAssembly.CompileError */
export async function compile(bytes: Uint8Array): Promise<Definition> {
  return bytes[LAYER_OFFSET] === 1 ? compileComponent(bytes) : compileModule(bytes);
}

/** Whether the error is the engine's answer to bytes that are not well-formed or not valid, and not to what it does not run yet. */
export function isRejection(error: unknown): boolean {
  if (error instanceof ValidationError && /\bthis version of Weft\b/.test(error.message)) return false;
  return error instanceof ParseError || error instanceof ValidationError || error instanceof WebAssembly.CompileError;
}

/** Whether the error stopped the guest. */
export function isTrap(error: unknown): boolean {
  return error instanceof Trap || error instanceof WebAssembly.RuntimeError || isExhaustion(error);
}

export function isExhaustion(error: unknown): boolean {
  return error instanceof Trap ? error.reason === "call stack exhausted" : error instanceof RangeError;
}

/** A guest's exception leaves a component as a trap. */
export function isException(error: unknown): boolean {
  return (
    error instanceof WebAssembly.Exception || (error instanceof Trap && error.cause instanceof WebAssembly.Exception)
  );
}

async function compileComponent(bytes: Uint8Array): Promise<Definition> {
  const component = await Component.compile(bytes);
  return {
    async instantiate({ imports, hostTypes }) {
      refuseWrongTypes(component.imports, hostTypes);
      const { exports } = await component.instantiate(imports);
      const call = (action: Action): unknown => {
        const { params } = funcExport(component, action.field);
        const args = argsOf(action).map((arg, i) => toValue(arg, params[i]?.type ?? tooMany(params.length)));
        return memberOf(exports, action.field)(...args);
      };
      return {
        exports,
        act: async (action) => void (await outcomeOf(() => call(action))),
        async expect(action, expected) {
          const outcome = await outcomeOf(() => call(action));
          const func = funcExport(component, action.field);
          assert.deepStrictEqual(plainLists(outcome), plainLists(toExpected(expected, func)));
        },
      };
    },
  };
}

/** What the call gave: a value, or the payload of its error case. */
async function outcomeOf(call: () => unknown): Promise<Expected> {
  try {
    return { ok: await call() };
  } catch (error) {
    if (error instanceof ComponentError) return { err: error.payload };
    throw error;
  }
}

function funcExport(component: Component, field: string): FuncType {
  const type = component.exports.find(({ name }) => name === field)?.type;
  if (type?.kind === "func") return type;
  const found = component.exports.map(({ name, type: { kind } }) => `${kind} "${name}"`).join(", ");
  throw new Error(`Expected the export "${field}", a func, found ${found || "no exports"}`);
}

function tooMany(count: number): never {
  throw new Error(`the script passes more arguments than the function takes, which is ${count}`);
}

function memberOf(exports: Record<string, unknown>, field: string): (...args: unknown[]) => unknown {
  const { kind } = parseFuncName(field);
  const member = exports[camelCase(field)];
  if (kind !== "plain" || typeof member !== "function")
    throw new Error(`"${field}" is not a function that a script can call`);
  return member as (...args: unknown[]) => unknown;
}

function argsOf(action: Action): readonly Const[] {
  if (action.type === "get") throw new Error("a component has no globals to get");
  return action.args;
}

async function compileModule(bytes: Uint8Array): Promise<Definition> {
  const module = await WebAssembly.compile(bytes);
  return {
    async instantiate({ imports }) {
      const { exports } = await WebAssembly.instantiate(module, imports as WebAssembly.Imports);
      const act = (action: Action): unknown => {
        const item = exports[action.field];
        if (action.type === "get") return (item as WebAssembly.Global).value;
        return (item as (...args: unknown[]) => unknown)(...action.args.map(toCoreValue));
      };
      return {
        exports,
        act: async (action) => void act(action),
        expect: async (action, expected) => expectCoreValues(act(action), expected),
      };
    },
  };
}

function expectCoreValues(result: unknown, expected: readonly Const[]): void {
  const results = expected.length === 1 ? [result] : ((result ?? []) as readonly unknown[]);
  const equal = results.length === expected.length && expected.every((each, i) => isCoreValue(results[i], each));
  if (!equal)
    throw new Error(`Expected ${JSON.stringify(expected)}, found ${results.map(String).join(", ") || "nothing"}`);
}
