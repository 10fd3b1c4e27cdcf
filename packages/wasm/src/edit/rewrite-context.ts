import type { Module } from "../module.ts";
import type { Changes } from "./changes.ts";
import type { Renumberings } from "./renumbering.ts";
import type { CodeRewriter } from "./rewrite-code.ts";

/** What every part of a rewrite needs to know. */
export interface RewriteContext {
  readonly module: Module;
  readonly changes: Changes;
  readonly numbers: Renumberings;
  readonly code: CodeRewriter;
}
