/**
 * The types TypeScript itself provides, and two helpers of ours, as the printed text spells them.
 *
 * A component may declare a type `promise` or `map`; in its text the global is then `globalThis.Promise`. The helpers get names that no
 * type of the component has.
 */

import type { NameClaims } from "./name-claims.ts";

export interface Globals {
  /** `Promise`, or `globalThis.Promise` where the component declares a type of that name. */
  of(name: string): string;
  /** `{ tag: "some"; val: T } | { tag: "none" }`, for an option whose payload may be undefined. */
  readonly option: string;
  /** `{ tag: "ok"; val: T } | { tag: "err"; val: E }`, for a result that is not returned from a function. */
  readonly result: string;
}

export function globalsBeside(claims: NameClaims): Globals {
  const declared = claims.snapshot();
  return {
    of: (name) => (declared.has(name) ? `globalThis.${name}` : name),
    option: claims.claim("Option"),
    result: claims.claim("Result"),
  };
}
