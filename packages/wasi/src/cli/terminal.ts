/**
 * `wasi:cli/terminal-*`: all a guest learns is whether a standard stream is a terminal.
 *
 * The two resources have no methods, so an instance is only a proof.
 */
export class TerminalInput {}
export class TerminalOutput {}
