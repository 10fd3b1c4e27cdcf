/** The two values of an option, in whichever form `isPlainOption` says it has. */

import { isPlainOption } from "@weft/core/js-mapping";
import type { OptionType } from "@weft/core/types";

export function noneOf(option: OptionType): { tag: "none" } | undefined {
  return isPlainOption(option) ? undefined : { tag: "none" };
}

export function someOf(option: OptionType, val: unknown): unknown {
  return isPlainOption(option) ? val : { tag: "some", val };
}
