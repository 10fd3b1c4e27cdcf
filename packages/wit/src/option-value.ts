/**
 * Options in JavaScript: `T | undefined` where `T` itself is never `undefined`, else `{ tag: "some", val } | { tag: "none" }`.
 *
 * So `option<option<u8>>` is tagged outside and plain inside, and an option around that one is plain again.
 */

import type { OptionType, ValType } from "@weft/core/types";

/** Whether values of the option are `T | undefined`. */
export function isPlainOption(option: OptionType): boolean {
  return !isNullable(option.type);
}

function isNullable(type: ValType): boolean {
  return type.kind === "option" && isPlainOption(type);
}

export function noneOf(option: OptionType): { tag: "none" } | undefined {
  return isPlainOption(option) ? undefined : { tag: "none" };
}

export function someOf(option: OptionType, val: unknown): unknown {
  return isPlainOption(option) ? val : { tag: "some", val };
}
