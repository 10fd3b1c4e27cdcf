/** The object of exports the host sees: functions, interfaces, and a class for each resource. */

import { camelCase, parseFuncName, upperCamelCase } from "../js-mapping.ts";
import type { ExportPlan } from "../link/plan.ts";
import { type CodeWriter, propertyKey } from "./code-writer.ts";
import type { ComponentCode } from "./component-code.ts";
import { emitClasses, exportedFunc } from "./emit-class.ts";

/** Writes `const exported = { … };`, classes first. */
export function emitExports(code: ComponentCode, w: CodeWriter, exports: readonly ExportPlan[]): void {
  const classes = emitClasses(code, w, exports);
  w.block("const exported =", () => emitEntries(code, w, exports, classes), "};");
}

type ClassNames = ReadonlyMap<number, string>;

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
        w.line(`${propertyKey(upperCamelCase(each.name))}: ${classes.get(each.resource)},`);
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

export function moduleExpression(module: { readonly kind: "local" | "import"; readonly index: number }): string {
  return `env.${module.kind === "local" ? "modules" : "importedModules"}[${module.index}]`;
}
