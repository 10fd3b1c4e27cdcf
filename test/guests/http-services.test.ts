/** HTTP services written in C and in JavaScript, behind the real ingress: one contract, and what each has beside it. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { describe, test } from "node:test";
import { Component, Trap } from "@weft/core";
import { incomingHandler, type LogEntry, serve } from "@weft/http";
import { wasi } from "@weft/wasi";
import { nodePlatform } from "@weft/wasi/node";
import { readGuest } from "./run-guest.ts";

interface Served extends AsyncDisposable {
  readonly url: string;
  readonly log: LogEntry[];
}

async function serveGuest(file: string, { reuse = false } = {}): Promise<Served> {
  const component = await Component.compile(await readGuest(file), { platform: nodePlatform });
  const log: LogEntry[] = [];
  const server = await serve({
    handle: incomingHandler(component, wasi({ platform: nodePlatform }), { reuse }),
    log: (entry) => log.push(entry),
  });
  const drain = async (): Promise<void> => void (await server.drain(1000));
  return { url: server.address.url, log, [Symbol.asyncDispose]: drain };
}

const LARGE = Uint8Array.from({ length: 1_000_003 }, (_, i) => i * 7);

const services: Record<string, { greeting: string; missing: RegExp }> = {
  "c-http/c-http.wasm": { greeting: "hello\n", missing: /^no such route\n$/ },
  "js-http/js-http.wasm": { greeting: "hello from QuickJS\n", missing: /^no route GET \/nowhere\n$/ },
};

for (const [file, { greeting, missing }] of Object.entries(services)) {
  describe(file, () => {
    test("answers", async () => {
      await using served = await serveGuest(file);
      const response = await fetch(`${served.url}/`);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("content-type"), "text/plain; charset=utf-8");
      assert.equal(await response.text(), greeting);
    });

    test("says what it does not know", async () => {
      await using served = await serveGuest(file);
      const response = await fetch(`${served.url}/nowhere`);
      assert.equal(response.status, 404);
      assert.match(await response.text(), missing);
    });

    test("echoes bodies of any size", async () => {
      await using served = await serveGuest(file);
      for (const body of [new Uint8Array(0), Uint8Array.of(1), LARGE]) {
        const response = await fetch(`${served.url}/echo`, { method: "POST", body });
        assert.ok(Buffer.from(await response.arrayBuffer()).equals(body), `${body.length} bytes`);
      }
    });

    test("sends back the first piece of a body before the last one has come", async () => {
      await using served = await serveGuest(file);
      const upload = request(`${served.url}/echo`, { method: "POST" });
      const responded = new Promise<AsyncIterable<Buffer>>((resolve) => upload.once("response", resolve));
      upload.write("first, ");
      const pieces = (await responded)[Symbol.asyncIterator]();
      assert.equal(`${(await pieces.next()).value}`, "first, ");
      upload.end("last");
      assert.equal(`${(await pieces.next()).value}`, "last");
      assert.equal((await pieces.next()).done, true);
    });

    test("answers many at a time", async () => {
      await using served = await serveGuest(file);
      const bodies = Array.from({ length: 20 }, (_, i) => `body ${i} `.repeat(i * 100));
      const echo = async (body: string) => (await fetch(`${served.url}/echo`, { method: "POST", body })).text();
      assert.deepEqual(await Promise.all(bodies.map(echo)), bodies);
      assert.deepEqual(served.log, []);
    });
  });
}

describe("the service in C", () => {
  const C_HTTP = "c-http/c-http.wasm";
  const get = async (served: Served, path: string): Promise<string> => (await fetch(served.url + path)).text();

  test("lists the headers of the request", async () => {
    await using served = await serveGuest(C_HTTP);
    const response = await fetch(`${served.url}/headers`, { headers: { "x-one": "1", "x-two": "zwei, drei" } });
    const lines = (await response.text()).split("\n");
    assert.ok(lines.includes("x-one: 1"));
    assert.ok(lines.includes("x-two: zwei, drei"));
  });

  test("counts from one in every fresh instance, and on where the instance is kept", async () => {
    await using fresh = await serveGuest(C_HTTP);
    assert.deepEqual([await get(fresh, "/count"), await get(fresh, "/count")], ["1\n", "1\n"]);
    await using kept = await serveGuest(C_HTTP, { reuse: true });
    assert.deepEqual([await get(kept, "/count"), await get(kept, "/count")], ["1\n", "2\n"]);
  });

  for (const reuse of [false, true]) {
    test(`traps in one request, and serves the next (reuse: ${reuse})`, async () => {
      await using served = await serveGuest(C_HTTP, { reuse });
      assert.equal((await fetch(`${served.url}/trap`)).status, 500);
      assert.equal(await get(served, "/"), "hello\n");
      const [entry] = served.log;
      assert.ok(entry?.cause instanceof Trap);
      assert.match(entry.cause.frames[0]?.name ?? "", /serve_trap$/);
    });
  }
});
