/** The component engine's public surface. */
export {
  type Artifact,
  type CompileOptions,
  Component,
  type Exports,
  Instance,
  LinkedComponent,
  type LinkOptions,
} from "./component.ts";
export {
  bug,
  ComponentError,
  LinkError,
  ParseError,
  type UnmetImport,
  ValidationError,
  ValueError,
} from "./errors.ts";
export type { Plan } from "./link/plan.ts";
export type { Imports } from "./link/resolve-imports.ts";
export type { Platform, Utf8 } from "./platform.ts";
export { Trap, type TrapFrame, WouldBlock } from "./runtime/trap.ts";
export { withShortAscii } from "./short-ascii.ts";
export { webPlatform } from "./web-platform.ts";
