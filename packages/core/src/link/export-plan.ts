/** The root's exports: what to make of them at run time, and how to describe them. */
import type { ExternDecl, ExternType, ResourceType } from "../types.ts";
import { evaluateTypeItem } from "./evaluate-type.ts";
import type { ExportPlan, Lift } from "./plan.ts";
import type { InstanceItem, Item, Scope } from "./scope.ts";

interface Named {
  readonly lifts: readonly Lift[];
  resourceIndex(type: ResourceType): number;
}

/** Types other than resources, and components, leave nothing at run time. */
export function exportPlan(
  planner: Named,
  name: string,
  item: Item,
  path: readonly string[] = [],
): ExportPlan | undefined {
  switch (item.sort) {
    case "func": {
      const { ref, type } = item.func;
      const lift = ref.kind === "lift" ? planner.lifts[ref.index] : undefined;
      if (lift !== undefined && lift.name === "") lift.name = [...path, name].join("#");
      return { name, kind: "func", func: ref, type };
    }
    case "instance":
      return { name, kind: "instance", exports: exportPlans(planner, item.instance, [...path, name]) };
    case "type":
      if (item.type.kind !== "resource") return undefined;
      return { name, kind: "resource", resource: planner.resourceIndex(item.type) };
    case "core module":
      return { name, kind: "module", module: item.module };
    default:
      return undefined;
  }
}

function exportPlans(planner: Named, instance: InstanceItem, path: readonly string[]): ExportPlan[] {
  const plans: ExportPlan[] = [];
  for (const [name, item] of instance.exports) {
    const plan = exportPlan(planner, name, item, path);
    if (plan !== undefined) plans.push(plan);
  }
  return plans;
}

export function describeExport(scope: Scope, item: Item, depth = 0): ExternType {
  scope.keep(scope.limits.define(1) ?? scope.limits.nest(depth));
  switch (item.sort) {
    case "func":
      return item.func.type;
    case "instance":
      return { kind: "instance", exports: describeExports(scope, item.instance, depth + 1) };
    case "type":
      return {
        kind: "type",
        bound: item.type.kind === "resource" ? item.bound : "eq",
        type: evaluateTypeItem(item.type, [], (name) => ({ kind: "resource", id: -1, name })),
      };
    case "core module":
      return { kind: "module", imports: [], exports: [] };
    case "component":
      return { kind: "component", imports: [], exports: [] };
    case "value":
      return scope.fail("Values as exports (🪙) are not supported");
  }
}

function describeExports(scope: Scope, instance: InstanceItem, depth: number): ExternDecl[] {
  return [...instance.exports].map(([name, item]) => ({ name, type: describeExport(scope, item, depth) }));
}
