import type { Outcome } from "../command.ts";
import type { Inspected } from "./inspected.ts";

/** The JavaScript that `weft run`, `serve` and `call` run around the component's core modules. */
export function show({ component }: Inspected): Omit<Outcome, "exitCode"> {
  const code = component.source({ suspend: true });
  return { text: code, json: { code } };
}
