/** Requests of a guest against real servers: node:http where they are well-behaved, node:net where they are not. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server as HttpServer, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import { type AddressInfo, createServer as createNetServer, type Server, type Socket } from "node:net";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import type { InputStream } from "../../io/input-stream.ts";
import { type ErrorCode, HttpFailure } from "../error-code.ts";
import { Fields } from "../fields.ts";
import { IncomingBody } from "../incoming-body.ts";
import type { FutureIncomingResponse, IncomingResponse } from "../incoming-response.ts";
import { bytesFromLatin1 } from "../latin1.ts";
import type { Method } from "../method.ts";
import { OutgoingBody } from "../outgoing-body.ts";
import { type OutgoingPolicy, outgoingHandler } from "../outgoing-handler.ts";
import { OutgoingRequest } from "../outgoing-request.ts";
import { RequestOptions } from "../request-options.ts";
import { NodeHttpTransport, type NodeHttpTransportOptions } from "./node-http-transport.ts";

const EVERYTHING: OutgoingPolicy = { mayRequest: () => true, mayConnect: () => true };

interface Target {
  readonly authority?: string;
  readonly secure?: boolean;
  readonly method?: Method;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly options?: RequestOptions;
}

interface Sent {
  readonly body: OutgoingBody;
  readonly future: FutureIncomingResponse;
}

/** A guest's side of HTTP, with a server to talk to. */
class World implements Disposable {
  readonly port: number;
  readonly #server: Server;
  readonly #transport: NodeHttpTransport;

  constructor(server: Server, options: Partial<NodeHttpTransportOptions>) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    this.#transport = new NodeHttpTransport({ policy: EVERYTHING, ...options });
  }

  /** A request whose body is still open. */
  begin(target: Target = {}): Sent {
    const request = this.#request(target);
    const body = request.body();
    return { body, future: outgoingHandler(this.#transport).handle(request, target.options) };
  }

  /** A request without a body. */
  send(target: Target = {}): FutureIncomingResponse {
    return outgoingHandler(this.#transport).handle(this.#request(target), target.options);
  }

  async get(target: Target = {}): Promise<Answer> {
    return answerOf(await responseOf(this.send(target)));
  }

  [Symbol.dispose](): void {
    this.#transport[Symbol.dispose]();
    this.#server.close();
  }

  #request({ authority, secure = false, method, path, headers = {} }: Target): OutgoingRequest {
    const fields = Object.entries(headers).map(([name, value]) => [name, bytesFromLatin1(value)] as const);
    const request = new OutgoingRequest(Fields.fromList(fields));
    request.setScheme({ tag: secure ? "HTTPS" : "HTTP" });
    request.setAuthority(authority ?? `127.0.0.1:${this.port}`);
    request.setPathWithQuery(path);
    if (method !== undefined) request.setMethod(method);
    return request;
  }
}

async function world(server: Server, options: Partial<NodeHttpTransportOptions> = {}): Promise<World> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return new World(server, options);
}

const serving = (listener: RequestListener, options: Partial<NodeHttpTransportOptions> = {}): Promise<World> =>
  world(createServer(listener), options);

const secureOptions: ServerOptions = { key: pem("localhost.key"), cert: pem("localhost.pem") };

const servingSecurely = (
  listener: RequestListener,
  options: Partial<NodeHttpTransportOptions>,
  tls: ServerOptions = {},
) => world(createSecureServer({ ...secureOptions, ...tls }, listener), options);

/** A server that answers whatever it gets with `text`, or does something else to the connection. */
const saying = (reply: string | ((socket: Socket) => void)): Promise<World> =>
  world(
    createNetServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => (typeof reply === "string" ? socket.end(reply) : reply(socket)));
    }),
  );

function pem(name: string): string {
  return readFileSync(new URL(`../../../test/tls/${name}`, import.meta.url), "utf8");
}

async function settled(future: FutureIncomingResponse) {
  await future.subscribe().block();
  const got = future.get();
  assert.ok(got?.tag === "ok");
  return got.val;
}

async function responseOf(future: FutureIncomingResponse): Promise<IncomingResponse> {
  const result = await settled(future);
  if (result.tag === "err") throw new ComponentError(result.val);
  return result.val;
}

async function failureOf(future: FutureIncomingResponse): Promise<ErrorCode> {
  const result = await settled(future);
  assert.ok(result.tag === "err", "a response came");
  return result.val;
}

interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
  readonly trailers: readonly string[] | undefined;
}

async function answerOf(response: IncomingResponse): Promise<Answer> {
  const body = response.consume();
  const stream = body.stream();
  const text = await readAll(stream);
  stream[Symbol.dispose]();
  const trailers = IncomingBody.finish(body);
  const got = trailers.get();
  assert.ok(got?.tag === "ok" && got.val.tag === "ok");
  return {
    status: response.status(),
    headers: response.headers().flatten(),
    body: text,
    trailers: got.val.val?.flatten(),
  };
}

async function readAll(stream: InputStream): Promise<string> {
  let text = "";
  for (;;) {
    try {
      text += Buffer.from(await stream.blockingRead(1n << 20n)).toString("latin1");
    } catch (error) {
      if (error instanceof ComponentError && error.payload.tag === "closed") return text;
      throw error;
    }
  }
}

async function bodyFailure(response: IncomingResponse): Promise<ErrorCode> {
  const error = await readAll(response.consume().stream()).then(assert.fail, (reason: ComponentError) => reason);
  const { payload } = error as ComponentError<{ tag: string; val: unknown }>;
  assert.ok(payload.val instanceof HttpFailure, String(error));
  return payload.val.errorCode;
}

function seconds(count: number): bigint {
  return BigInt(count * 1e9);
}

function timeouts(set: { connect?: number; firstByte?: number; betweenBytes?: number }): RequestOptions {
  const options = new RequestOptions();
  if (set.connect !== undefined) options.setConnectTimeout(seconds(set.connect));
  if (set.firstByte !== undefined) options.setFirstByteTimeout(seconds(set.firstByte));
  if (set.betweenBytes !== undefined) options.setBetweenBytesTimeout(seconds(set.betweenBytes));
  return options;
}

test("a request arrives as it was made, and its response comes back whole", async () => {
  let seen: unknown;
  using w = await serving((request, response) => {
    seen = [request.method, request.url, request.headers.host, request.headers["x-a"]];
    response.writeHead(418, ["X-B", "caf\xe9", "x-b", "2"]);
    response.end("short and stout");
  });
  const { status, headers, body, trailers } = await w.get({
    method: { tag: "other", val: "PROPFIND" },
    path: "/pot?milk=1#foam",
    headers: { "X-A": "1" },
  });
  assert.deepEqual(seen, ["PROPFIND", "/pot?milk=1", `127.0.0.1:${w.port}`, "1"]);
  assert.equal(status, 418);
  assert.deepEqual(headers.slice(0, 4), ["x-b", "caf\xe9", "x-b", "2"]);
  assert.equal(body, "short and stout");
  assert.equal(trailers, undefined);
});

test("headers of the connection stay with the connection", async () => {
  using w = await serving((_, response) => response.end("x"));
  const { headers } = await w.get();
  assert.deepEqual(
    headers.filter((name) => name === "connection" || name === "keep-alive"),
    [],
  );
});

const SHAPES: readonly [Method, number[], Record<string, string>, string | undefined, string | undefined][] = [
  [{ tag: "get" }, [], {}, undefined, undefined],
  [{ tag: "delete" }, [], {}, undefined, undefined],
  [{ tag: "post" }, [], {}, "0", undefined],
  [{ tag: "put" }, [], {}, "0", undefined],
  [{ tag: "post" }, [5], {}, "5", undefined],
  [{ tag: "post" }, [5, 6], {}, "11", undefined],
  [{ tag: "get" }, [5], {}, "5", undefined],
  [{ tag: "post" }, [40_000, 40_000], {}, undefined, "chunked"],
  [{ tag: "get" }, [40_000, 40_000], {}, undefined, "chunked"],
  [{ tag: "post" }, [40_000, 40_000], { "content-length": "80000" }, "80000", undefined],
];

for (const [method, parts, headers, length, coding] of SHAPES) {
  test(`${method.tag} with a body of ${parts.join("+") || "nothing"} has length ${length} and coding ${coding}`, async () => {
    using w = await serving((request, response) => {
      let received = 0;
      request.on("data", (chunk) => {
        received += chunk.length;
      });
      request.on("end", () => response.end(JSON.stringify([request.headers, received])));
    });
    const { body, future } = w.begin({ method, headers });
    const stream = body.write();
    for (const size of parts) {
      if (stream.checkWrite() < size) await Promise.resolve();
      stream.write(new Uint8Array(size));
    }
    stream[Symbol.dispose]();
    OutgoingBody.finish(body, undefined);
    const [seen, received] = JSON.parse((await answerOf(await responseOf(future))).body);
    assert.equal(seen["content-length"], length);
    assert.equal(seen["transfer-encoding"], coding);
    assert.equal(
      received,
      parts.reduce((sum, size) => sum + size, 0),
    );
  });
}

test("a body streams out while its echo streams in, and trailers travel both ways", async () => {
  using w = await serving((request, response) => {
    response.writeHead(200, { trailer: "x-sum" });
    request.on("data", (chunk) => response.write(chunk));
    request.on("end", () => {
      response.addTrailers({ "x-sum": String(request.trailers["x-count"]) });
      response.end();
    });
  });
  const { body, future } = w.begin({ method: { tag: "post" } });
  const out = body.write();
  out.write(bytesFromLatin1("ping"));
  const response = await responseOf(future);
  const incoming = response.consume();
  const stream = incoming.stream();
  assert.deepEqual(await stream.blockingRead(9n), Buffer.from("ping"));
  out.write(bytesFromLatin1("pong"));
  out[Symbol.dispose]();
  OutgoingBody.finish(body, Fields.fromList([["x-count", bytesFromLatin1("8")]]));
  assert.equal(await readAll(stream), "pong");
  stream[Symbol.dispose]();
  const trailers = IncomingBody.finish(incoming);
  await trailers.subscribe().block();
  const got = trailers.get();
  assert.ok(got?.tag === "ok" && got.val.tag === "ok");
  assert.deepEqual(got.val.val?.flatten(), ["x-sum", "8"]);
});

test("an announcement of trailers goes out with chunks and not without", async () => {
  using w = await serving((request, response) => response.end(String(request.headers["trailer"])));
  const headers = { trailer: "x-sum" };
  assert.equal((await w.get({ headers })).body, "undefined");
  const { body, future } = w.begin({ method: { tag: "post" }, headers });
  await Promise.resolve();
  OutgoingBody.finish(body, undefined);
  assert.equal((await answerOf(await responseOf(future))).body, "x-sum");
});

test("a server that does not read stalls the guest, and only as long", async () => {
  const total = 32 << 20;
  const go = Promise.withResolvers<void>();
  using w = await serving(async (request, response) => {
    await go.promise;
    let received = 0;
    request.on("data", (chunk) => {
      received += chunk.length;
    });
    request.on("end", () => response.end(String(received)));
  });
  const { body, future } = w.begin({ method: { tag: "post" } });
  const stream = body.write();
  let written = 0;
  let stalls = 0;
  while (written < total) {
    const waiting = stream.subscribe().block();
    if (waiting !== undefined && ++stalls > 1 && written > 1 << 16) go.resolve();
    await waiting;
    const permit = Math.min(Number(stream.checkWrite()), total - written);
    stream.write(new Uint8Array(permit));
    written += permit;
  }
  stream[Symbol.dispose]();
  OutgoingBody.finish(body, undefined);
  assert.ok(stalls > 1);
  assert.equal((await answerOf(await responseOf(future))).body, String(total));
});

test("a connection is used again", async () => {
  const sockets = new Set<unknown>();
  using w = await serving((request, response) => {
    sockets.add(request.socket);
    response.end("x");
  });
  for (let i = 0; i < 3; i++) await w.get();
  assert.equal(sockets.size, 1);
});

test("a response that is dropped unread gives its connection back when it is small, and closes it when it is large", async () => {
  for (const [size, connections] of [
    [1000, 1],
    [10 << 20, 2],
  ] as const) {
    const sockets = new Set<unknown>();
    const done = Promise.withResolvers<void>();
    using w = await serving((request, response) => {
      sockets.add(request.socket);
      response.on("close", () => done.resolve());
      response.end(new Uint8Array(size));
    });
    (await responseOf(w.send()))[Symbol.dispose]();
    await done.promise;
    await new Promise((resolve) => setImmediate(resolve));
    await w.get();
    assert.equal(sockets.size, connections);
  }
});

test("no more connections to one host than allowed are open at once", async () => {
  const connections = new Set<Socket>();
  let held: ServerResponse[] = [];
  using w = await serving(
    (request, response) => {
      connections.add(request.socket);
      held.push(response);
      if (held.length < 2) return;
      for (const pair of held) pair.end("x");
      held = [];
    },
    { connectionsPerHost: 2 },
  );
  await Promise.all(Array.from({ length: 8 }, () => w.get()));
  assert.equal(connections.size, 2);
});

/** Serves one request on each connection, then closes it when the next request comes in: what a kept connection may always do. */
function forgetful(seen: string[]): HttpServer {
  const served = new WeakSet<Socket>();
  return createServer((request, response) => {
    seen.push(request.method ?? "");
    if (served.has(request.socket)) return void request.socket.destroy();
    served.add(request.socket);
    response.end("fresh");
  });
}

test("a request that meets a connection the server has given up is sent again, if twice does no harm", async () => {
  const seen: string[] = [];
  using w = await world(forgetful(seen));
  await w.get();
  assert.equal((await w.get()).body, "fresh");
  assert.deepEqual(seen, ["GET", "GET", "GET"]);
});

test("a request that might be acted upon twice is not sent again", async () => {
  const seen: string[] = [];
  using w = await world(forgetful(seen));
  await w.get();
  assert.deepEqual(await failureOf(w.send({ method: { tag: "post" } })), { tag: "connection-terminated" });
  assert.deepEqual(seen, ["GET", "POST"]);
});

/** What servers do instead of responding, and what a guest is told. */
const BAD_SERVERS: readonly [string, string | ((socket: Socket) => void), ErrorCode][] = [
  ["closes the connection", (socket) => socket.end(), { tag: "connection-terminated" }],
  ["resets the connection", (socket) => socket.resetAndDestroy(), { tag: "connection-terminated" }],
  ["speaks another protocol", "SSH-2.0-OpenSSH_9.6\r\n\r\n", { tag: "HTTP-protocol-error" }],
  [
    "switches protocols",
    "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    { tag: "HTTP-upgrade-failed" },
  ],
  [
    "sends endless headers",
    `HTTP/1.1 200 OK\r\nX: ${"x".repeat(1 << 17)}\r\n\r\n`,
    { tag: "HTTP-response-header-section-size", val: undefined },
  ],
];

for (const [what, reply, code] of BAD_SERVERS) {
  test(`a server that ${what} gives ${code.tag}`, async () => {
    using w = await saying(reply);
    assert.deepEqual(await failureOf(w.send()), code);
  });
}

const BAD_BODIES: readonly [string, string, ErrorCode][] = [
  ["breaks off", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", { tag: "HTTP-response-incomplete" }],
  [
    "breaks off in a chunk",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf",
    { tag: "HTTP-response-incomplete" },
  ],
];

for (const [what, reply, code] of BAD_BODIES) {
  test(`a body that ${what} gives ${code.tag}`, async () => {
    using w = await saying(reply);
    assert.deepEqual(await bodyFailure(await responseOf(w.send())), code);
  });
}

test("trailers of a body that breaks off are its failure", async () => {
  using w = await saying("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
  const trailers = IncomingBody.finish((await responseOf(w.send())).consume());
  await trailers.subscribe().block();
  assert.deepEqual(trailers.get(), { tag: "ok", val: { tag: "err", val: { tag: "HTTP-response-incomplete" } } });
});

test("nobody listening gives connection-refused", async () => {
  const server = createServer();
  using w = await world(server);
  await new Promise((resolve) => server.close(resolve));
  assert.deepEqual(await failureOf(w.send()), { tag: "connection-refused" });
});

test("a name that does not exist gives a DNS error", async () => {
  using w = await serving(() => {});
  const code = await failureOf(w.send({ authority: "does-not-exist.invalid" }));
  assert.ok(code.tag === "DNS-error" || code.tag === "DNS-timeout", code.tag);
});

test("a server that never answers runs into the first-byte time-out", async () => {
  using w = await saying(() => {});
  const code = await failureOf(w.send({ options: timeouts({ firstByte: 0.02 }) }));
  assert.deepEqual(code, { tag: "connection-read-timeout" });
});

test("a server that pauses for too long runs into the time-out between bytes", async () => {
  using w = await saying((socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
  const response = await responseOf(w.send({ options: timeouts({ betweenBytes: 0.02 }) }));
  assert.deepEqual(await bodyFailure(response), { tag: "connection-read-timeout" });
});

test("a connection that is not made in time runs into the connect time-out", async () => {
  using w = await serving(() => {}, { connectionsPerHost: 1 });
  const first = w.send();
  const second = w.send({ options: timeouts({ connect: 0.02 }) });
  assert.deepEqual(await failureOf(second), { tag: "connection-timeout" });
  first[Symbol.dispose]();
});

test("time-outs that do not run out leave nothing behind", async () => {
  using w = await serving((_, response) => response.end("in time"));
  const options = timeouts({ connect: 60, firstByte: 60, betweenBytes: 60 });
  assert.equal((await w.get({ options })).body, "in time");
});

test("dropping the future closes the connection", async () => {
  const [asked, closed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  using w = await serving((request) => {
    request.socket.on("close", () => closed.resolve());
    asked.resolve();
  });
  const future = w.send();
  await asked.promise;
  future[Symbol.dispose]();
  await closed.promise;
});

test("dropping a body that is begun closes the connection and fails the response", async () => {
  const [asked, closed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  using w = await serving((request) => {
    request.on("error", () => {});
    request.socket.on("close", () => closed.resolve());
    asked.resolve();
  });
  const { body, future } = w.begin({ method: { tag: "post" } });
  body.write().write(new Uint8Array(9));
  await asked.promise;
  body[Symbol.dispose]();
  assert.deepEqual(await failureOf(future), { tag: "HTTP-protocol-error" });
  await closed.promise;
});

test("a server that goes away closes the stream the guest writes to", async () => {
  using w = await saying((socket) => socket.resetAndDestroy());
  const { body, future } = w.begin({ method: { tag: "post" } });
  const stream = body.write();
  stream.write(new Uint8Array(9));
  await failureOf(future);
  assert.throws(() => stream.checkWrite(), { message: "closed" });
});

test("an address that is not granted is not connected to, whether given or looked up", async () => {
  const policy: OutgoingPolicy = { mayRequest: () => true, mayConnect: () => false };
  using w = await serving(() => assert.fail("connected"), { policy });
  assert.deepEqual(await failureOf(w.send()), { tag: "destination-IP-prohibited" });
  assert.deepEqual(await failureOf(w.send({ authority: `localhost:${w.port}` })), { tag: "destination-IP-prohibited" });
  const { body, future } = w.begin({ authority: `localhost:${w.port}`, method: { tag: "post" } });
  await failureOf(future);
  assert.throws(() => body.write().checkWrite(), { message: "closed" });
});

test("of several addresses only those granted are connected to", async () => {
  const asked: string[] = [];
  const mayConnect = (address: string) => {
    asked.push(address);
    return address === "127.0.0.1";
  };
  using w = await serving((_, response) => response.end("x"), { policy: { mayRequest: () => true, mayConnect } });
  assert.equal((await w.get({ authority: `localhost:${w.port}` })).body, "x");
  assert.ok(asked.includes("127.0.0.1"));
});

test("HTTPS with a certificate that is trusted", async () => {
  using w = await servingSecurely((_, response) => response.end("secret"), { ca: pem("ca.pem") });
  assert.equal((await w.get({ authority: `localhost:${w.port}`, secure: true })).body, "secret");
});

test("HTTPS with a certificate nobody trusts gives TLS-certificate-error", async () => {
  using w = await servingSecurely(() => {}, {});
  const code = await failureOf(w.send({ authority: `localhost:${w.port}`, secure: true }));
  assert.deepEqual(code, { tag: "TLS-certificate-error" });
});

test("HTTPS with a certificate for another name gives TLS-certificate-error", async () => {
  using w = await servingSecurely(() => {}, { ca: pem("ca.pem") });
  assert.deepEqual(await failureOf(w.send({ secure: true })), { tag: "TLS-certificate-error" });
});

test("HTTPS to a server that speaks HTTP gives TLS-protocol-error", async () => {
  using w = await serving((_, response) => response.end("plain"));
  assert.deepEqual(await failureOf(w.send({ secure: true })), { tag: "TLS-protocol-error" });
});

test("a server that wants a certificate of ours gives its alert", async () => {
  using w = await servingSecurely(() => {}, { ca: pem("ca.pem") }, { requestCert: true, rejectUnauthorized: true });
  const code = await failureOf(w.send({ authority: `localhost:${w.port}`, secure: true }));
  assert.deepEqual(code, { tag: "TLS-alert-received", val: { alertId: 116, alertMessage: "certificate required" } });
});
