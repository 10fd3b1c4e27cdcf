/**
 * `wasi:cli/stdin`, `stdout` and `stderr`, and what the `terminal-*` interfaces say of them.
 *
 * A standard stream belongs to the host, not to the guest: dropping one, or all of several, leaves it open. So a factory is
 * given, which is asked each time the guest asks.
 */
import { type ByteSource, InputStream } from "../io/input-stream.ts";
import { type ByteSink, OutputStream } from "../io/output-stream.ts";
import { TerminalInput, TerminalOutput } from "./terminal.ts";

/** Where a guest's standard input comes from. */
export interface StdinSource {
  open(): ByteSource;
  readonly isTerminal: boolean;
}

/** Where a guest's standard output or error goes. */
export interface StdoutSink {
  open(): ByteSink;
  readonly isTerminal: boolean;
}

export interface Stdio {
  readonly stdin: StdinSource;
  readonly stdout: StdoutSink;
  readonly stderr: StdoutSink;
}

/** The eight interfaces, by name. */
export function stdioInterfaces({ stdin, stdout, stderr }: Stdio) {
  return {
    "wasi:cli/stdin": { getStdin: () => new InputStream(stdin.open()) },
    "wasi:cli/stdout": { getStdout: () => new OutputStream(stdout.open()) },
    "wasi:cli/stderr": { getStderr: () => new OutputStream(stderr.open()) },
    "wasi:cli/terminal-input": { TerminalInput },
    "wasi:cli/terminal-output": { TerminalOutput },
    "wasi:cli/terminal-stdin": { getTerminalStdin: () => (stdin.isTerminal ? new TerminalInput() : undefined) },
    "wasi:cli/terminal-stdout": { getTerminalStdout: () => terminalOutput(stdout) },
    "wasi:cli/terminal-stderr": { getTerminalStderr: () => terminalOutput(stderr) },
  };
}

function terminalOutput(sink: StdoutSink): TerminalOutput | undefined {
  return sink.isTerminal ? new TerminalOutput() : undefined;
}
