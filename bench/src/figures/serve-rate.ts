/** Requests a second that one server process answers on one connection-driving core: `wrk -t1 -c32`. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Comparison, compare } from "../comparison.ts";
import { packCli } from "../packed-cli.ts";
import { ROOT } from "../root.ts";
import { takeRounds } from "../rounds.ts";
import { type ServerProcess, startServer } from "../server-process.ts";

const ROUNDS = 5;
const SECONDS = 3;
const COMPONENT = join(ROOT, "guests/c-http/c-http.wasm");
const JCO = join(ROOT, "bench/node_modules/@bytecodealliance/jco/dist/jco.js");
const BARE = join(ROOT, "bench/src/bare-server.ts");

/** Why nothing can be measured, or undefined. */
export function serveRateSkip(): string | undefined {
  try {
    execFileSync("wrk", ["-v"], { stdio: "pipe" });
  } catch (error) {
    // wrk tells its version and ends with 1.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "wrk is not installed";
  }
  return undefined;
}

export async function serveRate(): Promise<Comparison[]> {
  const folder = packCli();
  const weft = (...options: string[]) => [
    join(folder, "bin/weft.cjs"),
    "serve",
    "--addr",
    "{address}",
    ...options,
    COMPONENT,
  ];
  const commands = {
    fresh: weft(),
    jco: [JCO, "serve", "--host", "{host}", "--port", "{port}", COMPONENT],
    kept: weft("--reuse"),
    bare: [BARE, "{host}", "{port}"],
  };
  const servers: Record<string, ServerProcess> = {};
  try {
    for (const [name, args] of Object.entries(commands)) servers[name] = await startServer(args);
    const samples = Object.entries(servers).map(
      ([name, server]) => [name, () => requestsPerSecond(server.url)] as const,
    );
    return compareServers(await takeRounds(Object.fromEntries(samples), ROUNDS));
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
    rmSync(dirname(folder), { recursive: true });
  }
}

function compareServers(rounds: Awaited<ReturnType<typeof takeRounds>>): Comparison[] {
  const jco = { weft: "fresh", sample: "jco", name: "`jco serve`", bar: { atLeast: 1.5 } };
  const bare = { weft: "kept", sample: "bare", name: "bare node:http", bar: { atLeast: 0.3 } };
  return [
    compare("`weft serve`, a fresh instance for each request", "requests/s", rounds, jco),
    compare("`weft serve --reuse`", "requests/s", rounds, bare),
  ];
}

async function requestsPerSecond(url: string): Promise<number> {
  await checkAnswer(url);
  const report = execFileSync("wrk", ["-t1", "-c32", `-d${SECONDS}s`, url], { encoding: "utf8" });
  await checkAnswer(url);
  assert.doesNotMatch(report, /Non-2xx|Socket errors/, report);
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(report)?.[1];
  assert.ok(rate !== undefined, report);
  return Number(rate);
}

async function checkAnswer(url: string): Promise<void> {
  assert.equal(await (await fetch(url)).text(), "hello\n");
}
