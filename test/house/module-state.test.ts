/** State lives in objects that somebody owns and disposes, never in a module: two hosts in one process would share it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeFlags, type SourceFile, type Statement, type VariableStatement } from "typescript/unstable/ast";
import { isNewExpression, isVariableStatement } from "typescript/unstable/ast/is";
import { readPackages } from "./packages.ts";
import { Project } from "./project.ts";

const STATELESS = ["core", "wasm", "wit"];

/** Constructors whose result exists to be changed, unless it is given its contents at once. */
const COLLECTION = /^new (?:Map|Set|WeakMap|WeakSet|Array)\b[^(]*\(\s*\)$/;

for (const pkg of readPackages().filter(({ folder }) => STATELESS.includes(folder))) {
  test(`no module of ${pkg.folder} holds state`, () => {
    using project = new Project(`${pkg.path}/tsconfig.json`);
    const found = project.files
      .filter((file) => file.startsWith(`${pkg.path}/`) && !file.endsWith(".d.ts"))
      .flatMap((file) => mutable(project.sourceFile(file)).map((text) => `${file}: ${text}`));
    assert.deepEqual(found, []);
  });
}

function mutable(source: SourceFile): string[] {
  return source.statements
    .filter((s) => isVariableStatement(s) && isMutable(s, source))
    .map((s) => firstLine(s, source));
}

function isMutable(statement: VariableStatement, source: SourceFile): boolean {
  const { flags, declarations } = statement.declarationList;
  if ((flags & NodeFlags.Const) === 0) return true;
  return declarations.some(({ initializer, type }) => {
    if (initializer === undefined || !isNewExpression(initializer)) return false;
    if (type !== undefined && source.text.startsWith("Readonly", type.getStart(source))) return false;
    return COLLECTION.test(source.text.slice(initializer.getStart(source), initializer.end));
  });
}

function firstLine(statement: Statement, source: SourceFile): string {
  return source.text.slice(statement.getStart(source), statement.end).split("\n")[0] ?? "";
}
