import type { Component } from "@weft/core";
import type { Outcome } from "../command.ts";

/** What the views show. */
export interface Inspected {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly component: Component;
}

export interface View {
  show(inspected: Inspected): Omit<Outcome, "exitCode">;
}
