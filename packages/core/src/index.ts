/** The component engine's public surface. */
export { ComponentError, LinkError, ParseError, ValidationError, WouldBlock } from "./errors.ts";
export type { Platform, Utf8 } from "./platform.ts";
export { withShortAscii } from "./short-ascii.ts";
export { webPlatform } from "./web-platform.ts";
