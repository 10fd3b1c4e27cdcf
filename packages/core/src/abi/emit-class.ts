/**
 * The classes by which the host sees the resources guests define: one for each resource, with the functions of every interface that
 * exports it. An interface that only uses a resource of another shows the same class.
 */

import { camelCase, parseFuncName, upperCamelCase } from "../js-mapping.ts";
import type { ExportPlan } from "../link/plan.ts";
import { type CodeWriter, isIdentifier, propertyKey } from "./code-writer.ts";
import type { ComponentCode } from "./component-code.ts";
import { hostCall } from "./host-call.ts";

export type FuncExport = Extract<ExportPlan, { kind: "func" }>;

interface ClassPlan {
  readonly resource: number;
  /** The first name it is exported under. */
  readonly name: string;
  /** Functions by the name they have in the component. */
  readonly members: Map<string, FuncExport>;
}

/** Writes the classes; returns an expression for each resource that is exported. */
export function emitClasses(
  code: ComponentCode,
  w: CodeWriter,
  exports: readonly ExportPlan[],
): ReadonlyMap<number, string> {
  const plans = new Map<number, ClassPlan>();
  collectClasses(exports, plans);
  return new Map(Array.from(plans, ([resource, plan]) => [resource, emitClass(code, w, plan)]));
}

function collectClasses(exports: readonly ExportPlan[], plans: Map<number, ClassPlan>): void {
  const byName = new Map<string, ClassPlan>();
  for (const each of exports) {
    if (each.kind === "instance") collectClasses(each.exports, plans);
    if (each.kind !== "resource") continue;
    const { resource, name } = each;
    const plan = plans.get(resource) ?? { resource, name, members: new Map<string, FuncExport>() };
    plans.set(resource, plan);
    byName.set(name, plan);
  }
  for (const each of exports) {
    const name = parseFuncName(each.name);
    if (each.kind === "func" && name.kind !== "plain") byName.get(name.resource)?.members.set(each.name, each);
  }
}

function emitClass(code: ComponentCode, w: CodeWriter, plan: ClassPlan): string {
  const resource = `r${plan.resource}`;
  if (code.plan.resources[plan.resource]?.kind !== "defined") return `${resource}.hostClass`;
  const name = className(plan.name);
  const local = w.name(`${name || "Resource"}_`);
  w.block(
    `const ${local} = class ${name === "" ? "" : `${name} `}extends GuestResource`,
    () => {
      emitConstructor(code, w, plan);
      for (const each of plan.members.values()) emitMember(code, w, each);
    },
    "};",
  );
  w.line(`${resource}.hostClass = ${local};`);
  return local;
}

/** A class cannot go by the name of its base; what is no identifier stays without a name. */
function className(resource: string): string {
  const name = upperCamelCase(resource);
  return isIdentifier(name) && name !== "GuestResource" ? name : "";
}

/** Where the instance may suspend, `new` gives a promise of the object: a constructor cannot wait. */
function emitConstructor(code: ComponentCode, w: CodeWriter, { resource, name, members }: ClassPlan): void {
  const init = [...members.values()].find((each) => parseFuncName(each.name).kind === "constructor");
  w.block("constructor(...args)", () => {
    w.line(`super(r${resource});`);
    if (init === undefined) w.line(`throw noConstructor(${JSON.stringify(name)});`);
    else if (code.suspend) w.line(`return ${exportedFunc(code, init)}(...args);`);
    else w.line(`GuestResource.adopt(this, ${exportedFunc(code, init)}(...args));`);
  });
}

function emitMember(code: ComponentCode, w: CodeWriter, each: FuncExport): void {
  const name = parseFuncName(each.name);
  if (name.kind !== "method" && name.kind !== "static") return;
  const params = each.type.params.map((_, i) => `arg${i}`);
  const isStatic = name.kind === "static";
  const [key, taken, given] = isStatic
    ? [`static ${memberKey(name.name, isStatic)}`, params, params]
    : [memberKey(name.name, isStatic), params.slice(1), ["this", ...params.slice(1)]];
  w.block(`${key}(${taken.join(", ")})`, () => w.line(`return (${exportedFunc(code, each)})(${given.join(", ")});`));
}

/** A class has a constructor and a prototype already: a method may hide the one, no static can the other. */
function memberKey(kebab: string, isStatic: boolean): string {
  const name = camelCase(kebab);
  if (name === "constructor" && !isStatic) return '["constructor"]';
  return propertyKey(name === "prototype" && isStatic ? "prototype_" : name);
}

/** An expression for the function: the lifted one, or the host's own where the component exports what it imports. */
export function exportedFunc(code: ComponentCode, each: FuncExport): string {
  if (each.func.kind === "lift") return `lift_${each.func.index}`;
  const func = code.plan.importFuncs[each.func.index];
  if (func === undefined) return "undefined";
  const isMethod = parseFuncName(func.path.at(-1) ?? "").kind === "method";
  const args = isMethod ? ["self", "...args"] : ["...args"];
  return `((${args.join(", ")}) => ${hostCall(code, func.path, args)})`;
}
