/** Names that TypeScript has other ideas about, and what hand-made models show; the rest is in `golden.test.ts`. */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { ExternType } from "@weft/core/types";
import { typeErrors } from "../../test/type-check.ts";
import * as t from "../../test/types.ts";
import { printTypescript, type TypescriptOptions } from "./print-typescript.ts";

type Externs = Readonly<Record<string, ExternType>>;

function print(imports: Externs, exports: Externs = {}, options: TypescriptOptions = {}): string[] {
  const decls = (externs: Externs) => Object.entries(externs).map(([name, type]) => ({ name, type }));
  return printTypescript({ imports: decls(imports), exports: decls(exports) }, options)
    .trimEnd()
    .split("\n");
}

/** What stands in the braces after a head. */
function bodyOf(lines: readonly string[], head: string): string[] {
  const start = lines.indexOf(`${head} {`);
  return lines.slice(start + 1, lines.indexOf("}", start)).map((line) => line.slice(2));
}

test("a component without imports and exports has empty ones", () => {
  assert.deepEqual(print({}), ["export interface Imports {", "}", "", "export interface Exports {", "}"]);
});

test("a function named by a reserved word is exported under it", () => {
  const lines = print({}, { "a:b/c": t.instance({ delete: t.func({ new: t.u8, "for-all": t.u8 }) }) });
  assert.deepEqual(bodyOf(lines, "export namespace ABC"), [
    "function delete_(new_: number, forAll: number): void;",
    "export { delete_ as delete };",
  ]);
});

test("a type named like one of TypeScript's leaves that one reachable", () => {
  const promise = t.record({ ok: t.bool });
  const lines = print({}, { "a:b/c": t.instance({ promise: t.named(promise), get: t.func({}, promise, true) }) });
  assert.ok(lines.includes("  export function get(): globalThis.Promise<Promise>;"), lines.join("\n"));
});

test("helper types give way to types of their name", () => {
  const option = t.option(t.option(t.u8));
  const lines = print({}, { "a:b/c": t.instance({ option: t.named(t.prim("u8")), get: t.func({}, option) }) });
  assert.ok(lines.includes("  export function get(): Option_<number | undefined>;"), lines.join("\n"));
  assert.equal(lines.at(-1), 'export type Option_<T> = { tag: "none" } | { tag: "some"; val: T };');
});

test("options at the end may be left out, others may not", () => {
  const type = t.func({ a: t.option(t.u8), b: t.u8, c: t.option(t.u8), d: t.option(t.string) });
  const lines = print({}, { f: type, g: t.func({ a: t.option(t.option(t.u8)) }) });
  assert.deepEqual(bodyOf(lines, "export interface Exports"), [
    "f(a: number | undefined, b: number, c?: number | undefined, d?: string | undefined): void;",
    "g(a: Option<number | undefined>): void;",
  ]);
});

test("an interface without functions need not be given, one without values cannot", () => {
  const error = t.resource("error");
  const lines = print({
    "a:b/types": t.instance({ size: t.named(t.prim("u64")) }),
    "a:b/error": t.instance({ error: t.abstract(error) }),
    "a:b/log": t.instance({ log: t.func({}) }),
  });
  assert.deepEqual(bodyOf(lines, "export interface Imports"), [
    '"a:b/error"?: typeof ABError;',
    '"a:b/log": typeof ABLog;',
  ]);
});

test("cases of two variants that would share a name get names of their own", () => {
  const lines = print({
    "a:b/c": t.instance({
      a: t.named(t.variant({ "b-c": t.u8 })),
      "a-b": t.named(t.variant({ c: t.u8 })),
      f: t.func({}),
    }),
  });
  assert.ok(lines.includes("  export type A = ABC;"));
  assert.ok(lines.includes("  export type AB = ABC_;"));
});

test("with suspend a constructor gives a promise, which only an interface and a constant can say", () => {
  const file = t.resource("file");
  const files = t.instance({
    file: t.abstract(file),
    "[constructor]file": t.func({ path: t.string }, t.own(file)),
    "[method]file.size": t.func({ self: t.borrow(file) }, t.u64),
    "[static]file.exists": t.func({ path: t.string }, t.bool),
  });
  assert.deepEqual(bodyOf(print({}, { "a:b/c": files }, { suspend: true }), "export namespace ABC"), [
    "export interface File {",
    "  size(): Promise<bigint>;",
    "  [Symbol.dispose](): void;",
    "}",
    "export const File: {",
    "  new (path: string): Promise<File>;",
    "  exists(path: string): Promise<boolean>;",
    "  readonly prototype: File;",
    "}",
  ]);
});

test("TypeScript accepts every name a component may use", (context) => {
  const words = [
    "delete",
    "new",
    "constructor",
    "prototype",
    "await",
    "arguments",
    "default",
    "import",
    "symbol",
    "global-this",
  ];
  const types = [
    "promise",
    "map",
    "array",
    "option",
    "result",
    "uint8-array",
    "async-iterable",
    "imports",
    "exports",
    "symbol",
    "object",
  ];
  const thing = t.resource("error");
  const body = (): Externs => ({
    error: t.abstract(thing),
    ...Object.fromEntries(
      types.map((name) => [name, t.named(t.record({ constructor: t.list(t.u8), "to-string": t.map(t.u8, t.u8) }))]),
    ),
    ...Object.fromEntries(
      words.map((name) => [name, t.func({ [name]: t.option(t.option(t.list(t.bool))) }, t.result(t.u8, t.u8), true)]),
    ),
    ...Object.fromEntries(
      words.map((name) => [
        `[method]error.${name}`,
        t.func({ self: t.borrow(thing), [name]: t.u8 }, t.tuple(t.result())),
      ]),
    ),
  });
  const folder = mkdtempSync(join(tmpdir(), "weft-typings-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const files = [false, true].map((suspend) => {
    const file = join(folder, `names-${suspend}.d.ts`);
    const both = { "a:b/c@1.0.0": t.instance(body()), "a:b/c@2.0.0": t.instance(body()), plain: t.instance(body()) };
    writeFileSync(file, print(both, both, { suspend }).join("\n"));
    return file;
  });
  assert.equal(typeErrors(files), "");
});
