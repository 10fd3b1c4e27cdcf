/**
 * From the host's plain objects to what generated code needs, with every import that is missing reported at once.
 *
 * An interface is found under its exact name, under a semver-compatible version of it, or under its name without a version.
 * Source: Explainer.md, "Import and Export Definitions" (canonical interface versions).
 */

import { describeFunc } from "../abi/describe-type.ts";
import { LinkError, type UnmetImport } from "../errors.ts";
import { camelCase, parseFuncName, upperCamelCase } from "../js-mapping.ts";
import { compatibleVersion, parseInterfaceName } from "./interface-name.ts";
import type { ImportFunc, ImportPath, Plan } from "./plan.ts";

/** What the host gives: interfaces by name, or functions of the world by theirs. */
export type Imports = Readonly<Record<string, unknown>>;

export interface ResolvedImports {
  readonly interfaces: readonly object[];
  readonly classes: Readonly<Record<number, unknown>>;
  readonly importedModules: readonly unknown[];
}

type Members = Readonly<Record<string, unknown>>;

/** @throws LinkError that lists every unmet import. */
export function resolveImports(plan: Plan, interfaces: readonly ImportPath[], imports: Imports): ResolvedImports {
  const unmet: UnmetImport[] = [];
  for (const func of plan.importFuncs) checkFunc(imports, func, unmet);
  const importedModules = plan.importModules.map((path) => findModule(imports, path, unmet));
  if (unmet.length > 0) throw new LinkError(unmet);
  return {
    interfaces: interfaces.map((path) =>
      path.length === 0 ? worldFunctions(plan, imports) : (findInterface(imports, path) ?? {}),
    ),
    classes: findClasses(plan, imports),
    importedModules,
  };
}

function checkFunc(imports: Imports, func: ImportFunc, unmet: UnmetImport[]): void {
  const path = func.path.slice(0, -1);
  const last = func.path.at(-1) ?? "";
  const expected = describeFunc(func.type);
  const owner = path.length === 0 ? worldOf(imports, last) : findInterface(imports, path);
  const name = [...path, last].join("#");
  if (owner === undefined) {
    if (!unmet.some((each) => each.name === path.join("#")))
      unmet.push({ name: path.join("#"), expected: "an interface", found: "nothing" });
    return;
  }
  const found = missing(owner, last);
  if (found !== undefined) unmet.push({ name, expected, found });
}

/** What is in the place of a function that is not there; undefined if it is. */
function missing(owner: Members, name: string): string | undefined {
  const parsed = parseFuncName(name);
  if (parsed.kind === "plain") return notCallable(owner[camelCase(parsed.name)], owner);
  const hostClass = owner[upperCamelCase(parsed.resource)];
  if (typeof hostClass !== "function")
    return `${kindOf(hostClass)} instead of the class ${upperCamelCase(parsed.resource)}`;
  if (parsed.kind === "constructor") return undefined;
  const member = camelCase(parsed.name);
  if (parsed.kind === "static") return notCallable((hostClass as unknown as Members)[member], Function.prototype);
  return notCallable((hostClass.prototype as Members | undefined)?.[member], Object.prototype);
}

function notCallable(value: unknown, owner: object): string | undefined {
  const inherited = Object.values(Object.getOwnPropertyDescriptors(Object.prototype)).some(
    (each) => each.value === value,
  );
  if (typeof value === "function" && !inherited) return undefined;
  return owner === Function.prototype || value === undefined || inherited ? "nothing" : kindOf(value);
}

function kindOf(value: unknown): string {
  return value === undefined ? "nothing" : value === null ? "null" : `a ${typeof value}`;
}

function findInterface(imports: Imports, path: ImportPath): Members | undefined {
  const [name = "", ...rest] = path;
  let found = lookUp(imports, name);
  for (const each of rest) found = isMembers(found) ? (found[each] ?? found[camelCase(each)]) : undefined;
  return isMembers(found) ? found : undefined;
}

function lookUp(imports: Imports, name: string): unknown {
  if (Object.hasOwn(imports, name)) return imports[name];
  const wanted = parseInterfaceName(name);
  if (wanted === undefined) return imports[camelCase(name)];
  const compatible = Object.keys(imports).find((key) => {
    const given = parseInterfaceName(key);
    return (
      given?.base === wanted.base && given.version !== undefined && compatibleVersion(wanted.version, given.version)
    );
  });
  return imports[compatible ?? wanted.base];
}

function isMembers(value: unknown): value is Members {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** A function of the world may be given as itself, or, as jco has it, as `{ default: f }`. */
function worldFunction(imports: Imports, name: string): unknown {
  const found = lookUp(imports, name);
  return typeof found === "object" && found !== null && "default" in found ? found.default : found;
}

function worldOf(imports: Imports, name: string): Members {
  const parsed = parseFuncName(name);
  if (parsed.kind !== "plain") return { [upperCamelCase(parsed.resource)]: imports[upperCamelCase(parsed.resource)] };
  return { [camelCase(parsed.name)]: worldFunction(imports, parsed.name) };
}

function worldFunctions(plan: Plan, imports: Imports): Members {
  const world = plan.importFuncs.filter((func) => func.path.length === 1);
  return Object.assign({}, ...world.map((func) => worldOf(imports, func.path[0] ?? "")));
}

function findModule(imports: Imports, path: ImportPath, unmet: UnmetImport[]): unknown {
  const owner = path.length === 1 ? imports : findInterface(imports, path.slice(0, -1));
  const name = path.at(-1) ?? "";
  const found = owner?.[name] ?? owner?.[camelCase(name)];
  if (!(found instanceof WebAssembly.Module)) {
    unmet.push({ name: path.join("#"), expected: "a core module (WebAssembly.Module)", found: kindOf(found) });
  }
  return found;
}

function findClasses(plan: Plan, imports: Imports): Record<number, unknown> {
  const classes: Record<number, unknown> = {};
  plan.resources.forEach((resource, i) => {
    if (resource.kind !== "imported") return;
    const owner = resource.path.length === 1 ? imports : findInterface(imports, resource.path.slice(0, -1));
    const hostClass = owner?.[upperCamelCase(resource.path.at(-1) ?? "")];
    if (typeof hostClass === "function") classes[i] = hostClass;
  });
  return classes;
}
