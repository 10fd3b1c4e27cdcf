import assert from "node:assert/strict";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import { ByteQueue } from "../io/byte-queue.ts";
import { Misuse } from "../io/misuse.ts";
import { Fields } from "./fields.ts";
import type { BodySource } from "./incoming-body.ts";
import { IncomingRequest } from "./incoming-request.ts";
import { FutureIncomingResponse, type IncomingResponseSource } from "./incoming-response.ts";
import { bytesFromLatin1 } from "./latin1.ts";
import type { Method } from "./method.ts";
import { OutgoingRequest } from "./outgoing-request.ts";
import { OutgoingResponse, type Responder, ResponseOutparam } from "./outgoing-response.ts";
import { RequestOptions } from "./request-options.ts";

/** An error case without a payload. */
function refused(error: unknown): boolean {
  return error instanceof ComponentError && error.payload === undefined;
}

function isImmutable(error: unknown): boolean {
  return error instanceof ComponentError && error.payload.tag === "immutable";
}

class EmptyBody extends ByteQueue implements BodySource {
  closes = 0;

  trailers(): undefined {
    return undefined;
  }

  override close(): void {
    this.closes++;
  }
}

function request(method: string): IncomingRequest {
  return new IncomingRequest({
    method: () => method,
    pathWithQuery: () => "/a?b",
    scheme: () => ({ tag: "HTTP" }),
    authority: () => "example.com",
    headers: () => Fields.received(["A", "1"]),
    body: () => new EmptyBody(),
  });
}

const METHODS: readonly [string, Method][] = [
  ["GET", { tag: "get" }],
  ["HEAD", { tag: "head" }],
  ["POST", { tag: "post" }],
  ["PUT", { tag: "put" }],
  ["DELETE", { tag: "delete" }],
  ["CONNECT", { tag: "connect" }],
  ["OPTIONS", { tag: "options" }],
  ["TRACE", { tag: "trace" }],
  ["PATCH", { tag: "patch" }],
  ["PROPFIND", { tag: "other", val: "PROPFIND" }],
  ["get", { tag: "other", val: "get" }],
];

for (const [name, method] of METHODS) {
  test(`an incoming request with the method ${name}`, () => {
    assert.deepEqual(request(name).method(), method);
  });
}

test("an incoming request gives its parts, and its body once", () => {
  const incoming = request("GET");
  assert.equal(incoming.pathWithQuery(), "/a?b");
  assert.deepEqual(incoming.scheme(), { tag: "HTTP" });
  assert.equal(incoming.authority(), "example.com");
  assert.throws(() => incoming.headers().delete("a"), isImmutable);
  incoming.consume();
  assert.throws(() => incoming.consume(), refused);
});

test("an outgoing request starts as a GET of nothing in particular", () => {
  const outgoing = new OutgoingRequest(new Fields());
  assert.deepEqual(outgoing.method(), { tag: "get" });
  assert.equal(outgoing.pathWithQuery(), undefined);
  assert.equal(outgoing.scheme(), undefined);
  assert.equal(outgoing.authority(), undefined);
});

const SETTINGS: Readonly<Record<string, (request: OutgoingRequest) => void>> = {
  "set-method": (outgoing) => outgoing.setMethod({ tag: "other", val: "bad\nmethod" }),
  "set-path-with-query": (outgoing) => outgoing.setPathWithQuery("no slash"),
  "set-scheme": (outgoing) => outgoing.setScheme({ tag: "other", val: "a:b" }),
  "set-authority": (outgoing) => outgoing.setAuthority("host:80:90"),
};

for (const [name, setBadly] of Object.entries(SETTINGS)) {
  test(`${name} refuses what is malformed and keeps what was`, () => {
    const outgoing = fullRequest();
    assert.throws(() => setBadly(outgoing), refused);
    assert.deepEqual(outgoing.method(), { tag: "other", val: "MOVE" });
    assert.equal(outgoing.pathWithQuery(), "/x");
    assert.deepEqual(outgoing.scheme(), { tag: "other", val: "coap" });
    assert.equal(outgoing.authority(), "h:1");
  });
}

function fullRequest(): OutgoingRequest {
  const outgoing = new OutgoingRequest(new Fields());
  outgoing.setMethod({ tag: "other", val: "MOVE" });
  outgoing.setPathWithQuery("/x");
  outgoing.setScheme({ tag: "other", val: "coap" });
  outgoing.setAuthority("h:1");
  return outgoing;
}

test("the optional parts of an outgoing request can be taken back", () => {
  const outgoing = fullRequest();
  outgoing.setPathWithQuery(undefined);
  outgoing.setScheme(undefined);
  outgoing.setAuthority(undefined);
  assert.equal(outgoing.pathWithQuery() ?? outgoing.scheme() ?? outgoing.authority(), undefined);
});

for (const make of [
  (fields: Fields) => new OutgoingRequest(fields),
  (fields: Fields) => new OutgoingResponse(fields),
]) {
  const { name } = make(new Fields()).constructor;

  test(`${name} makes its headers immutable and gives its body once`, () => {
    const message = make(new Fields());
    assert.throws(() => message.headers().append("a", bytesFromLatin1("1")), isImmutable);
    message.body();
    assert.throws(() => message.body(), refused);
  });

  test(`${name} gives no body when its content-length cannot be understood`, () => {
    const twice = Fields.received(["content-length", "1", "content-length", "2"]).clone();
    assert.throws(() => make(twice).body(), refused);
  });

  test(`${name} closes its body's stream when it is dropped unsent`, () => {
    const message = make(new Fields());
    const stream = message.body().write();
    message[Symbol.dispose]();
    assert.throws(
      () => stream.checkWrite(),
      (error) => error instanceof ComponentError && error.payload.tag === "closed",
    );
  });
}

test("a status is one of three digits, 200 unless said otherwise", () => {
  const response = new OutgoingResponse(new Fields());
  assert.equal(response.statusCode(), 200);
  for (const status of [0, 99, 1000, 65535]) assert.throws(() => response.setStatusCode(status), refused);
  for (const status of [100, 404, 999]) {
    response.setStatusCode(status);
    assert.equal(response.statusCode(), status);
  }
});

/** Notes what a guest answers. */
class Answers implements Responder {
  readonly noted: string[] = [];

  respond(response: OutgoingResponse): void {
    this.noted.push(`response ${response.statusCode()}`);
  }

  fail(code: { readonly tag: string }): void {
    this.noted.push(`error ${code.tag}`);
  }

  inform(status: number): boolean {
    this.noted.push(`inform ${status}`);
    return status === 103;
  }
}

test("an outparam hands on a response or an error", () => {
  const answers = new Answers();
  ResponseOutparam.set(new ResponseOutparam(answers), { tag: "ok", val: new OutgoingResponse(new Fields()) });
  ResponseOutparam.set(new ResponseOutparam(answers), { tag: "err", val: { tag: "loop-detected" } });
  assert.deepEqual(answers.noted, ["response 200", "error loop-detected"]);
});

test("an outparam that is set twice traps", () => {
  const out = new ResponseOutparam(new Answers());
  ResponseOutparam.set(out, { tag: "err", val: { tag: "loop-detected" } });
  assert.throws(() => ResponseOutparam.set(out, { tag: "err", val: { tag: "loop-detected" } }), Misuse);
});

test("informational responses are 1xx, and only those the server can send", () => {
  const out = new ResponseOutparam(new Answers());
  out.sendInformational(103, new Fields());
  assert.throws(() => out.sendInformational(200, new Fields()), hasTag("HTTP-protocol-error"));
  assert.throws(() => out.sendInformational(99, new Fields()), hasTag("HTTP-protocol-error"));
  assert.throws(() => out.sendInformational(101, new Fields()), hasTag("internal-error"));
});

function hasTag(tag: string): (error: unknown) => boolean {
  return (error) => error instanceof ComponentError && error.payload.tag === tag;
}

test("request options keep what they are given", () => {
  const options = new RequestOptions();
  assert.equal(options.connectTimeout() ?? options.firstByteTimeout() ?? options.betweenBytesTimeout(), undefined);
  options.setConnectTimeout(1n);
  options.setFirstByteTimeout(2n);
  options.setBetweenBytesTimeout(3n);
  assert.deepEqual([options.connectTimeout(), options.firstByteTimeout(), options.betweenBytesTimeout()], [1n, 2n, 3n]);
  options.setConnectTimeout(undefined);
  assert.equal(options.connectTimeout(), undefined);
});

function response(body: EmptyBody): IncomingResponseSource {
  return { status: 404, headers: () => Fields.received(["A", "1"]), body: () => body };
}

test("a future response is there once, and once only", async () => {
  const future = new FutureIncomingResponse(() => assert.fail("not cancelled"));
  assert.equal(future.get(), undefined);
  const pollable = future.subscribe();
  assert.equal(pollable.ready(), false);
  const blocked = pollable.block();
  future.resolve(response(new EmptyBody()));
  await blocked;
  const got = future.get();
  assert.ok(got?.tag === "ok" && got.val.tag === "ok");
  assert.equal(got.val.val.status(), 404);
  assert.deepEqual(got.val.val.headers().flatten(), ["a", "1"]);
  assert.deepEqual(future.get(), { tag: "err", val: undefined });
  assert.equal(pollable.ready(), true);
  future[Symbol.dispose]();
});

test("a future response may be an error", () => {
  const future = new FutureIncomingResponse(() => {});
  future.reject({ tag: "DNS-timeout" });
  future.reject({ tag: "loop-detected" });
  assert.deepEqual(future.get(), { tag: "ok", val: { tag: "err", val: { tag: "DNS-timeout" } } });
});

test("dropping a future that nobody took cancels the exchange, once", () => {
  let cancelled = 0;
  const future = new FutureIncomingResponse(() => cancelled++);
  future[Symbol.dispose]();
  future[Symbol.dispose]();
  future.resolve(response(new EmptyBody()));
  assert.equal(cancelled, 1);
});

test("a response that is dropped unread closes its body; one that is consumed does not", () => {
  for (const consumed of [false, true]) {
    const body = new EmptyBody();
    const future = new FutureIncomingResponse(() => {});
    future.resolve(response(body));
    const got = future.get();
    assert.ok(got?.tag === "ok" && got.val.tag === "ok");
    if (consumed) got.val.val.consume();
    if (consumed) assert.throws(() => got.val.tag === "ok" && got.val.val.consume(), refused);
    got.val.val[Symbol.dispose]();
    assert.equal(body.closes, consumed ? 0 : 1);
  }
});
