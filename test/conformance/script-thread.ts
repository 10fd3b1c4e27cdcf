/** The thread that runs scripts, started anew when one of them took it down. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { ScriptResult } from "./run-script.ts";

const SCRIPT_MS = 60_000;
const MAX_HEAP_MB = 2048;

export class ScriptThread implements AsyncDisposable {
  readonly #host: string | undefined;
  #worker: Worker | undefined;

  constructor(host?: string) {
    this.#host = host;
  }

  /**
   * @param folder holds the script's directives
   * @throws when it takes longer than a minute, or ends the thread
   */
  async run(folder: string): Promise<ScriptResult> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const timeout = AbortSignal.timeout(SCRIPT_MS);
    const ended = new AbortController();
    try {
      worker.postMessage(folder);
      const exit = once(worker, "exit", { signal: ended.signal }).then(([code]) => {
        throw new Error(`the script ended its thread with code ${code}`);
      });
      const [result] = await Promise.race([once(worker, "message", { signal: timeout }), exit]);
      return result;
    } catch (error) {
      await this[Symbol.asyncDispose]();
      throw timeout.aborted
        ? new Error(`the script did not end within ${SCRIPT_MS / 1000} s`, { cause: error })
        : error;
    } finally {
      ended.abort();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  #start(): Worker {
    return new Worker(new URL("./script-worker.ts", import.meta.url), {
      workerData: { host: this.#host },
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
  }
}
