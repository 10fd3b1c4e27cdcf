import assert from "node:assert/strict";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import type { MessageWriter } from "./body-pipe.ts";
import type { ErrorCode } from "./error-code.ts";
import { Fields } from "./fields.ts";
import { FutureIncomingResponse } from "./incoming-response.ts";
import { bytesFromLatin1 } from "./latin1.ts";
import { OutgoingBody } from "./outgoing-body.ts";
import type { Exchange, HttpTransport, RequestHead, Timeouts } from "./outgoing-handler.ts";
import { NO_OUTGOING_HTTP, outgoingHandler } from "./outgoing-handler.ts";
import { OutgoingRequest } from "./outgoing-request.ts";
import { RequestOptions } from "./request-options.ts";

/** Notes what would be sent. */
class Notes implements HttpTransport {
  readonly sent: (RequestHead & Timeouts)[] = [];
  readonly bodies: number[] = [];
  readonly asked: string[] = [];
  readonly policy = {
    mayRequest: (host: string, port: number) => {
      this.asked.push(`${host}:${port}`);
      return host !== "denied";
    },
    mayConnect: () => true,
  };

  send(head: RequestHead, timeouts: Timeouts): Exchange {
    this.sent.push({ ...head, ...timeouts });
    const writer: Partial<MessageWriter> = { sendWhole: (body) => this.bodies.push(body.length) };
    return { writer: writer as MessageWriter, response: new FutureIncomingResponse(() => {}) };
  }
}

type Change = (request: OutgoingRequest) => void;

function send(change: Change, headers = new Fields(), options?: RequestOptions): Notes {
  const notes = new Notes();
  const request = new OutgoingRequest(headers);
  request.setAuthority("example.com");
  change(request);
  outgoingHandler(notes).handle(request, options);
  return notes;
}

const REFUSED: readonly [string, Change, ErrorCode][] = [
  ["what the policy denies", (r) => r.setAuthority("denied"), { tag: "HTTP-request-denied" }],
  ["no authority", (r) => r.setAuthority(undefined), { tag: "HTTP-request-URI-invalid" }],
  ["a port beyond 65535", (r) => r.setAuthority("a:65536"), { tag: "HTTP-request-URI-invalid" }],
  ["a scheme that is not HTTP", (r) => r.setScheme({ tag: "other", val: "ws" }), { tag: "HTTP-protocol-error" }],
  ["a tunnel", (r) => r.setMethod({ tag: "connect" }), { tag: "HTTP-request-method-invalid" }],
  [
    "a tunnel by its name",
    (r) => r.setMethod({ tag: "other", val: "CONNECT" }),
    { tag: "HTTP-request-method-invalid" },
  ],
];

for (const [what, change, code] of REFUSED) {
  test(`${what} is refused with ${code.tag}`, () => {
    assert.throws(() => send(change), hasCode(code));
  });
}

test("a content-length without a body is refused", () => {
  const headers = Fields.fromList([["content-length", bytesFromLatin1("5")]]);
  assert.throws(() => send(() => {}, headers), hasCode({ tag: "HTTP-request-body-size", val: 0n }));
});

test("a content-length that was received and makes no sense is refused", () => {
  const headers = Fields.received(["content-length", "5", "content-length", "6"]).clone();
  const message = "the content-length is no number, or there are several";
  assert.throws(() => send(() => {}, headers), hasCode({ tag: "internal-error", val: message }));
});

test("without a grant every request is denied", () => {
  assert.throws(() => NO_OUTGOING_HTTP.handle(), hasCode({ tag: "HTTP-request-denied" }));
});

const AUTHORITIES: readonly [string, string, string][] = [
  ["Example.COM", "example.com:443", "Example.COM"],
  ["example.com:", "example.com:443", "example.com:"],
  ["example.com:8443", "example.com:8443", "example.com:8443"],
  ["[::1]:80", "::1:80", "[::1]:80"],
  ["user:secret@example.com:1", "example.com:1", "example.com:1"],
];

for (const [authority, asked, sent] of AUTHORITIES) {
  test(`the authority ${authority} asks for ${asked} and sends ${sent}`, () => {
    const notes = send((request) => request.setAuthority(authority));
    assert.deepEqual(notes.asked, [asked]);
    assert.equal(notes.sent[0]?.authority, sent);
  });
}

test("a request without a scheme is secure, HTTP has port 80, in any case", () => {
  assert.equal(send(() => {}).sent[0]?.secure, true);
  assert.deepEqual(send((request) => request.setScheme({ tag: "HTTP" })).asked, ["example.com:80"]);
  assert.deepEqual(send((request) => request.setScheme({ tag: "other", val: "http" })).asked, ["example.com:80"]);
  assert.deepEqual(send((request) => request.setScheme({ tag: "HTTPS" })).asked, ["example.com:443"]);
});

const PATHS: readonly [string | undefined, string][] = [
  [undefined, "/"],
  ["", "/"],
  ["/a?b#c", "/a?b"],
  ["?q", "/?q"],
];

for (const [path, sent] of PATHS) {
  test(`the path ${path} is sent as ${sent}`, () => {
    assert.equal(send((request) => request.setPathWithQuery(path)).sent[0]?.pathWithQuery, sent);
  });
}

test("a request without a body is sent whole at once; one with a body when it is finished", () => {
  assert.deepEqual(send(() => {}).bodies, [0]);
  const notes = new Notes();
  const request = new OutgoingRequest(new Fields());
  request.setAuthority("example.com");
  const body = request.body();
  outgoingHandler(notes).handle(request, undefined);
  assert.deepEqual(notes.bodies, []);
  OutgoingBody.finish(body, undefined);
  assert.deepEqual(notes.bodies, [0]);
});

test("time-outs come in nanoseconds and are rounded up to milliseconds, up to what a timer takes", () => {
  const options = new RequestOptions();
  options.setConnectTimeout(1n);
  options.setFirstByteTimeout(1_000_001n);
  options.setBetweenBytesTimeout(0xffff_ffff_ffff_ffffn);
  const [sent] = send(() => {}, new Fields(), options).sent;
  assert.deepEqual([sent?.connectMs, sent?.firstByteMs, sent?.betweenBytesMs], [1, 2, 0x7fff_ffff]);
});

function hasCode(code: ErrorCode): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof ComponentError);
    assert.deepEqual(error.payload, code);
    return true;
  };
}
