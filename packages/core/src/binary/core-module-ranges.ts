/** Where the core modules of a component and of those inside it are, in the order of the binary. */
import type { ModuleRange } from "../link/plan.ts";
import type { ComponentModel } from "./model.ts";

export function coreModuleRanges({ definitions }: ComponentModel): ModuleRange[] {
  return definitions.flatMap((definition) => {
    if (definition.kind === "core module") return [{ begin: definition.begin, size: definition.size }];
    return definition.kind === "component" ? coreModuleRanges(definition.component) : [];
  });
}
