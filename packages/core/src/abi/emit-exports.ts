/** The object of exports the host sees: functions, interfaces, and a class for each resource. */
import type { ExportPlan } from "../link/plan.ts";
import { type CodeWriter, propertyKey } from "./code-writer.ts";
import type { ComponentCode } from "./component-code.ts";
import { hostCall } from "./host-call.ts";
import { camelCase, type FuncName, parseFuncName, upperCamelCase } from "./js-name.ts";

type FuncExport = Extract<ExportPlan, { kind: "func" }>;

/** Writes `const exported = { … };`, classes first. */
export function emitExports(code: ComponentCode, w: CodeWriter, exports: readonly ExportPlan[]): void {
  const classes = emitClasses(code, w, exports);
  w.block("const exported =", () => emitEntries(code, w, exports, classes), "};");
}

type ClassNames = ReadonlyMap<ExportPlan, string>;

function emitEntries(code: ComponentCode, w: CodeWriter, exports: readonly ExportPlan[], classes: ClassNames): void {
  for (const each of exports) {
    switch (each.kind) {
      case "func": {
        const name = parseFuncName(each.name);
        if (name.kind === "plain") w.line(`${propertyKey(exportName(each.name))}: ${exportedFunc(code, each)},`);
        break;
      }
      case "instance":
        w.block(`${propertyKey(exportName(each.name))}:`, () => emitEntries(code, w, each.exports, classes), "},");
        break;
      case "resource":
        w.line(`${propertyKey(upperCamelCase(each.name))}: ${classes.get(each)},`);
        break;
      case "module":
        w.line(`${propertyKey(exportName(each.name))}: ${moduleExpression(each.module)},`);
    }
  }
}

/** Interface names stay as they are; plain ones turn from kebab to camel case. */
function exportName(name: string): string {
  return name.includes(":") ? name : camelCase(name);
}

function exportedFunc(code: ComponentCode, each: FuncExport): string {
  if (each.func.kind === "lift") return `lift_${each.func.index}`;
  const func = code.plan.importFuncs[each.func.index];
  if (func === undefined) return "undefined";
  return `(...args) => ${hostCall(code, func.path, ["...args"])}`;
}

export function moduleExpression(module: { readonly kind: "local" | "import"; readonly index: number }): string {
  return `env.${module.kind === "local" ? "modules" : "importedModules"}[${module.index}]`;
}

function emitClasses(code: ComponentCode, w: CodeWriter, exports: readonly ExportPlan[]): ClassNames {
  const names = new Map<ExportPlan, string>();
  for (const each of exports) {
    if (each.kind === "instance") for (const [key, value] of emitClasses(code, w, each.exports)) names.set(key, value);
    if (each.kind === "resource") names.set(each, emitClass(code, w, each, exports));
  }
  return names;
}

type ResourceExport = Extract<ExportPlan, { kind: "resource" }>;

function emitClass(
  code: ComponentCode,
  w: CodeWriter,
  resource: ResourceExport,
  exports: readonly ExportPlan[],
): string {
  const plan = code.plan.resources[resource.resource];
  if (plan?.kind !== "defined") return `r${resource.resource}.hostClass`;
  const members = exports.filter((each): each is FuncExport => each.kind === "func" && isMember(each, resource.name));
  const name = upperCamelCase(resource.name);
  const local = w.name(`${name}_`);
  w.block(
    `const ${local} = class ${name} extends GuestResource`,
    () => {
      emitConstructor(code, w, resource, members);
      for (const each of members) emitMember(code, w, each);
    },
    "};",
  );
  w.line(`r${resource.resource}.hostClass = ${local};`);
  return local;
}

function isMember(each: FuncExport, resource: string): boolean {
  const name = parseFuncName(each.name);
  return name.kind !== "plain" && name.resource === resource;
}

/** Where the instance may suspend, `new` gives a promise of the object: a constructor cannot wait. */
function emitConstructor(
  code: ComponentCode,
  w: CodeWriter,
  resource: ResourceExport,
  members: readonly FuncExport[],
): void {
  const init = members.find((each) => parseFuncName(each.name).kind === "constructor");
  const type = `r${resource.resource}`;
  w.block("constructor(...args)", () => {
    w.line(`super(${type});`);
    if (init === undefined) w.line(`throw noConstructor(${JSON.stringify(resource.name)});`);
    else if (code.suspend) w.line(`return ${exportedFunc(code, init)}(...args);`);
    else w.line(`GuestResource.adopt(this, ${exportedFunc(code, init)}(...args));`);
  });
}

function emitMember(code: ComponentCode, w: CodeWriter, each: FuncExport): void {
  const name: FuncName = parseFuncName(each.name);
  if (name.kind !== "method" && name.kind !== "static") return;
  const params = each.type.params.map((_, i) => `arg${i}`);
  const key = propertyKey(camelCase(name.name));
  if (name.kind === "static") {
    w.block(`static ${key}(${params.join(", ")})`, () =>
      w.line(`return (${exportedFunc(code, each)})(${params.join(", ")});`),
    );
    return;
  }
  const rest = params.slice(1).join(", ");
  w.block(`${key}(${rest})`, () =>
    w.line(`return (${exportedFunc(code, each)})(${["this", ...params.slice(1)].join(", ")});`),
  );
}
