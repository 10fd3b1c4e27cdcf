/** How generated code calls a function the host gives, by its name. */

import { camelCase, parseFuncName, upperCamelCase } from "../js-mapping.ts";
import type { ImportPath } from "../link/plan.ts";
import { property } from "./code-writer.ts";
import type { ComponentCode } from "./component-code.ts";

export function hostCall(code: ComponentCode, path: ImportPath, args: readonly string[]): string {
  const host = code.interfaceName(path.slice(0, -1));
  const name = parseFuncName(path.at(-1) ?? "");
  switch (name.kind) {
    case "constructor":
      return `new ${host}${property(upperCamelCase(name.resource))}(${args.join(", ")})`;
    case "method":
      return `${args[0]}${property(camelCase(name.name))}(${args.slice(1).join(", ")})`;
    case "static":
      return `${host}${property(upperCamelCase(name.resource))}${property(camelCase(name.name))}(${args.join(", ")})`;
    case "plain":
      return `${host}${property(camelCase(name.name))}(${args.join(", ")})`;
  }
}
