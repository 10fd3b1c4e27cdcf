import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const HOST = "127.0.0.1";
const START_DEADLINE_MS = 20_000;
const RETRY_MS = 50;

export interface ServerProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts Node 26 with these arguments, in which `{host}`, `{port}` and `{address}` are filled in, and waits until it answers. */
export async function startServer(args: readonly string[]): Promise<ServerProcess> {
  const port = await freePort();
  const filled = args.map((arg) =>
    arg.replace("{host}", HOST).replace("{port}", `${port}`).replace("{address}", `${HOST}:${port}`),
  );
  // In a group of its own: jco serves in a child of the process started here.
  const child = spawn(process.execPath, filled, { stdio: ["ignore", "ignore", "inherit"], detached: true });
  const url = `http://${HOST}:${port}/`;
  await untilAnswers(url, child, filled);
  return { url, stop: () => stop(child) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error(`expected a port, found ${address}`);
  return address.port;
}

async function untilAnswers(url: string, child: ChildProcess, args: readonly string[]): Promise<void> {
  const deadline = performance.now() + START_DEADLINE_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    try {
      await (await fetch(url)).arrayBuffer();
      return;
    } catch {
      // Not listening yet: a server says so in its own way, this way all are asked alike.
      await delay(RETRY_MS);
    }
  }
  await stop(child);
  throw new Error(`Cannot start ${args.join(" ")}: it did not answer on ${url} (exit code ${child.exitCode})`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = once(child, "exit");
  process.kill(-child.pid, "SIGTERM");
  await ended;
}
