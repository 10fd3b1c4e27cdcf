/** Making components. */
export { type AssembleOptions, assembleText } from "./assemble-text.ts";
export { type BuildOptions, build } from "./build.ts";
export { componentizeJavaScript, type JavaScriptOptions } from "./componentize-javascript.ts";
export { ToolchainError, type ToolchainErrorCode } from "./errors.ts";
