/** What hand-made models show and no component that wasm-tools makes does; the rest is in `golden.test.ts`. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ExternType } from "@weft/core/types";
import * as t from "../../test/types.ts";
import { printWit } from "./print-wit.ts";

type Externs = Readonly<Record<string, ExternType>>;

function print(imports: Externs, exports: Externs = {}): string[] {
  const decls = (externs: Externs) => Object.entries(externs).map(([name, type]) => ({ name, type }));
  return printWit({ imports: decls(imports), exports: decls(exports) })
    .trimEnd()
    .split("\n");
}

/** The lines within the braces of the world, or of the interface named. */
function bodyOf(lines: readonly string[], head = "world root"): string[] {
  const start = lines.findIndex((line) => line.trim() === `${head} {`);
  const indent = /^ */.exec(lines[start] ?? "")?.[0] ?? "";
  const end = lines.indexOf(`${indent}}`, start);
  return lines.slice(start + 1, end).map((line) => line.slice(indent.length + 2));
}

test("a component without imports and exports has an empty world", () => {
  assert.deepEqual(print({}), ["package root:component;", "", "world root {", "}"]);
});

test("every keyword of WIT is escaped as a label, and only those are", () => {
  const keywords = ["as", "async", "bool", "borrow", "char", "constructor", "enum", "error-context", "export", "f32"];
  const plain = ["asynchronous", "self", "get", "set", "in", "union", "method", "error"];
  const names = Object.fromEntries([...keywords, ...plain].map((name) => [name, t.func({})]));
  assert.deepEqual(bodyOf(print(names)), [
    ...keywords.map((name) => `import %${name}: func();`),
    ...plain.map((name) => `import ${name}: func();`),
  ]);
});

test("a type that a signature uses without naming it gets a use", () => {
  const point = t.record({ x: t.u8 });
  const lines = print({
    "a:b/types": t.instance({ point: t.named(point) }),
    "a:b/user": t.instance({ point: t.func({ at: t.list(point) }) }),
    far: t.func({}, t.option(point)),
  });
  assert.deepEqual(bodyOf(lines, "interface user"), [
    "use types.{point as point-2};",
    "",
    "point: func(at: list<point-2>);",
  ]);
  assert.deepEqual(bodyOf(lines), [
    "import a:b/types;",
    "import a:b/user;",
    "use a:b/types.{point};",
    "import far: func() -> option<point>;",
  ]);
});

test("a use is needed once, also for a type inside others", () => {
  const point = t.record({ x: t.u8 });
  const line = t.record({ from: point, to: point });
  const lines = print({
    "a:b/types": t.instance({ point: t.named(point) }),
    "a:b/shapes": t.instance({ line: t.named(line), length: t.func({ of: line, at: point }) }),
  });
  assert.deepEqual(bodyOf(lines, "interface shapes").slice(0, 3), ["use types.{point};", "", "record line {"]);
});

test("a value type shared with an interface declared in place is defined in both", () => {
  const color = t.enumeration("red");
  const lines = print(
    { host: t.instance({ color: t.named(color) }) },
    { "a:b/c": t.instance({ color: t.named(color), get: t.func({}, color) }) },
  );
  assert.deepEqual(bodyOf(lines, "interface c"), ["enum color {", "  red,", "}", "", "get: func() -> color;"]);
});

test("a value type the world exports is declared in the world", () => {
  const color = t.enumeration("red");
  const lines = print({}, { color: t.named(color), get: t.func({}, color) });
  assert.deepEqual(bodyOf(lines), ["enum color {", "  red,", "}", "", "export get: func() -> color;"]);
});

test("what WIT has no words for is mentioned in comments", () => {
  const thing = t.resource("thing");
  const lines = print(
    {
      module: { kind: "module", imports: [], exports: [] },
      "unlocked-dep=<a:b@{>=1.0.0}>": t.instance({}),
      nested: t.instance({ inner: t.instance({}), "[method]ghost.walk": t.func({}) }),
    },
    { thing: t.abstract(thing), "[constructor]thing": t.func({}, t.own(thing)) },
  );
  assert.deepEqual(bodyOf(lines), [
    "import nested: interface {",
    "}",
    "",
    "// import module: a core module (WIT has no words for it)",
    "// import unlocked-dep=<a:b@{>=1.0.0}>: an instance (WIT has no words for it)",
    "// import nested / inner: an instance (WIT has no words for it)",
    "// import nested / [method]ghost.walk: a function (WIT has no words for it)",
    "// export thing: a type (WIT has no words for it)",
    "// export [constructor]thing: a function (WIT has no words for it)",
  ]);
});

test("what an interface imports and what it exports under one name is put together", () => {
  const imported = t.resource("file", 1);
  const exported = t.resource("file", 2);
  const side = (file: typeof imported, extra: Externs) =>
    t.instance({ file: t.abstract(file), "[method]file.size": t.func({ self: t.borrow(file) }, t.u64), ...extra });
  const lines = print(
    { "a:b/files": side(imported, { stat: t.func({}) }) },
    { "a:b/files": side(exported, { open: t.func({}, t.own(exported)) }) },
  );
  assert.deepEqual(bodyOf(lines, "interface files"), [
    "resource file {",
    "  size: func() -> u64;",
    "}",
    "",
    "stat: func();",
    "",
    "open: func() -> file;",
  ]);
});

test("a package stands after those it uses types of", () => {
  const instant = t.prim("u64");
  const lines = print({
    "a:a/early": t.instance({ f: t.func({}) }),
    "z:z/time": t.instance({ instant: t.named(instant) }),
    "a:a/late": t.instance({ instant: t.named(instant) }),
  });
  assert.deepEqual(
    lines.filter((line) => line.startsWith("package")),
    ["package root:component;", "package z:z {", "package a:a {"],
  );
});
