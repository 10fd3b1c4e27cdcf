/** The lean C service behind a real server. `/count` says how many requests its instance has seen. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { type TestContext, test } from "node:test";
import { Component, type Imports, LinkError, Trap } from "@weft/core";
import { wasi } from "@weft/wasi";
import { nodePlatform } from "@weft/wasi/node";
import { type IncomingHandlerOptions, incomingHandler } from "./incoming-handler.ts";
import type { LogEntry } from "./log.ts";
import { serve } from "./serve.ts";

const guest = async (name: string) =>
  Component.compile(await readFile(new URL(`../../../guests/${name}/${name}.wasm`, import.meta.url)), {
    platform: nodePlatform,
  });

const imports = (): Imports => wasi({ platform: nodePlatform });

interface Service {
  readonly url: string;
  readonly log: readonly LogEntry[];
}

async function start(t: TestContext, options: IncomingHandlerOptions = {}): Promise<Service> {
  const log: LogEntry[] = [];
  const handle = incomingHandler(await guest("c-http"), imports(), options);
  const server = await serve({ handle, log: (entry) => log.push(entry) });
  t.after(() => server[Symbol.asyncDispose]());
  return { url: server.address.url, log };
}

const textOf = async (url: string, init?: RequestInit) => (await fetch(url, init)).text();

/** A request whose body waits, so that its call stays inside the instance. */
function heldEcho({ url }: Service) {
  const body = new TransformStream<Uint8Array, Uint8Array>();
  const writer = body.writable.getWriter();
  const answer = fetch(`${url}/echo`, { method: "POST", body: body.readable, duplex: "half" } as RequestInit);
  const finish = async (): Promise<string> => {
    await writer.close();
    return (await answer).text();
  };
  return { writer, answer, finish };
}

test("each request gets a fresh instance", async (t) => {
  const { url } = await start(t);
  for (let i = 0; i < 3; i++) assert.equal(await textOf(`${url}/count`), "1\n");
});

test("with reuse an idle instance keeps its state", async (t) => {
  const { url } = await start(t, { reuse: true });
  for (const count of ["1\n", "2\n", "3\n"]) assert.equal(await textOf(`${url}/count`), count);
});

test("an instance that is inside a call is not entered, and the one used last is used next", async (t) => {
  const service = await start(t, { reuse: true });
  assert.equal(await textOf(`${service.url}/count`), "1\n");
  const echo = heldEcho(service);
  await echo.writer.write(Buffer.from("still "));
  await echo.answer;
  assert.equal(await textOf(`${service.url}/count`), "1\n");
  assert.equal(await textOf(`${service.url}/count`), "2\n");
  await echo.writer.write(Buffer.from("here"));
  assert.equal(await echo.finish(), "still here");
  assert.equal(await textOf(`${service.url}/count`), "2\n");
});

for (const reuse of [false, true]) {
  test(`a trap is answered with 500 and told, and the next request gets another instance (reuse: ${reuse})`, async (t) => {
    const { url, log } = await start(t, { reuse });
    await textOf(`${url}/count`);
    assert.equal((await fetch(`${url}/trap`)).status, 500);
    assert.equal(await textOf(`${url}/count`), "1\n");
    assert.deepEqual(
      log.map(({ event, method, path }) => [event, method, path]),
      [["trap", "GET", "/trap"]],
    );
    const cause = log[0]?.cause;
    assert.ok(cause instanceof Trap);
    assert.equal(cause.reason, "unreachable");
  });
}

test("a component without the interface is refused, saying what it exports", async () => {
  const component = await guest("c-command");
  assert.throws(() => incomingHandler(component, imports()), {
    name: "TypeError",
    message: "Cannot serve HTTP: expected an export of wasi:http/incoming-handler@0.2, found wasi:cli/run@0.2.12",
  });
});

test("missing imports are told before anything is served", async () => {
  const component = await guest("c-http");
  assert.throws(() => incomingHandler(component, {}), LinkError);
});
