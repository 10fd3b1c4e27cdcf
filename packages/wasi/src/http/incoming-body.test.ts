import assert from "node:assert/strict";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import { ByteQueue } from "../io/byte-queue.ts";
import { IoError } from "../io/io-error.ts";
import { Misuse } from "../io/misuse.ts";
import { type ErrorCode, HttpFailure, httpErrorCode } from "./error-code.ts";
import { Fields } from "./fields.ts";
import { type BodySource, IncomingBody } from "./incoming-body.ts";

const TRAILERS = Fields.received(["x-checksum", "1"]);

/** A body in the test's hands. */
class Upload extends ByteQueue implements BodySource {
  closes = 0;
  sent: Fields | undefined;

  trailers(): Fields | undefined {
    return this.sent;
  }

  override close(): void {
    this.closes++;
    super.close();
  }
}

function open(): { upload: Upload; body: IncomingBody } {
  const upload = new Upload();
  return { upload, body: new IncomingBody(upload) };
}

test("a body's stream is given once", () => {
  const { body } = open();
  body.stream();
  assert.throws(() => body.stream(), ComponentError);
});

test("the stream reads the body", () => {
  const { upload, body } = open();
  upload.push(Uint8Array.of(1, 2));
  assert.deepEqual(body.stream().read(9n), Uint8Array.of(1, 2));
});

test("finish traps while the stream is open", () => {
  const { body } = open();
  body.stream();
  assert.throws(() => IncomingBody.finish(body), Misuse);
});

test("dropping the stream leaves the trailers to come; dropping the body does not", () => {
  const { upload, body } = open();
  body.stream()[Symbol.dispose]();
  assert.equal(upload.closes, 0);
  body[Symbol.dispose]();
  assert.equal(upload.closes, 1);
});

test("trailers come after what is left of the body", async () => {
  const { upload, body } = open();
  upload.push(new Uint8Array(100));
  const trailers = IncomingBody.finish(body);
  assert.equal(trailers.get(), undefined);
  assert.equal(trailers.subscribe().ready(), false);
  upload.push(new Uint8Array(100));
  upload.sent = TRAILERS;
  upload.end();
  await trailers.subscribe().block();
  assert.deepEqual(trailers.get(), { tag: "ok", val: { tag: "ok", val: TRAILERS } });
});

test("a body without trailers says so, once", () => {
  const { upload, body } = open();
  upload.end();
  const trailers = IncomingBody.finish(body);
  assert.deepEqual(trailers.get(), { tag: "ok", val: { tag: "ok", val: undefined } });
  assert.deepEqual(trailers.get(), { tag: "err", val: undefined });
  assert.equal(trailers.subscribe().ready(), true);
});

const FAILURES: readonly [IoError, ErrorCode][] = [
  [new HttpFailure({ tag: "connection-terminated" }), { tag: "connection-terminated" }],
  [new IoError("disk full"), { tag: "internal-error", val: "disk full" }],
];

for (const [failure, code] of FAILURES) {
  test(`a body that fails with ${failure.name} gives its code instead of trailers`, () => {
    const { upload, body } = open();
    upload.fail(failure);
    assert.deepEqual(IncomingBody.finish(body).get(), { tag: "ok", val: { tag: "err", val: code } });
  });
}

test("a finished body is closed by its trailers, not by itself", () => {
  const { upload, body } = open();
  const trailers = IncomingBody.finish(body);
  body[Symbol.dispose]();
  assert.equal(upload.closes, 0);
  trailers[Symbol.dispose]();
  assert.equal(upload.closes, 1);
});

test("a stream's failure gives its HTTP error code, and only then", () => {
  assert.deepEqual(httpErrorCode(new HttpFailure({ tag: "HTTP-response-incomplete" })), {
    tag: "HTTP-response-incomplete",
  });
  assert.equal(httpErrorCode(new IoError("no")), undefined);
});
