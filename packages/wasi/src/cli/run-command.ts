/** The caller's side of `wasi:cli/run`: from an instance to an exit code. */
import { ComponentError } from "@weft/core";
import { exitOf } from "./exit.ts";

/** What `runCommand` needs of an instance. */
export interface CommandInstance {
  readonly exports: Readonly<Record<string, unknown>>;
}

interface Run {
  run(): unknown;
}

/**
 * Calls `run` and waits for it.
 *
 * @returns 0 for `ok`, 1 for `err`, or what the guest gave to `exit`.
 * @throws Trap when the guest trapped.
 * @throws TypeError when the instance does not export `wasi:cli/run`.
 */
export async function runCommand(instance: CommandInstance): Promise<number> {
  const { run } = commandOf(instance);
  try {
    await run();
    return 0;
  } catch (error) {
    return exitCodeOf(error);
  }
}

function commandOf(instance: CommandInstance): Run {
  const name = Object.keys(instance.exports).find(isRun);
  if (name !== undefined) return instance.exports[name] as Run;
  const found = Object.keys(instance.exports).join(", ") || "no exports";
  throw new TypeError(`Cannot run as a command: expected an export of wasi:cli/run, found ${found}`);
}

function isRun(name: string): boolean {
  return name === "wasi:cli/run" || name.startsWith("wasi:cli/run@0.2.");
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ComponentError) return 1;
  const exit = exitOf(error);
  if (exit === undefined) throw error;
  return exit.code;
}
