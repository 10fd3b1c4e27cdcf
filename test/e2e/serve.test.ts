import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { type TestContext, test } from "node:test";
import { type Ended, ended, firstLine, guest, spawnWeft, weft } from "./weft.ts";

const HTTP = guest("c-http");

interface Service {
  readonly url: string;
  readonly line: string;
  readonly child: ChildProcess;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Starts a server on a free port; the first line it prints says which. */
async function serve(t: TestContext, ...args: readonly string[]): Promise<Service> {
  const child = spawnWeft(["serve", "--addr", "127.0.0.1:0", ...args]);
  t.after(() => child.kill("SIGKILL"));
  const end = ended(child);
  const line = await firstLine(child);
  const [url] = /http:\/\/[\d.:]+/.exec(line) ?? assert.fail(`Expected an address, found "${line}"`);
  const stop = (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    return end;
  };
  return { url, line, child, stop };
}

const textOf = async (url: string) => (await fetch(url)).text();

test("one line says where it listens; each request gets a fresh instance; SIGTERM ends it with 0", async (t) => {
  const { url, line, stop } = await serve(t, HTTP);
  assert.equal(line, `Serving ${HTTP} on ${url}`);
  assert.equal(await textOf(url), "hello\n");
  assert.equal(await textOf(`${url}/count`), "1\n");
  assert.equal(await textOf(`${url}/count`), "1\n");
  assert.deepEqual(await stop(), { code: 0, signal: null, stdout: `${line}\n`, stderr: "" });
});

test("--reuse keeps the guest's state from one request to the next", async (t) => {
  const { url } = await serve(t, "--reuse", HTTP);
  for (const count of ["1\n", "2\n", "3\n"]) assert.equal(await textOf(`${url}/count`), count);
});

test("a body is echoed as it comes", async (t) => {
  const { url } = await serve(t, HTTP);
  const body = new TransformStream<Uint8Array, Uint8Array>();
  const writer = body.writable.getWriter();
  const init = { method: "POST", body: body.readable, duplex: "half" } as RequestInit;
  const answer = fetch(`${url}/echo`, init);
  void writer.write(Buffer.from("first"));
  const reader = ((await answer).body ?? assert.fail("Expected a body")).getReader();
  assert.equal(Buffer.from((await reader.read()).value ?? []).toString(), "first");
  void writer.write(Buffer.from("second"));
  assert.equal(Buffer.from((await reader.read()).value ?? []).toString(), "second");
  await writer.close();
  assert.equal((await reader.read()).done, true);
});

test("a trap is answered with 500 and logged with its frames, and the next request is served", async (t) => {
  const { url, stop } = await serve(t, HTTP);
  assert.equal((await fetch(`${url}/trap`)).status, 500);
  assert.equal(await textOf(url), "hello\n");
  const { code, stderr } = await stop();
  assert.equal(code, 0);
  assert.match(
    stderr,
    /^weft: GET \/trap: The guest trapped: unreachable\n {4}at \S*trap \(function \d+, offset 0x[\da-f]+\)\n/,
  );
  assert.doesNotMatch(stderr, /\.ts|node:/);
});

test("with --json it prints and logs lines of JSON", async (t) => {
  const { url, line, stop } = await serve(t, "--json", HTTP);
  assert.deepEqual(JSON.parse(line), { event: "listening", url });
  await fetch(`${url}/trap`);
  const entry = JSON.parse((await stop()).stderr);
  assert.equal(entry.event, "trap");
  assert.deepEqual([entry.method, entry.path, entry.reason], ["GET", "/trap", "unreachable"]);
  assert.match(entry.frames[0].name, /trap$/);
  assert.ok(Math.abs(Date.parse(entry.time) - Date.now()) < 60_000);
});

/** A request whose body has begun and not ended. */
async function held({ url }: Service) {
  const body = new TransformStream<Uint8Array, Uint8Array>();
  const writer = body.writable.getWriter();
  const answer = fetch(`${url}/echo`, { method: "POST", body: body.readable, duplex: "half" } as RequestInit);
  await writer.write(Buffer.from("begun"));
  const response = await answer;
  return { writer, text: response.text() };
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`${signal} lets a request in flight finish, and takes no new ones`, async (t) => {
    const service = await serve(t, HTTP);
    const { writer, text } = await held(service);
    const end = service.stop(signal);
    await refused(service.url);
    await writer.write(Buffer.from(" and finished"));
    await writer.close();
    assert.equal(await text, "begun and finished");
    assert.equal((await end).code, 0);
  });
}

/** Waits until nobody listens any more. */
async function refused(url: string): Promise<void> {
  for (;;) {
    try {
      await fetch(url);
    } catch {
      return;
    }
  }
}

test("a second signal ends what is in flight; that is exit code 1", async (t) => {
  const service = await serve(t, HTTP);
  const { writer, text } = await held(service);
  writer.closed.catch(() => {});
  const end = service.stop();
  await refused(service.url);
  await Promise.all([assert.rejects(text), service.stop()]);
  assert.equal((await end).code, 1);
});

test("a port in use says which option changes it, and is exit code 2", async (t) => {
  const other = createServer().listen(0, "127.0.0.1");
  t.after(() => other.close());
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  assert.deepEqual(await weft(["serve", "--addr", `127.0.0.1:${port}`, HTTP]), {
    code: 2,
    signal: null,
    stdout: "",
    stderr: `weft: Cannot listen on 127.0.0.1:${port}: the port is in use by another server. Choose another one with --addr HOST:PORT (port 0 = any that is free)\n`,
  });
});

test("an address that is none is refused", async () => {
  const { code, stderr } = await weft(["serve", "--addr", "here", HTTP]);
  assert.equal(code, 2);
  assert.match(
    stderr,
    /^weft: Option --addr: expected HOST:PORT, such as 127\.0\.0\.1:8080 or \[::1\]:8080, found "here"\n/,
  );
});

test("what serves no HTTP is told what it is for", async () => {
  const { code, stderr } = await weft(["serve", guest("c-command")]);
  assert.equal(code, 2);
  assert.match(
    stderr,
    /expected an export of wasi:http\/incoming-handler, found wasi:cli\/run@0\.2\.12\n {2}Try: weft run /,
  );
});

test("a guest in JavaScript serves", async (t) => {
  const { url } = await serve(t, guest("js-http"));
  assert.equal((await fetch(url)).status, 200);
});
