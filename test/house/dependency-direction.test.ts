/**
 * Who may import whom, read from the imports of every source file: ARCHITECTURE.md, "Packages".
 * Tests may import what they like; nothing else imports them.
 */
import assert from "node:assert/strict";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { type Package, readPackages } from "./packages.ts";
import { Project } from "./project.ts";

interface Rule {
  /** Packages it may import, or a single entry point of one. */
  readonly imports: readonly string[];
  /** Where `node:` may be imported. */
  readonly platform: "nowhere" | "in folders named node" | "everywhere";
}

const ALL = ["@weft/core", "@weft/http", "@weft/toolchain", "@weft/wasi", "@weft/wasm", "@weft/wit"];

const RULES: Readonly<Record<string, Rule>> = {
  wasm: { imports: [], platform: "nowhere" },
  core: { imports: ["@weft/wasm"], platform: "nowhere" },
  wit: { imports: ["@weft/core/types", "@weft/core/js-mapping"], platform: "nowhere" },
  wasi: { imports: ["@weft/core"], platform: "in folders named node" },
  http: { imports: ["@weft/core", "@weft/wasi"], platform: "everywhere" },
  toolchain: { imports: ["@weft/core", "@weft/wasm", "@weft/wit"], platform: "everywhere" },
  cli: { imports: ALL, platform: "everywhere" },
};

interface Import {
  readonly file: string;
  readonly specifier: string;
}

function importsOf(pkg: Package): Import[] {
  using project = new Project(`${pkg.path}/tsconfig.json`);
  return project.files
    .filter((file) => file.startsWith(`${pkg.path}/`) && !file.endsWith(".d.ts"))
    .flatMap((file) => project.imports(file).map((specifier) => ({ file, specifier })));
}

for (const pkg of readPackages()) {
  test(`${pkg.folder} imports only what lies below it`, () => {
    const rule = RULES[pkg.folder];
    assert.ok(rule, `Give packages/${pkg.folder} a row in RULES and in ARCHITECTURE.md`);
    const found = importsOf(pkg).flatMap((i) => {
      const problem = problemWith(i, pkg, rule);
      return problem === undefined ? [] : [`${i.file} imports "${i.specifier}": ${problem}`];
    });
    assert.deepEqual(found, []);
  });
}

function problemWith({ file, specifier }: Import, pkg: Package, rule: Rule): string | undefined {
  if (specifier.startsWith(".")) {
    const target = normalize(join(dirname(file), specifier));
    return target.startsWith(`${pkg.path}/`) ? undefined : "expected a package's name, found a path into it";
  }
  if (specifier.startsWith("node:")) {
    const allowed =
      rule.platform === "everywhere" || (rule.platform === "in folders named node" && file.includes("/node/"));
    return allowed
      ? undefined
      : `${pkg.folder} may import it ${rule.platform}; what a platform offers comes through Platform`;
  }
  if (specifier.startsWith("@weft/") && !rule.imports.some((name) => covers(name, specifier))) {
    return `${pkg.folder} may import ${rule.imports.join(", ") || "no package"}`;
  }
  return dependencies(pkg).some((name) => covers(name, specifier))
    ? undefined
    : `${pkg.path}/package.json does not name it`;
}

function covers(name: string, specifier: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`);
}

/** The command is published as one file, so it needs its packages only when it is built. */
function dependencies({ folder, manifest }: Package): string[] {
  return Object.keys({
    ...manifest.dependencies,
    ...manifest.peerDependencies,
    ...(folder === "cli" ? manifest.devDependencies : {}),
  });
}
