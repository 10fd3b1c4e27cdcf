/** Each test is a real process whose standard streams are a real file, pipe, device or terminal. */
import assert from "node:assert/strict";
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { after, test } from "node:test";

const folder = mkdtempSync(join(tmpdir(), "weft-stdio-"));
after(() => rmSync(folder, { recursive: true }));

const urlOf = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);

/** What a guest would do, in the words of the interfaces. `say` writes a line to standard error. */
const PRELUDE = `
  import { nodeStdio } from ${urlOf("./stdio.ts")};
  import { stdioInterfaces } from ${urlOf("../cli/stdio.ts")};
  import { poll } from ${urlOf("../io/pollable.ts")};
  import { monotonicClock } from ${urlOf("../clocks/monotonic-clock.ts")};
  import { nodePlatform } from ${urlOf("./platform.ts")};
  const stdio = nodeStdio();
  const wasi = stdioInterfaces(stdio);
  const getStdin = () => wasi["wasi:cli/stdin"].getStdin();
  const getStdout = () => wasi["wasi:cli/stdout"].getStdout();
  const clock = monotonicClock(nodePlatform);
  const say = (line) => console.error(line);
  const outcome = async (call) => {
    try { return await call(); } catch (error) { return error.payload?.val?.code ?? error.payload?.tag ?? error; }
  };
  const readAll = async (stdin) => {
    let text = "";
    for (;;) {
      const bytes = await outcome(() => stdin.blockingRead(1n << 16n));
      if (!(bytes instanceof Uint8Array)) return [text.length, bytes].join(" ");
      text += new TextDecoder().decode(bytes);
    }
  };
`;

function run(program: string, stdio: SpawnOptions["stdio"], command: readonly string[] = []): ChildProcess {
  const node = [process.execPath, "-C", "source", "--input-type=module", "-e", PRELUDE + program];
  const [file = "", ...args] = [...command, ...node];
  return spawn(file, args, { stdio, cwd: import.meta.dirname });
}

async function textOf(stream: Readable | null): Promise<string> {
  let text = "";
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const exit = once(child, "exit");
  const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  const [code] = (await exit) as [number | null];
  return { code, stdout, stderr };
}

async function withFd<T>(path: string, flags: string, use: (fd: number) => Promise<T>): Promise<T> {
  const fd = openSync(path, flags);
  try {
    return await use(fd);
  } finally {
    closeSync(fd);
  }
}

test("a program that never reads its input ends at once", async () => {
  const child = run("say('done')", ["pipe", "pipe", "pipe"]);
  assert.deepEqual(await ended(child), { code: 0, stdout: "", stderr: "done\n" });
});

test("a program that asked for its input and gave up ends at once", async () => {
  const program = `
    const stdin = getStdin();
    say(String(await poll([stdin.subscribe(), clock.subscribeDuration(1000000n)])));
    say(stdin.read(10n).length);`;
  const child = run(program, ["pipe", "pipe", "pipe"]);
  assert.deepEqual(await ended(child), { code: 0, stdout: "", stderr: "1\n0\n" });
});

test("a pipe is read as its bytes come, until its end", async () => {
  const program = `
    const stdin = getStdin();
    say(new TextDecoder().decode(await stdin.blockingRead(100n)));
    say(await readAll(stdin));
    say(await readAll(getStdin()));`;
  const child = run(program, ["pipe", "pipe", "pipe"]);
  child.stdin?.write("first");
  const [line] = await once(child.stderr as Readable, "data");
  assert.equal(String(line), "first\n");
  child.stdin?.end("x".repeat(300_000));
  assert.deepEqual(await ended(child), { code: 0, stdout: "", stderr: "300000 closed\n0 closed\n" });
});

test("what one stream has not read the next one gets", async () => {
  const program = `
    const first = getStdin();
    say(new TextDecoder().decode(await first.blockingRead(3n)));
    first[Symbol.dispose]();
    say(new TextDecoder().decode(await getStdin().blockingRead(10n)));`;
  const child = run(program, ["pipe", "pipe", "pipe"]);
  child.stdin?.end("abcdef");
  assert.equal((await ended(child)).stderr, "abc\ndef\n");
});

test("a file is read to its end", async () => {
  const path = join(folder, "input");
  writeFileSync(path, "y".repeat(200_000));
  const result = await withFd(path, "r", (fd) => ended(run("say(await readAll(getStdin()))", [fd, "pipe", "pipe"])));
  assert.deepEqual(result, { code: 0, stdout: "", stderr: "200000 closed\n" });
});

test("/dev/null is at its end", async () => {
  const result = await ended(run("say(await readAll(getStdin()))", ["ignore", "pipe", "pipe"]));
  assert.deepEqual(result, { code: 0, stdout: "", stderr: "0 closed\n" });
});

test("a directory as input fails with is-directory, then is closed", async () => {
  const program = "const stdin = getStdin(); say(await readAll(stdin)); say(await readAll(stdin))";
  const result = await withFd(folder, "r", (fd) => ended(run(program, [fd, "pipe", "pipe"])));
  assert.deepEqual(result, { code: 0, stdout: "", stderr: "0 is-directory\n0 closed\n" });
});

/** Writes `count` numbered lines, a call each as a guest's libc does, and counts those calls that had to wait. */
const writeLines = (count: number) => `
  const stdout = getStdout();
  let waits = 0;
  for (let i = 0; i < ${count}; i++) {
    const written = stdout.blockingWriteAndFlush(new TextEncoder().encode(String(i).padStart(999) + "\\n"));
    if (written !== undefined) waits++;
    await written;
  }`;

function assertLines(text: string, count: number): void {
  const lines = text.trimEnd().split("\n").map(Number);
  assert.deepEqual(
    lines,
    Array.from({ length: count }, (_, i) => i),
  );
}

test("output to a pipe is complete and in order", async () => {
  const { code, stdout } = await ended(run(`${writeLines(2000)}; process.exit(3)`, ["ignore", "pipe", "pipe"]));
  assert.equal(code, 3);
  assertLines(stdout, 2000);
});

test("output to a file is complete and in order", async () => {
  const path = join(folder, "output");
  await withFd(path, "w", (fd) => ended(run(`${writeLines(500)}; process.exit(0)`, ["ignore", fd, "pipe"])));
  assertLines(readFileSync(path, "utf8"), 500);
});

test("a pipe set to non-blocking that is full makes the guest wait, not spin, and loses nothing", async () => {
  // Node's own stream sets the pipe to non-blocking, as a parent that shares it may have done.
  const program = `
    process.stdout._handle?.constructor;
    ${writeLines(2000)}
    await stdio.flushed();
    const { user, system } = process.cpuUsage();
    say(waits > 0 && user + system < 1500000 ? "waited" : "did not wait: " + waits + ", " + user + ", " + system);
    process.exit(0);`;
  const child = run(program, ["ignore", "pipe", "pipe"]);
  const stdout = child.stdout as Readable;
  await once(stdout, "readable");
  const { stdout: text, stderr } = await ended(child);
  assertLines(text, 2000);
  assert.equal(stderr, "waited\n");
});

test("a pipe that nobody reads any more closes the stream", async () => {
  const program = `
    const stdout = getStdout();
    for (;;) {
      const result = await outcome(() => stdout.blockingWriteAndFlush(new Uint8Array(4096)));
      if (result !== undefined) { say(result); break; }
    }
    say(await outcome(() => stdout.checkWrite()));
    say(await outcome(() => getStdout().checkWrite()));`;
  const child = run(program, ["ignore", "pipe", "pipe"]);
  child.stdout?.once("data", () => child.stdout?.destroy());
  const [stderr] = await Promise.all([textOf(child.stderr), once(child, "exit")]);
  assert.equal(stderr, "closed\nclosed\nclosed\n");
});

test("who asked for it hears of a broken pipe before the guest does", async () => {
  const program = `
    const sink = nodeStdio({ onBrokenPipe: () => say("broken") }).stdout.open();
    for (;;) try { sink.write(new Uint8Array(4096)); } catch (error) { say(error.payload.tag); break; }`;
  const child = run(program, ["ignore", "pipe", "pipe"]);
  child.stdout?.once("data", () => child.stdout?.destroy());
  const [stderr] = await Promise.all([textOf(child.stderr), once(child, "exit")]);
  assert.equal(stderr, "broken\nclosed\n");
});

test("a full device fails with insufficient-space", async () => {
  const program = "say(await outcome(() => getStdout().blockingWriteAndFlush(new Uint8Array(10))))";
  const result = await withFd("/dev/full", "w", (fd) => ended(run(program, ["ignore", fd, "pipe"])));
  assert.equal(result.stderr, "insufficient-space\n");
});

const TERMINALS = `
  const is = (name, get) => wasi["wasi:cli/terminal-" + name][get]() !== undefined;
  say([is("stdin", "getTerminalStdin"), is("stdout", "getTerminalStdout"), is("stderr", "getTerminalStderr")].join(" "));`;

test("pipes are no terminals", async () => {
  assert.equal((await ended(run(TERMINALS, ["pipe", "pipe", "pipe"]))).stderr, "false false false\n");
});

test("a terminal is a terminal, and is read line by line", async () => {
  const program = `${TERMINALS}
    const stdin = getStdin();
    say("got " + new TextDecoder().decode(await stdin.blockingRead(100n)).trim());
    process.exit(0);`;
  const quoted = [process.execPath, "-C", "source", "--input-type=module", "-e", PRELUDE + program]
    .map(quote)
    .join(" ");
  const child = spawn("script", ["-qec", quoted, "/dev/null"], {
    cwd: import.meta.dirname,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdout.once("data", () => child.stdin.write("a line\n"));
  const { code, stdout } = await ended(child);
  assert.equal(code, 0);
  assert.match(stdout, /true true true/);
  assert.match(stdout, /got a line/);
});

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
