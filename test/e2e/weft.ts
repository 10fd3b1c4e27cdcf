/** The real command, as a process of its own. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A guest of this repository, relative to its root. */
export const guest = (name: string): string => `guests/${name}/${name.split("/").at(-1)}.wasm`;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface WeftOptions extends Pick<SpawnOptions, "cwd" | "env"> {
  readonly stdin?: string;
}

export function spawnWeft(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const main = join(String(options.cwd ?? ROOT), "packages/cli/src/main.ts");
  return spawn(process.execPath, ["-C", "source", main, ...args], { cwd: ROOT, ...options });
}

/** Runs `weft` to its end. */
export async function weft(args: readonly string[], { stdin = "", ...options }: WeftOptions = {}): Promise<Ended> {
  const child = spawnWeft(args, { ...options, stdio: "pipe" });
  child.stdin?.on("error", () => {});
  child.stdin?.end(stdin);
  return ended(child);
}

/** Waits for the end; a stream whose reader was taken away has given what it had until then. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout: stdout(), stderr: stderr() };
}

/** The first line of standard output; what else comes can still be read. */
export async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("Expected standard output to be a pipe");
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return line;
}

function collect(stream: Readable | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
