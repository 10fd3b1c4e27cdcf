/** What a guest sees of a request. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { IncomingRequest } from "@weft/wasi";
import { answer, begin, bytes, fieldsOf, finish, readBody } from "./guest.ts";
import { post, serving } from "./serving.ts";

test("a request shows what was sent, and not what belongs to the connection", async () => {
  const seen: unknown[] = [];
  await using served = await serving((request, out) => {
    seen.push(
      request.method(),
      request.pathWithQuery(),
      request.scheme(),
      request.authority(),
      request.headers().flatten(),
    );
    answer(out, "");
  });
  using client = await served.client();
  await client.exchange(
    "DELETE /a/b?c=d&e HTTP/1.1\r\nHost: example.com:80\r\nX-B: 1\r\nConnection: keep-alive\r\nx-b: 2\r\n\r\n",
  );
  assert.deepEqual(seen, [
    { tag: "delete" },
    "/a/b?c=d&e",
    { tag: "HTTP" },
    "example.com:80",
    ["x-b", "1", "x-b", "2"],
  ]);
});

const TARGETS: readonly [string, string, string][] = [
  ["GET http://other.example:81/a?b HTTP/1.1", "/a?b", "other.example:81"],
  ["GET http://other.example HTTP/1.1", "/", "other.example"],
  ["OPTIONS * HTTP/1.1", "*", "weft"],
];

for (const [line, path, authority] of TARGETS) {
  test(`the request line ${line} has the path ${path} and the authority ${authority}`, async () => {
    const seen: (string | undefined)[] = [];
    await using served = await serving((request, out) => {
      seen.push(request.pathWithQuery(), request.authority());
      answer(out, "");
    });
    using client = await served.client();
    await client.exchange(`${line}\r\nHost: weft\r\n\r\n`);
    assert.deepEqual(seen, [path, authority]);
  });
}

test("an answer given before the upload is read leaves the upload readable", async () => {
  const read = Promise.withResolvers<string>();
  await using served = await serving(async (request, out) => {
    answer(out, "thanks");
    await new Promise((resolve) => setImmediate(resolve));
    read.resolve(await readBody(request));
  });
  using client = await served.client();
  client.send(post("the upload"));
  assert.equal((await client.response()).body, "thanks");
  assert.equal(await read.promise, "the upload");
});

test("trailers are sent and received", async () => {
  const received = Promise.withResolvers<unknown>();
  await using served = await serving(async (request, out) => {
    const incoming = request.consume();
    const { IncomingBody } = await import("@weft/wasi");
    const future = IncomingBody.finish(incoming);
    await future.subscribe().block();
    const got = future.get();
    received.resolve(got?.tag === "ok" && got.val.tag === "ok" ? got.val.val?.flatten() : got);
    const under = begin(out);
    under.stream.write(bytes("body"));
    finish(under, fieldsOf({ "x-sum": "42" }));
  });
  using client = await served.client();
  client.send("POST / HTTP/1.1\r\nHost: weft\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Check: 7\r\n\r\n");
  const { body, trailers } = await client.response();
  assert.equal(body, "body");
  assert.equal(trailers, "x-sum: 42");
  assert.deepEqual(await received.promise, ["x-check", "7"]);
});

test("100-continue is sent when the guest wants the body", async () => {
  const gate = Promise.withResolvers<void>();
  await using served = await serving(async (request, out) => {
    await gate.promise;
    answer(out, await readBody(request));
  });
  using client = await served.client();
  client.send("POST / HTTP/1.1\r\nHost: weft\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  gate.resolve();
  assert.equal((await client.response()).status, 100);
  assert.equal((await client.exchange("body")).body, "body");
});

test("a guest that does not want the body answers at once, and the connection closes", async () => {
  await using served = await serving((_, out) => answer(out, "no", { status: 403 }));
  using client = await served.client();
  const { status, headers } = await client.exchange(
    "POST / HTTP/1.1\r\nHost: weft\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n",
  );
  assert.equal(status, 403);
  assert.equal(headers["connection"], "close");
  await client.closed;
});

const UNREAD: readonly [string, (request: IncomingRequest) => Promise<void> | void][] = [
  ["ignored", () => {}],
  ["dropped", (request) => request.consume()[Symbol.dispose]()],
  ["begun", async (request) => void (await request.consume().stream().blockingRead(1n))],
];

for (const [what, touch] of UNREAD) {
  test(`a small upload that is ${what} leaves the connection usable`, async () => {
    await using served = await serving(async (request, out) => {
      await touch(request);
      answer(out, "next");
    });
    using client = await served.client();
    const body = "x".repeat(100_000);
    assert.equal((await client.exchange(post(body))).body, "next");
    assert.equal((await client.exchange(post(body))).body, "next");
  });

  test(`a large upload that is ${what} costs the connection`, async () => {
    await using served = await serving(async (request, out) => {
      await touch(request);
      answer(out, "enough");
    });
    using client = await served.client();
    client.send(`POST / HTTP/1.1\r\nHost: weft\r\nContent-Length: ${1 << 30}\r\n\r\n`);
    client.send("x".repeat(1 << 20));
    await client.until("enough");
    await client.closed;
  });
}

test("requests sent at once are answered in order", async () => {
  await using served = await serving(async (request, out) => {
    const path = request.pathWithQuery() ?? "";
    if (path === "/slow") await new Promise((resolve) => setImmediate(resolve));
    answer(out, path);
  });
  using client = await served.client();
  client.send("GET /slow HTTP/1.1\r\nHost: weft\r\n\r\nGET /fast HTTP/1.1\r\nHost: weft\r\n\r\n");
  assert.equal((await client.response()).body, "/slow");
  assert.equal((await client.response()).body, "/fast");
});

const NO_HTTP = [
  "nonsense\r\n\r\n",
  "GET / HTTP/1.1\r\n\r\n",
  "GET /caf\xc3\xa9 HTTP/1.1\r\nHost: weft\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: weft\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
];

for (const text of NO_HTTP) {
  test(`${JSON.stringify(text)} is answered with 400 and reaches no guest`, async () => {
    await using served = await serving(() => assert.fail("handled"));
    using client = await served.client();
    assert.equal((await client.exchange(text)).status, 400);
  });
}
