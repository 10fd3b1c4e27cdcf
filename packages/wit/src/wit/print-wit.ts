/**
 * A component's imports and exports as WIT text: the world, then each package it names, as much of it as the component mentions.
 *
 * The text is laid out as `wasm-tools component wit` lays out a binary's, and other tools can read it. It says the same but for names
 * that the type model does not keep apart: where a type has several names, it is used under its first one.
 *
 * Source: WIT.md.
 */

import type { ExternType } from "@weft/core/types";
import { buildDocument, type WorldType } from "../document/build-document.ts";
import { type FunctionDecl, type Interface, isInterface, type Omitted, type World } from "../document/document.ts";
import { block, joinSections, type Lines } from "../lines.ts";
import { escapeLabel } from "./keywords.ts";
import { packagesInOrder } from "./package-order.ts";
import { escapePackage, printInterfaceBody, printPath, printTypes, printUses } from "./print-scope.ts";
import { printFunction } from "./print-type.ts";

/** A binary does not say what its world was called; this is what tools call it. */
const PACKAGE = "root:component";
const WORLD = "root";

/** Prints the WIT of a component (or of anything with imports and exports). */
export function printWit(world: WorldType): string {
  const document = buildDocument(world);
  const packages = [...packagesInOrder(document.interfaces)].map(([pkg, interfaces]) => printPackage(pkg, interfaces));
  const main = [`package ${PACKAGE};`, "", ...block(`world ${WORLD}`, printWorld(document.world))];
  const lines = [...main, ...packages.flatMap((each, index) => (index === 0 ? each : ["", "", ...each]))];
  return `${lines.join("\n")}\n`;
}

function printPackage(pkg: string, interfaces: readonly Interface[]): Lines {
  const [path = "", version] = pkg.split("@");
  const body = interfaces.flatMap((each) =>
    block(`interface ${escapeLabel(each.id?.iface ?? each.name)}`, printInterfaceBody(each, pkg)),
  );
  return block(`package ${escapePackage(path)}${version === undefined ? "" : `@${version}`}`, body);
}

/** Interfaces that are imported, the world's own types, functions that are imported; then exports. */
function printWorld(world: World): Lines {
  const interfaces = world.imports.flatMap((each) => printItem("import", each, world));
  const functions = world.functions.flatMap((each) => printItem("import", each, world));
  const types = [[...interfaces, ...printUses(world, PACKAGE)], ...printTypes(world)].filter(
    (lines) => lines.length > 0,
  );
  const imports = [...types.slice(0, -1), [...(types.at(-1) ?? []), ...functions]];
  const exports = world.exports.flatMap((each) => printItem("export", each, world));
  return joinSections([...imports, exports, world.omitted.map(printOmitted)]);
}

function printItem(keyword: "import" | "export", item: Interface | FunctionDecl, { typeNames }: World): Lines {
  const label = escapeLabel(item.name);
  if (!isInterface(item)) return [`${keyword} ${label}: ${printFunction(item.type, typeNames)};`];
  if (item.id !== undefined) return [`${keyword} ${printPath(item, PACKAGE)};`];
  return block(`${keyword} ${label}: interface`, printInterfaceBody(item, PACKAGE));
}

/** What WIT has no words for is at least mentioned. */
function printOmitted({ direction, path, type }: Omitted): string {
  return `// ${direction} ${path.join(" / ")}: ${OMITTED_SORTS[type.kind]} (WIT has no words for it)`;
}

const OMITTED_SORTS: Readonly<Record<ExternType["kind"], string>> = {
  func: "a function",
  instance: "an instance",
  component: "a component",
  module: "a core module",
  type: "a type",
  value: "a value",
};
