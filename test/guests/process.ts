import { spawn } from "node:child_process";
import { once } from "node:events";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. */
export async function runProcess(file: string, args: readonly string[], stdin = ""): Promise<Ran> {
  const child = spawn(file, args, { stdio: "pipe" });
  const texts = [child.stdout, child.stderr].map(readText);
  child.stdin.on("error", ignoreClosedPipe).end(stdin);
  const [code] = (await once(child, "close")) as [number | null];
  const [stdout = "", stderr = ""] = await Promise.all(texts);
  return { code, stdout, stderr };
}

async function readText(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** A guest that reads no input leaves before it was written. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** A server that runs until it is disposed of. */
export class ServerProcess implements AsyncDisposable {
  readonly url: string;
  readonly #child: ReturnType<typeof spawn>;

  private constructor(child: ReturnType<typeof spawn>, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** Starts a command and waits until it prints the URL it serves. */
  static async start(file: string, args: readonly string[]): Promise<ServerProcess> {
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"] });
    const url = await new Promise<string>((resolve, reject) => {
      let printed = "";
      const take = (part: Buffer): void => {
        printed += part;
        const [found] = /http:\/\/[\d.]+:\d+/.exec(printed) ?? [];
        if (found !== undefined) resolve(found);
      };
      child.stdout.on("data", take);
      child.stderr.on("data", take);
      child.on("error", reject).on("exit", () => reject(new Error(`${file} ended: ${printed}`)));
    });
    return new ServerProcess(child, url);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.kill();
    await once(this.#child, "exit");
  }
}
