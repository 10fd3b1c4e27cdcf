/**
 * What is printed for the components of `test/wit` is as in `test/typescript/generated` (`BLESS=1` prints it anew), and TypeScript accepts
 * it, with the hosts written against it in `test/typescript`, and for the components of real toolchains.
 */

import assert from "node:assert/strict";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Component } from "@weft/core";
import { typeErrors } from "../../test/type-check.ts";
import { printTypescript, type TypescriptOptions } from "./print-typescript.ts";

const COMPONENTS = fileURLToPath(new URL("../../test/wit/", import.meta.url));
const HOSTS = fileURLToPath(new URL("../../test/typescript/", import.meta.url));
const GENERATED = join(HOSTS, "generated");
const GUESTS = fileURLToPath(new URL("../../../../guests/", import.meta.url));

const names = globSync("*.wasm", { cwd: COMPONENTS }).map((file) => basename(file, ".wasm"));

for (const name of names) {
  test(`${name}: typings are as expected`, () => check(name, `${name}.d.ts`, {}));
  test(`${name}: typings with suspend are as expected`, () => check(name, `${name}.suspend.d.ts`, { suspend: true }));
}

test("every expectation has its component", () => {
  const expected = globSync("*.d.ts", { cwd: GENERATED }).map((file) => file.replace(/(\.suspend)?\.d\.ts$/, ""));
  assert.deepEqual([...new Set(expected)].sort(), names.sort());
});

test("TypeScript accepts the typings, and the hosts written against them", () => {
  const hosts = globSync(join(HOSTS, "*.ts")).filter((file) => basename(file) !== "jco.ts");
  const files = [...globSync(join(GENERATED, "*.d.ts")), ...hosts];
  assert.equal(typeErrors(files, ["--exactOptionalPropertyTypes"]), "");
});

test("TypeScript finds the types equal to jco's", () => {
  assert.equal(typeErrors([join(HOSTS, "jco.ts")]), "");
});

test("TypeScript accepts the typings of real components", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "weft-typings-"));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const guest of globSync("*/*.wasm", { cwd: GUESTS })) {
    const text = printTypescript(await Component.compile(readFileSync(join(GUESTS, guest))));
    writeFileSync(join(folder, `${basename(guest, ".wasm")}.d.ts`), text);
  }
  assert.equal(typeErrors(globSync(join(folder, "*.d.ts"))), "");
});

async function check(name: string, expectation: string, options: TypescriptOptions): Promise<void> {
  const actual = printTypescript(await Component.compile(readFileSync(join(COMPONENTS, `${name}.wasm`))), options);
  const path = join(GENERATED, expectation);
  if (process.env["BLESS"] === "1") writeFileSync(path, actual);
  assert.equal(actual, readFileSync(path, "utf8"));
}
