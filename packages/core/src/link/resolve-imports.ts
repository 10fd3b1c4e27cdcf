/**
 * From the host's plain objects to what generated code needs, with every import that is missing reported at once.
 *
 * An interface is found under its exact name, under the newest version that is compatible, or under its name without a version.
 * Source: Explainer.md, "Import and Export Definitions" (canonical interface versions).
 */

import { describeFunc } from "../abi/describe-type.ts";
import { LinkError, type UnmetImport } from "../errors.ts";
import { camelCase, parseFuncName, upperCamelCase } from "../js-mapping.ts";
import { newestCompatible, parseInterfaceName } from "./interface-name.ts";
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
  const host = new Host(imports);
  const unmet = new Map<string, UnmetImport>();
  for (const func of plan.importFuncs) checkFunc(host, func, unmet);
  const importedModules = plan.importModules.map((path) => findModule(host, path, unmet));
  if (unmet.size > 0) throw new LinkError([...unmet.values()]);
  return {
    interfaces: interfaces.map((path) => (path.length === 0 ? worldFunctions(plan, host) : (host.members(path) ?? {}))),
    classes: findClasses(plan, host),
    importedModules,
  };
}

/** The imports given, by the names the component has for them. Each is looked up once. */
class Host {
  readonly imports: Imports;
  readonly #found = new Map<string, unknown>();

  constructor(imports: Imports) {
    this.imports = imports;
  }

  /** The members of the world, or of an interface. */
  members(path: ImportPath): Members | undefined {
    if (path.length === 0) return this.imports;
    const found = this.find(path);
    return (typeof found === "object" && found !== null) || typeof found === "function"
      ? (found as Members)
      : undefined;
  }

  find(path: ImportPath): unknown {
    const key = path.join("#");
    if (!this.#found.has(key)) this.#found.set(key, this.#lookUp(path));
    return this.#found.get(key);
  }

  #lookUp(path: ImportPath): unknown {
    const name = path.at(-1) ?? "";
    if (path.length === 1) return lookUpImport(this.imports, name);
    const owner = this.members(path.slice(0, -1));
    return owner?.[name] ?? owner?.[camelCase(name)];
  }
}

function lookUpImport(imports: Imports, name: string): unknown {
  if (Object.hasOwn(imports, name)) return imports[name];
  const wanted = parseInterfaceName(name);
  if (wanted === undefined) return imports[camelCase(name)];
  return imports[newestCompatible(name, Object.keys(imports)) ?? wanted.base];
}

function checkFunc(host: Host, func: ImportFunc, unmet: Map<string, UnmetImport>): void {
  const path = func.path.slice(0, -1);
  const last = func.path.at(-1) ?? "";
  const owner = path.length === 0 ? worldOf(host, last) : host.members(path);
  if (owner === undefined) {
    const name = path.join("#");
    unmet.set(name, { name, expected: "an interface", found: kindOf(host.find(path)) });
    return;
  }
  const name = func.path.join("#");
  const found = missing(owner, last);
  if (found !== undefined) unmet.set(name, { name, expected: describeFunc(func.type), found });
}

/** What is in the place of a function that is not there; undefined if it is. */
function missing(owner: Members, name: string): string | undefined {
  const parsed = parseFuncName(name);
  if (parsed.kind === "plain") return notCallable(owner[camelCase(parsed.name)]);
  const hostClass = owner[upperCamelCase(parsed.resource)];
  if (typeof hostClass !== "function")
    return `${kindOf(hostClass)} instead of the class ${upperCamelCase(parsed.resource)}`;
  if (parsed.kind === "constructor") return undefined;
  const holder = parsed.kind === "static" ? hostClass : hostClass.prototype;
  return notCallable((holder as Members | undefined)?.[camelCase(parsed.name)]);
}

/** Functions that every object or class has of its own accord: none of them is what was asked for. */
const INHERITED: ReadonlySet<unknown> = new Set(
  [Object.prototype, Function.prototype]
    .flatMap((each) => Object.values(Object.getOwnPropertyDescriptors(each)).map(({ value }) => value))
    .filter((value) => typeof value === "function"),
);

function notCallable(value: unknown): string | undefined {
  if (typeof value !== "function") return kindOf(value);
  return INHERITED.has(value) ? "nothing" : undefined;
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** A function of the world may be given as itself, or, as jco has it, as `{ default: f }`. */
function worldFunction(host: Host, name: string): unknown {
  const found = host.find([name]);
  return typeof found === "object" && found !== null && "default" in found ? found.default : found;
}

function worldOf(host: Host, name: string): Members {
  const parsed = parseFuncName(name);
  if (parsed.kind === "plain") return { [camelCase(parsed.name)]: worldFunction(host, parsed.name) };
  const className = upperCamelCase(parsed.resource);
  return { [className]: host.imports[className] };
}

function worldFunctions(plan: Plan, host: Host): Members {
  const functions: Record<string, unknown> = {};
  for (const { path } of plan.importFuncs) {
    if (path.length === 1) Object.assign(functions, worldOf(host, path[0] ?? ""));
  }
  return functions;
}

function findModule(host: Host, path: ImportPath, unmet: Map<string, UnmetImport>): unknown {
  const found = host.find(path);
  if (found instanceof WebAssembly.Module) return found;
  const name = path.join("#");
  unmet.set(name, { name, expected: "a core module (WebAssembly.Module)", found: kindOf(found) });
  return undefined;
}

function findClasses(plan: Plan, host: Host): Record<number, unknown> {
  const classes: Record<number, unknown> = {};
  plan.resources.forEach((resource, i) => {
    if (resource.kind !== "imported") return;
    const owner = host.members(resource.path.slice(0, -1));
    const hostClass = owner?.[upperCamelCase(resource.path.at(-1) ?? "")];
    if (typeof hostClass === "function") classes[i] = hostClass;
  });
  return classes;
}
