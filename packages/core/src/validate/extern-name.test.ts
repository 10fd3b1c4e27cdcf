import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalName, isLabel, parseExternName } from "./extern-name.ts";

const LABELS = ["a", "a1", "a-b", "a-1", "HTTP", "get-URL-2", "A1-b"];
const NOT_LABELS = ["", "1", "-", "a-", "-a", "a--b", "aB", "Ab", "a_b", "a.b", "é", "a b"];

test("labels are words or acronyms joined by hyphens", () => {
  for (const label of LABELS) assert.ok(isLabel(label), label);
  for (const label of NOT_LABELS) assert.ok(!isLabel(label), label);
});

const NAMES = [
  "a",
  "[constructor]a",
  "[method]a.b",
  "[static]A-B.c-1",
  "wasi:http/types",
  "wasi:http/types@0.2.3",
  "a-b:c-d/E-f@1.0.0-rc.1+build.5",
];
const NOT_NAMES: readonly (readonly [name: string, reason: RegExp])[] = [
  ["", /kebab/],
  ["[constructor]", /kebab/],
  ["[method]a", /expected a "\."/],
  ["[method]a.", /kebab/],
  ["[method].a", /kebab/],
  ["[async]a", /unknown annotation/],
  [":", /kebab/],
  ["a:b", /expected "\/"/],
  ["a:b/", /kebab/],
  [":b/c", /kebab/],
  ["A:b/c", /kebab/],
  ["a:b/c@", /semantic version/],
  ["a:b/c@1.2", /semantic version/],
  ["a:b/c@01.2.3", /semantic version/],
  ["a:b/c/d", /nested/],
  ["a:b:c/d", /nested/],
];

test("import and export names are plain or those of interfaces", () => {
  for (const name of NAMES) assert.equal(typeof parseExternName(name), "object", name);
  for (const [name, reason] of NOT_NAMES) assert.match(String(parseExternName(name)), reason, name);
});

test("names clash when only case or a method's or static's prefix tells them apart", () => {
  const distinct = ["foo", "foo-bar", "[constructor]foo", "[method]foo.bar", "[static]foo.baz", "foo:bar/baz"];
  assert.equal(new Set(distinct.map(canonicalName)).size, distinct.length);
  const clashing = [
    "foo",
    "FOO",
    "foo-BAR",
    "[constructor]FOO",
    "[method]foo.BAR",
    "[static]foo.bar",
    "[method]foo.baz",
    "[method]foo.foo",
    "[static]foo-BAR.FOO-bar",
    "foo:bar/BAZ",
  ];
  for (const name of clashing) assert.ok(distinct.map(canonicalName).includes(canonicalName(name)), name);
});
