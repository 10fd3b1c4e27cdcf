import { basename } from "node:path";
import { printWit } from "@weft/wit";
import type { Outcome } from "../command.ts";
import type { Inspected } from "./inspected.ts";
import { TypeTable } from "./type-table.ts";

/** Imports and exports as WIT, after a comment that says how large everything is. */
export function show({ component, file, bytes }: Inspected): Omit<Outcome, "exitCode"> {
  const wit = printWit(component);
  const { modules } = component.plan;
  const coreModules = modules.map(({ begin, size }) => ({ offset: begin, size }));
  const table = new TypeTable();
  const imports = table.refer(component.imports);
  const exports = table.refer(component.exports);
  return {
    text: `${sizes(basename(file), bytes.length, coreModules)}\n\n${wit}`,
    json: { size: bytes.length, coreModules, imports, exports, types: table.types, wit },
  };
}

interface CoreModule {
  readonly offset: number;
  readonly size: number;
}

function sizes(name: string, size: number, modules: readonly CoreModule[]): string {
  const width = String(size).length;
  const rows = modules.map((each, i) => `//   core module ${i}: ${String(each.size).padStart(width)} bytes`);
  return [`// ${name}: a component of ${size} bytes`, ...rows].join("\n");
}
