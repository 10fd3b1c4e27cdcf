import assert from "node:assert/strict";
import { test } from "node:test";
import type { IncomingRequest } from "@weft/wasi";
import { ResponseOutparam } from "@weft/wasi";
import { answer, begin, bytes, chunks, fieldsOf, finish, readBody, responseOf, writeAll } from "../test/guest.ts";
import { RawClient } from "../test/raw-client.ts";
import type { Handle } from "./handle.ts";
import type { LogEntry } from "./log.ts";
import { type ServeOptions, serve } from "./serve.ts";

interface Served extends AsyncDisposable {
  readonly port: number;
  readonly log: LogEntry[];
  client(): Promise<RawClient>;
}

async function serving(handle: Handle, options: Partial<ServeOptions> = {}): Promise<Served> {
  const log: LogEntry[] = [];
  const server = await serve({ handle, log: (entry) => log.push(entry), ...options });
  const { port } = server.address;
  const close = () => server[Symbol.asyncDispose]();
  return { port, log, client: () => RawClient.connect(port), [Symbol.asyncDispose]: close };
}

const GET = "GET / HTTP/1.1\r\nHost: weft\r\n\r\n";

function post(body: string, headers = ""): string {
  return `POST / HTTP/1.1\r\nHost: weft\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`;
}

function chunked(...parts: string[]): string {
  const encoded = parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join("");
  return `POST / HTTP/1.1\r\nHost: weft\r\nTransfer-Encoding: chunked\r\n\r\n${encoded}`;
}

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

/** What goes wrong before the head is sent: an answer of 500, a log entry, and the connection lives on. */
const FAILURES: readonly [string, Handle, LogEntry["event"], RegExp][] = [
  ["never sets a response", () => {}, "no-response", /without setting a response/],
  ["never sets a response, later", async () => {}, "no-response", /without setting a response/],
  ["traps", () => trap(), "trap", /^unreachable$/],
  ["traps later", async () => trap(), "trap", /^unreachable$/],
  ["traps after its answer is set", (_, out) => [begin(out), trap()] as never, "trap", /^unreachable$/],
  [
    "answers with an error",
    (_, out) => ResponseOutparam.set(out, { tag: "err", val: { tag: "DNS-error", val: { rcode: "NXDOMAIN" } } }),
    "error-response",
    /DNS-error \(rcode: NXDOMAIN\)/,
  ],
  ["drops its body", (_, out) => begin(out).body[Symbol.dispose](), "bad-response", /dropped the body/],
  ["answers 1xx", (_, out) => answer(out, "", { status: 102 }), "bad-response", /status of the final response is 102/],
  [
    "promises a body it does not have",
    (_, out) => ResponseOutparam.set(out, { tag: "ok", val: responseOf({ headers: { "content-length": "5" } }) }),
    "bad-response",
    /content-length is 5, but it has no body/,
  ],
  [
    "writes less than it promised",
    (_, out) => void begin(out, { headers: { "content-length": "5" } }),
    "bad-response",
    /body-size \(0\)/,
  ],
];

function trap(): never {
  throw new Error("unreachable");
}

for (const [what, handle, event, message] of FAILURES) {
  test(`a guest that ${what} gives 500 and a log entry, and the next request is served`, async () => {
    let first = true;
    await using served = await serving((request, out, context) => {
      if (!first) return answer(out, "fine");
      first = false;
      return handle(request, out, context);
    });
    using client = await served.client();
    assert.equal((await client.exchange("GET /path HTTP/1.1\r\nHost: weft\r\n\r\n")).status, 500);
    assert.equal((await client.exchange(GET)).body, "fine");
    const [entry, ...others] = served.log;
    assert.deepEqual(others, []);
    assert.equal(entry?.event, event);
    assert.match(entry?.message ?? "", message);
    assert.deepEqual([entry?.method, entry?.path], ["GET", "/path"]);
    assert.equal(entry?.cause instanceof Error, event === "trap");
  });
}

/** What goes wrong afterwards: the connection breaks off. */
const BREAKS: readonly [string, (under: ReturnType<typeof begin>) => void, LogEntry["event"]][] = [
  ["traps", () => trap(), "trap"],
  ["drops its body", ({ body }) => body[Symbol.dispose](), "incomplete-response"],
];

for (const [what, go, event] of BREAKS) {
  test(`a guest that ${what} after the head is sent breaks the connection off, and others are served`, async () => {
    const gate = Promise.withResolvers<void>();
    let first = true;
    await using served = await serving(async (_, out) => {
      if (!first) return answer(out, "fine");
      first = false;
      const under = begin(out);
      under.stream.write(bytes("half"));
      await gate.promise;
      go(under);
    });
    using client = await served.client();
    client.send(GET);
    await client.until("half");
    gate.resolve();
    await client.closed;
    await assert.rejects(client.response(), /The connection closed/);
    using other = await served.client();
    assert.equal((await other.exchange(GET)).body, "fine");
    assert.deepEqual(
      served.log.map((entry) => entry.event),
      [event],
    );
  });
}

test("a body that is left open ends when the guest returns", async () => {
  await using served = await serving((_, out) => {
    begin(out).stream.write(bytes("left open"));
  });
  using client = await served.client();
  assert.equal((await client.exchange(GET)).body, "left open");
  assert.deepEqual(served.log, []);
});

test("a lease is disposed once the response is complete", async () => {
  const steps: string[] = [];
  await using served = await serving(async (_, out) => {
    const { body, stream } = begin(out);
    stream.write(bytes("x"));
    return {
      [Symbol.dispose]() {
        steps.push("disposed");
        body[Symbol.dispose]();
      },
    };
  });
  using client = await served.client();
  assert.equal((await client.exchange(GET)).body, "x");
  assert.deepEqual(steps, ["disposed"]);
  assert.deepEqual(served.log, []);
});

test("a stalled client stalls the guest, and only as long", async () => {
  const total = 64 << 20;
  let written = 0;
  const stalled = Promise.withResolvers<void>();
  await using served = await serving(async (_, out) => {
    const under = begin(out);
    const part = new Uint8Array(1 << 16);
    while (written < total) {
      if (under.stream.checkWrite() === 0n) {
        stalled.resolve();
        await under.stream.subscribe().block();
      }
      under.stream.write(part);
      written += part.length;
    }
    finish(under);
  });
  using client = await served.client();
  client.socket.pause();
  client.send("GET / HTTP/1.1\r\nHost: weft\r\nConnection: close\r\n\r\n");
  await stalled.promise;
  assert.ok(written < total / 2, `${written} bytes were taken`);
  client.socket.resume();
  assert.ok((await client.drain()) > total);
});

test("a stalled guest stalls the client, and only as long", async () => {
  const total = 64 << 20;
  const gate = Promise.withResolvers<void>();
  await using served = await serving(async (request, out) => {
    if (request.method().tag === "get") return answer(out, "meanwhile");
    const stream = request.consume().stream();
    await stream.subscribe().block();
    await gate.promise;
    let read = 0;
    for await (const chunk of chunks(stream)) read += chunk.length;
    answer(out, String(read));
  });
  using client = await served.client();
  client.send(`POST / HTTP/1.1\r\nHost: weft\r\nContent-Length: ${total}\r\n\r\n`);
  let sent = false;
  client.socket.write(Buffer.alloc(total), () => {
    sent = true;
  });
  using other = await served.client();
  for (let i = 0; i < 300; i++) await other.exchange(GET);
  assert.equal(sent, false);
  gate.resolve();
  assert.equal((await client.response()).body, String(total));
});

test("a client that leaves closes the stream a guest writes to and aborts its signal", async () => {
  const told = Promise.withResolvers<string>();
  await using served = await serving(async (_, out, context) => {
    const under = begin(out);
    context.signal.addEventListener("abort", () => told.resolve(String(context.signal.reason)));
    await assert.rejects(writeAll(under.stream, new Uint8Array(256 << 20)), { message: "closed" });
    finish(under);
  });
  using client = await served.client();
  client.send(GET);
  await client.until("200 OK");
  client.socket.destroy();
  assert.equal(await told.promise, "Error: The client has closed the connection");
});

test("a client that leaves fails the body a guest reads", async () => {
  const started = Promise.withResolvers<void>();
  const code = Promise.withResolvers<unknown>();
  await using served = await serving(async (request, out) => {
    started.resolve();
    await readBody(request).catch((error) => code.resolve(error.payload.val.errorCode));
    answer(out, "too late");
  });
  using client = await served.client();
  client.send("POST / HTTP/1.1\r\nHost: weft\r\nContent-Length: 10\r\n\r\nabc");
  await started.promise;
  client.socket.destroy();
  assert.deepEqual(await code.promise, { tag: "connection-terminated" });
});

test("a client that leaves before the guest answers aborts its signal", async () => {
  const [started, left] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await using served = await serving(async (_, out, context) => {
    context.signal.addEventListener("abort", () => left.resolve());
    started.resolve();
    await left.promise;
    answer(out, "nobody hears");
  });
  using client = await served.client();
  client.send(GET);
  await started.promise;
  client.socket.destroy();
  await left.promise;
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

test("a head beyond its limit is answered with 431", async () => {
  await using served = await serving((_, out) => answer(out, ""), { limits: { headerBytes: 1000 } });
  using client = await served.client();
  const response = await client.exchange(`GET / HTTP/1.1\r\nHost: weft\r\nX: ${"x".repeat(1000)}\r\n\r\n`);
  assert.equal(response.status, 431);
});

test("an upload that says it is too large is answered with 413", async () => {
  await using served = await serving((_, out) => answer(out, ""), { limits: { bodyBytes: 10 } });
  using client = await served.client();
  assert.equal((await client.exchange(post("x".repeat(11)))).status, 413);
  assert.equal((await client.exchange(post("x".repeat(10)))).status, 200);
});

test("an upload that turns out too large fails where the guest reads it", async () => {
  await using served = await serving(
    async (request, out) => {
      const failure = await readBody(request).catch((error) => error.payload.val.errorCode);
      answer(out, `${failure.tag} ${failure.val}`);
    },
    { limits: { bodyBytes: 10 } },
  );
  using client = await served.client();
  client.send(`${chunked("x".repeat(6), "x".repeat(6))}0\r\n\r\n`);
  assert.equal((await client.response()).body, "HTTP-request-body-size 10");
});

test("more requests at once than the limit are answered with 503", async () => {
  const gate = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const handle: Handle = async (_, out) => {
    started.resolve();
    await gate.promise;
    answer(out, "served");
  };
  await using served = await serving(handle, { limits: { inFlight: 1 } });
  using first = await served.client();
  using second = await served.client();
  first.send(GET);
  await started.promise;
  assert.equal((await second.exchange(GET)).status, 503);
  gate.resolve();
  assert.equal((await first.response()).body, "served");
  assert.equal((await second.exchange(GET)).body, "served");
  assert.deepEqual(
    served.log.map((entry) => entry.event),
    ["overload"],
  );
});
