import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface CommandResult {
  /** Standard output and error, as a terminal would show them. */
  readonly output: string;
  readonly status: number;
}

export interface ShellOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Follows each command's output, with its exit code. */
const END = "\u001e";
const SILENCE_MS = 30_000;

/** One bash that runs command after command: variables, the folder and background jobs carry over, as in a terminal. */
export class ShellSession implements AsyncDisposable {
  readonly #shell: ChildProcess;
  #output = "";

  constructor({ cwd, env }: ShellOptions) {
    this.#shell = spawn("bash", ["--noprofile", "--norc"], {
      cwd,
      env,
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#shell.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      this.#output += chunk;
    });
    // Job control, as in a terminal: each command is a group of processes that a signal to the job reaches as one.
    this.#write("exec 2>&1; set -m");
  }

  /**
   * Runs a command. One that ends with `&` goes on in the background; its output up to `isEnough` counts.
   * Commands get an empty standard input; `$?` stays that of the command.
   */
  async run(command: string, isEnough: (output: string) => boolean): Promise<CommandResult> {
    this.#output = "";
    this.#write(`{ ${command}\n} </dev/null\n__status=$?; printf '${END}%d\\n' $__status; (exit $__status)`);
    const result = await this.#until(() => this.#result());
    return command.endsWith("&") ? await this.#until(() => enough(this.#result(), isEnough)) : result;
  }

  /** Ends what still goes on in the background, then the shell. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#shell.exitCode !== null) return;
    const exit = once(this.#shell, "exit");
    this.#write("for job in $(jobs -p); do kill -TERM -- -$job; done; exit");
    await exit;
  }

  /** What the command has printed, once it has ended or gone into the background. */
  #result(): CommandResult | undefined {
    const [before = "", after] = this.#output.split(END);
    const newline = after?.indexOf("\n") ?? -1;
    if (after === undefined || newline < 0) return undefined;
    return { output: before + after.slice(newline + 1), status: Number(after.slice(0, newline)) };
  }

  #write(line: string): void {
    this.#shell.stdin?.write(`${line}\n`);
  }

  async #until<T>(poll: () => T | undefined): Promise<T> {
    const { stdout } = this.#shell;
    if (stdout === null) throw new Error("Expected bash to have an output, found none");
    for (;;) {
      const result = poll();
      if (result !== undefined) return result;
      await once(stdout, "data", { signal: AbortSignal.timeout(SILENCE_MS) }).catch((cause: unknown) => {
        throw new Error(`Expected more output within ${SILENCE_MS / 1000} s, found:\n${this.#output}`, { cause });
      });
    }
  }
}

function enough(result: CommandResult | undefined, isEnough: (output: string) => boolean): CommandResult | undefined {
  return result !== undefined && isEnough(result.output) ? result : undefined;
}
