import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, begin, bytes, finish } from "../test/guest.ts";
import { RawClient } from "../test/raw-client.ts";
import { cannotListen, HttpError } from "./errors.ts";
import type { Handle } from "./handle.ts";
import { serve } from "./serve.ts";

const GET = "GET / HTTP/1.1\r\nHost: weft\r\n\r\n";
const hello: Handle = (_, out) => answer(out, "hello");

test("a server listens on this machine only, on a port that is free", async () => {
  await using server = await serve({ handle: hello });
  assert.equal(server.address.host, "127.0.0.1");
  assert.equal(server.address.url, `http://127.0.0.1:${server.address.port}`);
});

test("a port in use says which option changes it", async () => {
  await using server = await serve({ handle: hello });
  const { port } = server.address;
  await assert.rejects(serve({ handle: hello, port }), (error: HttpError) => {
    assert.equal(error.code, "address-in-use");
    assert.match(
      error.message,
      new RegExp(`^Cannot listen on 127.0.0.1:${port}: the port is in use .* --addr HOST:PORT`),
    );
    return error.cause instanceof Error;
  });
});

test("an address of another machine says so", async () => {
  await assert.rejects(serve({ handle: hello, host: "192.0.2.1" }), {
    name: "HttpError",
    code: "address-not-available",
  });
});

const REFUSALS: readonly [string, string, RegExp][] = [
  ["EADDRINUSE", "address-in-use", /--addr/],
  ["EADDRNOTAVAIL", "address-not-available", /--addr/],
  ["ENOTFOUND", "address-not-available", /--addr/],
  ["EACCES", "permission-denied", /--addr/],
  ["EWHATEVER", "listen-failed", /something else/],
];

for (const [code, expected, message] of REFUSALS) {
  test(`${code} becomes ${expected}`, () => {
    const error = cannotListen("h:1", Object.assign(new Error("something else"), { code }));
    assert.ok(error instanceof HttpError);
    assert.equal(error.code, expected);
    assert.match(error.message, message);
  });
}

test("draining lets what is in flight finish, closes its connection, and takes no new ones", async () => {
  const [started, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const server = await serve({
    handle: async (_, out) => {
      started.resolve();
      await gate.promise;
      answer(out, "finished");
    },
  });
  const { port } = server.address;
  using idle = await RawClient.connect(port);
  using busy = await RawClient.connect(port);
  busy.send(GET);
  await started.promise;
  const drained = server.drain(60_000);
  await idle.closed;
  await assert.rejects(RawClient.connect(port), { code: "ECONNREFUSED" });
  gate.resolve();
  const { headers, body } = await busy.response();
  assert.equal(body, "finished");
  assert.equal(headers["connection"], "close");
  assert.deepEqual(await drained, { cut: 0 });
});

test("draining closes a connection that promised to stay before, when its streamed response ends", async () => {
  const gate = Promise.withResolvers<void>();
  const server = await serve({
    handle: async (_, out) => {
      const under = begin(out);
      under.stream.write(bytes("begun"));
      await gate.promise;
      finish(under);
    },
  });
  using client = await RawClient.connect(server.address.port);
  client.send(GET);
  await client.until("begun");
  const drained = server.drain(60_000);
  gate.resolve();
  assert.equal((await client.response()).body, "begun");
  await client.closed;
  assert.deepEqual(await drained, { cut: 0 });
});

test("draining waits for a guest that works on after its response", async () => {
  const gate = Promise.withResolvers<void>();
  let worked = false;
  const server = await serve({
    handle: async (_, out) => {
      answer(out, "early");
      await gate.promise;
      worked = true;
    },
  });
  using client = await RawClient.connect(server.address.port);
  await client.exchange(GET);
  const drained = server.drain(60_000);
  gate.resolve();
  await drained;
  assert.equal(worked, true);
});

test("at the deadline what is left is cut off and counted", async () => {
  const started = Promise.withResolvers<void>();
  const server = await serve({
    handle: () => {
      started.resolve();
      return new Promise<void>(() => {});
    },
  });
  using client = await RawClient.connect(server.address.port);
  client.send(GET);
  await started.promise;
  assert.deepEqual(await server.drain(1), { cut: 1 });
  await client.closed;
});

test("a drain can be hurried up", async () => {
  const started = Promise.withResolvers<void>();
  const server = await serve({
    handle: () => {
      started.resolve();
      return new Promise<void>(() => {});
    },
  });
  using client = await RawClient.connect(server.address.port);
  client.send(GET);
  await started.promise;
  const patient = server.drain(60_000);
  await server.drain(0);
  await client.closed;
  assert.deepEqual(await patient, { cut: 1 });
});

test("aborting the signal drains", async () => {
  const stop = new AbortController();
  const server = await serve({ handle: hello, signal: stop.signal });
  using client = await RawClient.connect(server.address.port);
  assert.equal((await client.exchange(GET)).body, "hello");
  stop.abort();
  await client.closed;
  await assert.rejects(RawClient.connect(server.address.port), { code: "ECONNREFUSED" });
});

test("a signal that is aborted already starts nothing", async () => {
  await assert.rejects(serve({ handle: hello, signal: AbortSignal.abort() }), { name: "AbortError" });
});
