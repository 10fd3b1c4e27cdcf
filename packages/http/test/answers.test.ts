/** What a client gets for what a guest answers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ResponseOutparam } from "@weft/wasi";
import { answer, begin, bytes, chunks, fieldsOf, finish, responseOf, writeAll } from "./guest.ts";
import { chunked, GET, serving } from "./serving.ts";

test("a small answer has a length and comes in one piece", async () => {
  await using served = await serving((_, out) => answer(out, "hello", { headers: { "content-type": "text/plain" } }));
  using client = await served.client();
  const { status, headers, body } = await client.exchange(GET);
  assert.equal(status, 200);
  assert.equal(body, "hello");
  assert.equal(headers["content-length"], "5");
  assert.equal(headers["content-type"], "text/plain");
  assert.equal(headers["transfer-encoding"], undefined);
  assert.deepEqual(served.log, []);
});

for (const size of [0, 64, 65, 1 << 14, (1 << 14) + 1, 1 << 16, 1 << 20]) {
  test(`every byte of ${size} arrives as it was written`, async () => {
    const contents = Uint8Array.from({ length: size }, (_, i) => i % 256);
    await using served = await serving(async (_, out) => {
      const under = begin(out);
      await writeAll(under.stream, contents);
      finish(under);
    });
    using client = await served.client();
    const { body } = await client.exchange(GET);
    assert.equal(Buffer.compare(Buffer.from(body, "latin1"), contents), 0);
  });
}

test("what a guest has written goes out when it waits", async () => {
  const gate = Promise.withResolvers<void>();
  await using served = await serving(async (_, out) => {
    const under = begin(out);
    under.stream.write(bytes("first"));
    await gate.promise;
    under.stream.write(bytes("last"));
    finish(under);
  });
  using client = await served.client();
  client.send(GET);
  await client.until("first");
  gate.resolve();
  const { headers, body } = await client.response();
  assert.equal(body, "firstlast");
  assert.equal(headers["transfer-encoding"], "chunked");
});

test("the head goes out when a guest waits, even without a body yet", async () => {
  const gate = Promise.withResolvers<void>();
  await using served = await serving(async (_, out) => {
    const under = begin(out, { status: 201 });
    await gate.promise;
    finish(under);
  });
  using client = await served.client();
  client.send(GET);
  await client.until("201 Created");
  gate.resolve();
  assert.equal((await client.response()).body, "");
});

test("a guest may go on after its response is out", async () => {
  const gate = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  await using served = await serving(async (_, out) => {
    answer(out, "early");
    await gate.promise;
    done.resolve();
  });
  using client = await served.client();
  assert.equal((await client.exchange(GET)).body, "early");
  gate.resolve();
  await done.promise;
});

test("an upload streams in while its echo streams out", async () => {
  await using served = await serving(async (request, out) => {
    const under = begin(out);
    for await (const chunk of chunks(request.consume().stream())) await writeAll(under.stream, chunk);
    finish(under);
  });
  using client = await served.client();
  client.send(chunked("ping 1"));
  await client.until("ping 1");
  client.send("6\r\nping 2\r\n");
  await client.until("ping 2");
  client.send("0\r\n\r\n");
  assert.equal((await client.response()).body, "ping 1ping 2");
});

test("informational responses precede the answer", async () => {
  await using served = await serving((_, out) => {
    out.sendInformational(103, fieldsOf({ link: "</style.css>; rel=preload" }));
    answer(out, "done");
  });
  using client = await served.client();
  const early = await client.exchange(GET);
  assert.equal(early.status, 103);
  assert.equal(early.headers["link"], "</style.css>; rel=preload");
  assert.equal((await client.response()).body, "done");
});

const BODILESS: readonly [string, number, Record<string, string>, string | undefined][] = [
  ["HEAD", 200, {}, "5"],
  ["HEAD", 200, { "content-length": "5" }, "5"],
  ["GET", 204, {}, undefined],
  ["GET", 304, {}, undefined],
];

for (const [method, status, headers, length] of BODILESS) {
  test(`the answer ${status} to ${method} has no body, and the length ${length}`, async () => {
    await using served = await serving((_, out) => answer(out, "hello", { status, headers }));
    using client = await served.client();
    const response = await client.exchange(`${method} / HTTP/1.1\r\nHost: weft\r\n\r\n`);
    assert.equal(response.status, status);
    assert.equal(response.headers["content-length"], length);
    assert.equal((await client.exchange(`${method} / HTTP/1.1\r\nHost: weft\r\n\r\n`)).status, status);
  });
}

test("an answer to HEAD may tell a length and have no body", async () => {
  await using served = await serving((_, out) => {
    ResponseOutparam.set(out, { tag: "ok", val: responseOf({ headers: { "content-length": "12" } }) });
  });
  using client = await served.client();
  assert.equal((await client.exchange("HEAD / HTTP/1.1\r\nHost: weft\r\n\r\n")).headers["content-length"], "12");
  assert.deepEqual(served.log, []);
});

test("an answer to HEAD need not write the body whose length it tells", async () => {
  await using served = await serving((_, out) => {
    const { body, stream } = begin(out, { headers: { "content-length": "12" } });
    stream[Symbol.dispose]();
    assert.throws(() => finish({ body, stream }), { name: "ComponentError", message: "HTTP-response-body-size" });
  });
  using client = await served.client();
  assert.equal((await client.exchange("HEAD / HTTP/1.1\r\nHost: weft\r\n\r\n")).headers["content-length"], "12");
  assert.deepEqual(served.log, []);
});

test("a client of HTTP/1.0 gets a streamed body until the connection closes", async () => {
  await using served = await serving(async (_, out) => {
    const under = begin(out);
    under.stream.write(bytes("one "));
    await new Promise((resolve) => setImmediate(resolve));
    under.stream.write(bytes("two"));
    finish(under);
  });
  using client = await served.client();
  client.send("GET / HTTP/1.0\r\n\r\n");
  await client.closed;
  assert.equal((await client.response()).body, "one two");
});

/** How the guest answers, on which version of HTTP, and whether the announcement of trailers may stay. */
const ANNOUNCED: readonly [string, string, boolean, boolean][] = [
  ["whole", "1.1", false, false],
  ["in parts", "1.1", true, true],
  ["in parts", "1.0", true, false],
];

for (const [shape, version, waits, stays] of ANNOUNCED) {
  test(`trailers that are announced and an answer ${shape} over HTTP/${version}: the announcement ${stays ? "stays" : "goes"}`, async () => {
    await using served = await serving(async (_, out) => {
      const under = begin(out, { headers: { trailer: "x-sum" } });
      under.stream.write(bytes("body"));
      if (waits) await new Promise((resolve) => setImmediate(resolve));
      finish(under);
    });
    using client = await served.client();
    client.send(`GET / HTTP/${version}\r\nHost: weft\r\nConnection: close\r\n\r\n`);
    if (version === "1.0") await client.closed;
    const { headers, body } = await client.response();
    assert.equal(body, "body");
    assert.equal(headers["trailer"], stays ? "x-sum" : undefined);
  });
}

test("an answer of 204 has no length, whatever the guest says", async () => {
  await using served = await serving((_, out) => answer(out, "", { status: 204, headers: { "content-length": "0" } }));
  using client = await served.client();
  assert.equal((await client.exchange(GET)).headers["content-length"], undefined);
});
