/**
 * The public surface of a package: each exported name with its declaration, sorted by name, without comments and private members.
 * Read from the declarations that are published, so it shows exactly what a user's compiler sees.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isVariableDeclaration } from "typescript/unstable/ast/is";
import { SymbolFlags, type Symbol as TsSymbol } from "typescript/unstable/sync";
import type { Package } from "./packages.ts";
import { Project } from "./project.ts";
import { ROOT } from "./root.ts";

/** One way into a package: `@weft/core`, `@weft/core/types`. */
export interface EntryPoint {
  readonly name: string;
  /** Relative to the root. */
  readonly declarations: string;
}

const CONFIG = ".cache/public-api/tsconfig.json";
const PRIVATE_MEMBER = /^\s+(?:#private|private (?:readonly )?\w+);\n/gm;
const COMMENT = /^\s*\/\*\*(?:[^*]|\*(?!\/))*\*\/\n/gm;

export function entryPoints(pkg: Package): EntryPoint[] {
  return Object.entries(pkg.manifest.exports ?? {}).flatMap(([subpath, { types }]) =>
    types === undefined ? [] : [{ name: join(pkg.manifest.name, subpath), declarations: join(pkg.path, types) }],
  );
}

/** The surface of each entry point, by its name. The packages have to be built. */
export function publicApi(entries: readonly EntryPoint[]): ReadonlyMap<string, string> {
  using project = new Project(writeConfig(entries));
  return new Map(entries.map(({ name, declarations }) => [name, surface(project, declarations)]));
}

function writeConfig(entries: readonly EntryPoint[]): string {
  mkdirSync(join(ROOT, ".cache/public-api"), { recursive: true });
  const compilerOptions = { module: "nodenext", target: "esnext", lib: ["esnext"], types: [], noEmit: true };
  const files = entries.map(({ declarations }) => join(ROOT, declarations));
  writeFileSync(join(ROOT, CONFIG), JSON.stringify({ compilerOptions, files }));
  return CONFIG;
}

function surface(project: Project, file: string): string {
  const module = project.checker.getSymbolAtLocation(project.sourceFile(file));
  if (module === undefined) return "";
  return project.checker
    .getExportsOfModule(module)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((symbol) => declaration(project, symbol))
    .join("\n");
}

function declaration(project: Project, symbol: TsSymbol): string {
  const target = symbol.flags & SymbolFlags.Alias ? project.checker.getAliasedSymbol(symbol) : symbol;
  const texts = target.declarations.map((handle) => {
    const node = handle.resolve();
    if (node === undefined) throw new Error(`Expected a declaration of ${symbol.name}, found none`);
    const source = node.getSourceFile();
    const text = source.text.slice(node.getStart(source), node.end);
    return isVariableDeclaration(node) ? `const ${text};` : text;
  });
  const text = texts.join("\n").replace(COMMENT, "").replace(PRIVATE_MEMBER, "");
  const renamed = target.name === symbol.name ? "" : `// exported as ${symbol.name}\n`;
  return `${renamed}${text.replace(/^export (?:declare )?/gm, "")}\n`;
}
