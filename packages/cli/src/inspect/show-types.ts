import { printTypescript } from "@weft/wit";
import type { Outcome } from "../command.ts";
import type { Inspected } from "./inspected.ts";

/** Typings of the component's imports and exports, as its host sees them. */
export function show({ component }: Inspected): Omit<Outcome, "exitCode"> {
  const types = printTypescript(component);
  return { text: types, json: { types } };
}
