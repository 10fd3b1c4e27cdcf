/** The instantiation plan. Things go by the names they have in the generated code: `i0` component instances, `c0` core instances, … */
import type { Plan } from "@weft/core";
import type { Outcome } from "../command.ts";
import type { Inspected } from "./inspected.ts";
import { TypeTable } from "./type-table.ts";

type CoreDef = NonNullable<Plan["lifts"][number]["options"]["memory"]>;
type Options = Plan["lifts"][number]["options"];
type ModuleRef = Plan["coreInstances"][number]["module"];
type CoreArg = Plan["coreInstances"][number]["args"][number];

export function show({ component: { plan } }: Inspected): Omit<Outcome, "exitCode"> {
  const table = new TypeTable();
  const json = table.refer(plan);
  return { text: planText(plan), json: { plan: json, types: table.types } };
}

function planText(plan: Plan): string {
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ["core modules", plan.modules.map(({ begin, size }, i) => `module ${i}: ${size} bytes at 0x${begin.toString(16)}`)],
    [
      "component instances",
      plan.instances.map(({ parent }, i) => `i${i}: ${parent === undefined ? "the component" : `inside i${parent}`}`),
    ],
    ["resource types", plan.resources.map((each, i) => `r${i}: ${describeResource(each)}`)],
    ["functions the guest imports", plan.trampolines.map((each, i) => `t${i}: ${describeTrampoline(plan, each)}`)],
    ["steps", plan.steps.flatMap((step, i) => describeStep(plan, step, i + 1))],
    ["exports", plan.exported.flatMap((each) => describeExport(plan, each, []))],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.map((line) => `  ${line}\n`).join("")}`)
    .join("\n");
}

function describeResource(resource: Plan["resources"][number]): string {
  if (resource.kind === "imported") return `${resource.type.name}, imported as ${resource.path.join("#")}`;
  const dtor = resource.dtor === undefined ? "" : `, destructor ${describeDef(resource.dtor)}`;
  return `${resource.type.name}, defined by i${resource.instance}${dtor}`;
}

function describeTrampoline(plan: Plan, each: Plan["trampolines"][number]): string {
  if (each.kind !== "lower") return `${each.kind} r${each.resource} for i${each.instance}`;
  return `lower ${describeFunc(plan, each.func)} for i${each.instance}${describeOptions(each.options)}`;
}

function describeFunc(plan: Plan, ref: { readonly kind: "lift" | "import"; readonly index: number }): string {
  if (ref.kind === "import") return `import ${plan.importFuncs[ref.index]?.path.join("#")}`;
  const lift = plan.lifts[ref.index];
  if (lift === undefined) return `lift_${ref.index}`;
  return `lift ${describeDef(lift.func)} of i${lift.instance}${describeOptions(lift.options)}`;
}

function describeOptions({ encoding, ...defs }: Options): string {
  const named = Object.entries(defs).map(([name, def]) => `${name} ${describeDef(def)}`);
  return ` (${[encoding, ...named].join(", ")})`;
}

function describeDef(def: CoreDef): string {
  return def.kind === "trampoline" ? `t${def.index}` : `c${def.instance}.${quoteUnlessPlain(def.name)}`;
}

function quoteUnlessPlain(name: string): string {
  return /^[\w$-]+$/.test(name) ? name : JSON.stringify(name);
}

function describeStep(plan: Plan, step: Plan["steps"][number], number: number): string[] {
  if (step.kind === "resource") return [`${number}. from now on r${step.index} has its destructor`];
  const { module, args = [] } = plan.coreInstances[step.index] ?? {};
  const from = module === undefined ? "" : ` = ${describeModule(module)}`;
  return [`${number}. c${step.index}${from}${args.length > 0 ? " with" : ""}`, ...args.flatMap(describeArg)];
}

function describeModule({ kind, index }: ModuleRef): string {
  return kind === "local" ? `module ${index}` : `imported module ${index}`;
}

function describeArg({ name, value }: CoreArg): string[] {
  if (value.kind === "instance") return [`     ${JSON.stringify(name)}: c${value.index}`];
  return [
    `     ${JSON.stringify(name)}:`,
    ...value.exports.map(({ name: each, def }) => `       ${quoteUnlessPlain(each)}: ${describeDef(def)}`),
  ];
}

function describeExport(plan: Plan, each: Plan["exported"][number], path: readonly string[]): string[] {
  const here = [...path, each.name];
  if (each.kind === "instance") return each.exports.flatMap((inner) => describeExport(plan, inner, here));
  const what =
    each.kind === "func"
      ? describeFunc(plan, each.func)
      : each.kind === "resource"
        ? `r${each.resource}`
        : describeModule(each.module);
  return [`${here.join("#")}: ${what}`];
}
