import type { Component } from "@weft/core";
import { CliError } from "./cli-error.ts";

/** What a component is for, by what it exports. */
const USES: Readonly<Record<string, string>> = {
  "wasi:cli/run": "weft run",
  "wasi:http/incoming-handler": "weft serve",
};

/** @throws CliError that names the command which fits the component, unless it exports `wanted` in a version of WASI 0.2 */
export function demandExport(component: Component, wanted: string, file: string): void {
  const names = component.exports.map(({ name }) => name);
  if (names.some((name) => isVersion02(name, wanted))) return;
  const found = names.length === 0 ? "no exports" : names.join(", ");
  throw new CliError({
    code: "wrong-world",
    message: `Cannot use ${file} with ${USES[wanted]}: expected an export of ${wanted}, found ${found}`,
    hints: remedy(names, wanted, file),
  });
}

function isVersion02(name: string, wanted: string): boolean {
  return name === wanted || name.startsWith(`${wanted}@0.2.`);
}

function remedy(names: readonly string[], wanted: string, file: string): string[] {
  if (names.some((name) => name.startsWith(`${wanted}@`))) return ["This version of Weft runs WASI 0.2."];
  const use = Object.keys(USES).find((each) => names.some((name) => isVersion02(name, each)));
  if (use !== undefined) return [`Try: ${USES[use]} ${file}`];
  return names.length === 0 ? [] : [`Try: weft inspect ${file}, then weft call ${file} 'f(args)'`];
}
