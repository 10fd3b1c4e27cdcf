/** Named interfaces by package, such that a package stands after those it uses types of. */

import type { Interface } from "../document/document.ts";

export type Packages = ReadonlyMap<string, readonly Interface[]>;

/** Packages in order of first appearance, except that what a package uses goes before it. */
export function packagesInOrder(interfaces: readonly Interface[]): Packages {
  const byName = Map.groupBy(interfaces, (each) => each.id?.pkg ?? "");
  const ordered = new Map<string, readonly Interface[]>();
  const visiting = new Set<string>();
  const visit = (pkg: string): void => {
    if (visiting.has(pkg)) return;
    visiting.add(pkg);
    const members = byName.get(pkg) ?? [];
    members.flatMap(packagesUsed).forEach(visit);
    ordered.set(pkg, members);
  };
  for (const pkg of byName.keys()) visit(pkg);
  return ordered;
}

function packagesUsed(scope: Interface): string[] {
  return scope.types.flatMap((decl) => (decl.kind === "use" ? (decl.from.id?.pkg ?? []) : []));
}
