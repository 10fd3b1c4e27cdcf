/** The standard streams of this process, for the guest that is its program. */
import type { Stdio } from "../cli/stdio.ts";
import { nodeStdin } from "./stdin.ts";
import { type NodeStdoutOptions, nodeStdout } from "./stdout.ts";

export interface NodeStdio extends Stdio {
  /** Resolves when all output has reached the system. Await it before the process exits. */
  flushed(): Promise<void>;
}

/** One for a process: what is read ahead of a guest is kept here. */
export function nodeStdio(options: NodeStdoutOptions = {}): NodeStdio {
  const [stdin, stdout, stderr] = [nodeStdin(), nodeStdout(1, options), nodeStdout(2, options)];
  return {
    stdin,
    stdout,
    stderr,
    async flushed() {
      await stdout.flushed();
      await stderr.flushed();
    },
  };
}
