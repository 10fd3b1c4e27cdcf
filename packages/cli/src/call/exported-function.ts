/** The functions a component exports, as `weft call` names them. */
import type { Exports } from "@weft/core";
import type { ExternDecl, FuncType } from "@weft/core/types";
import { camelCase } from "@weft/wit";

export interface ExportedFunction {
  /** As in the binary; undefined for a function the world exports itself. */
  readonly interface: string | undefined;
  readonly name: string;
  readonly type: FuncType;
}

export function exportedFunctions(exports: readonly ExternDecl[]): ExportedFunction[] {
  return exports.flatMap(({ name, type }) => {
    if (type.kind === "func") return [{ interface: undefined, name, type }];
    return type.kind === "instance" ? functionsOf(name, type.exports) : [];
  });
}

function functionsOf(owner: string, members: readonly ExternDecl[]): ExportedFunction[] {
  return members.flatMap(({ name, type }) => (type.kind === "func" ? [{ interface: owner, name, type }] : []));
}

/** `ns:pkg/iface@1.0.0#f`, or `#f` for a function of the world itself. */
export function qualifiedName({ interface: owner = "", name }: ExportedFunction): string {
  return `${owner}#${name}`;
}

/** Constructors, methods and functions of a resource: `[method]counter.inc`. */
export function isMember({ name }: ExportedFunction): boolean {
  return name.startsWith("[");
}

type Callable = (...args: readonly unknown[]) => unknown;

export function callableOf(exports: Exports, { interface: owner, name }: ExportedFunction): Callable {
  const members = owner === undefined ? exports : exports[owner];
  return members[camelCase(name)];
}
