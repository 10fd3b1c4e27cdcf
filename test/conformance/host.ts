/**
 * What `--host FILE.mjs` gives to the components of scripts. The file exports
 *
 *     imports   an object as `Component.instantiate` takes it: functions, interfaces with functions and classes, and core modules
 *               (WebAssembly.Module); or a function that makes one, called for each script
 *     types     optional: for functions, their WIT types, by interface and name; a component that asks for another type does not link
 *
 *     export const imports = { host: { returnThree: () => 3 } };
 *     export const types = { host: { "return-three": "func() -> u32" } };
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Imports, LinkError } from "@weft/core";
import type { ExternDecl } from "@weft/core/types";
import { describeFunc } from "../../packages/core/src/abi/describe-type.ts";

/** WIT types of functions, by the names that lead to them. */
export type HostTypes = { readonly [name: string]: string | HostTypes };

export interface Host {
  makeImports(): Imports;
  readonly types: HostTypes;
}

export const NO_HOST: Host = { makeImports: () => ({}), types: {} };

export async function loadHost(file: string | undefined): Promise<Host> {
  if (file === undefined) return NO_HOST;
  const { imports, types = {} } = await import(pathToFileURL(resolve(file)).href);
  if (typeof imports === "function") return { makeImports: imports, types };
  if (typeof imports !== "object" || imports === null)
    throw new Error(`Expected ${file} to export "imports", an object or a function, found ${typeof imports}`);
  return { makeImports: () => imports, types };
}

/** @throws LinkError for functions whose types are not those of the host */
export function refuseWrongTypes(imports: readonly ExternDecl[], types: HostTypes): void {
  const unmet = imports.flatMap((decl) => wrongTypes(decl, types, ""));
  if (unmet.length > 0) throw new LinkError(unmet);
}

function wrongTypes({ name, type }: ExternDecl, types: HostTypes, path: string): LinkError["unmet"][number][] {
  const found = types[name];
  if (type.kind === "instance" && typeof found === "object")
    return type.exports.flatMap((decl) => wrongTypes(decl, found, `${path}${name}#`));
  if (type.kind !== "func" || typeof found !== "string") return [];
  const expected = describeFunc(type);
  return found.replaceAll(/\s+/g, " ") === expected ? [] : [{ name: path + name, expected, found }];
}
