/** Names of WIT as TypeScript can declare them. */

import { camelCase } from "@weft/core/js-mapping";

/** Words that cannot name a function or parameter in a module. Source: ECMA-262, "Keywords and Reserved Words". */
const RESERVED: ReadonlySet<string> = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for
  function if implements import in instanceof interface let new null package private protected public return static super switch this
  throw true try typeof undefined var void while with yield`.split(/\s+/),
);

export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}

/** A parameter's name; callers do not see it, so a reserved word gets a `_`. */
export function parameterName(label: string): string {
  const name = camelCase(label);
  return isReserved(name) ? `${name}_` : name;
}

/** A key of an object or a member of a class, where every word may stand but `constructor`. */
export function memberName(name: string): string {
  if (name === "constructor") return '["constructor"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
