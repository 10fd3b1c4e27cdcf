/** WASI 0.2 for the component engine. */
export { Exit } from "./cli/exit.ts";
export { noStdio, stdinOf, stdoutTo } from "./cli/memory-stdio.ts";
export { type CommandInstance, runCommand } from "./cli/run-command.ts";
export type { StdinSource, Stdio, StdoutSink } from "./cli/stdio.ts";
export { type WasiImports, type WasiOptions, wasi } from "./wasi.ts";
