import assert from "node:assert/strict";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import { Misuse } from "../io/misuse.ts";
import { Waiters } from "../io/readiness.ts";
import { BodyPipe, type MessageWriter } from "./body-pipe.ts";
import { type ErrorCode, HttpFailure } from "./error-code.ts";
import { Fields } from "./fields.ts";
import { OutgoingBody } from "./outgoing-body.ts";

/** A connection that notes what is sent, as text. */
class Wire implements MessageWriter {
  readonly sent: string[] = [];
  room: number | undefined = 1 << 16;
  readonly #waiters = new Waiters();

  sendWhole(body: Uint8Array): void {
    this.sent.push(`whole ${body.length}`);
  }

  sendHead(parts: readonly Uint8Array[]): void {
    this.sent.push("head", ...parts.map((part) => `write ${part.length}`));
  }

  write(bytes: Uint8Array): void {
    this.sent.push(`write ${bytes.length}`);
  }

  end(trailers: Fields | undefined): void {
    this.sent.push(trailers === undefined ? "end" : `end ${trailers.flatten()}`);
  }

  abort(reason: string): void {
    this.sent.push(`abort: ${reason}`);
  }

  capacity(): number | undefined {
    return this.room;
  }

  ready(): boolean {
    return this.room !== 0;
  }

  onReady(wake: () => void): () => void {
    return this.#waiters.add(wake);
  }

  setRoom(room: number | undefined): void {
    this.room = room;
    this.#waiters.wake();
  }
}

function open(length: bigint | "none" = "none", kind: "request" | "response" = "response") {
  const pipe = new BodyPipe(kind, length);
  const body = new OutgoingBody(pipe);
  return { pipe, body, wire: new Wire() };
}

function write(body: OutgoingBody, ...sizes: number[]): void {
  const stream = body.write();
  for (const size of sizes) stream.write(new Uint8Array(size));
  stream[Symbol.dispose]();
}

test("a body that is written and finished in one turn leaves whole", () => {
  const { pipe, body, wire } = open();
  pipe.connect(wire);
  write(body, 3, 4);
  OutgoingBody.finish(body, undefined);
  assert.deepEqual(wire.sent, ["whole 7"]);
});

test("a body that is finished before it is sent leaves whole", () => {
  const { pipe, body, wire } = open();
  write(body, 3);
  OutgoingBody.finish(body, undefined);
  assert.deepEqual(wire.sent, []);
  pipe.connect(wire);
  assert.deepEqual(wire.sent, ["whole 3"]);
});

test("a body without bytes leaves whole, too", () => {
  const { pipe, body, wire } = open();
  pipe.connect(wire);
  OutgoingBody.finish(body, undefined);
  assert.deepEqual(wire.sent, ["whole 0"]);
});

test("a flush does not split a small body", () => {
  const { pipe, body, wire } = open();
  pipe.connect(wire);
  const stream = body.write();
  stream.blockingWriteAndFlush(new Uint8Array(3));
  stream.flush();
  stream.blockingFlush();
  stream[Symbol.dispose]();
  OutgoingBody.finish(body, undefined);
  assert.deepEqual(wire.sent, ["whole 3"]);
});

test("what is there when the guest gives way goes out, the rest as it comes", async () => {
  const { pipe, body, wire } = open();
  pipe.connect(wire);
  const stream = body.write();
  stream.write(new Uint8Array(3));
  await Promise.resolve();
  assert.deepEqual(wire.sent, ["head", "write 3"]);
  stream.write(new Uint8Array(4));
  stream[Symbol.dispose]();
  OutgoingBody.finish(body, undefined);
  assert.deepEqual(wire.sent, ["head", "write 3", "write 4", "end"]);
});

test("the head goes out when the guest gives way, even without a body yet", async () => {
  const { pipe, wire } = open();
  pipe.connect(wire);
  await Promise.resolve();
  assert.deepEqual(wire.sent, ["head"]);
});

test("more than is worth holding goes out at once, the rest when the guest gives way", async () => {
  const { pipe, body, wire } = open();
  pipe.connect(wire);
  write(body, 60_000, 5_536, 1);
  assert.deepEqual(wire.sent, ["head", "write 60000", "write 5536"]);
  await Promise.resolve();
  assert.deepEqual(wire.sent.slice(3), ["write 1"]);
});

test("many small writes in one turn make one of them", async () => {
  const { pipe, body, wire } = open();
  pipe.connect(wire);
  await Promise.resolve();
  write(body, 10, 20, 30);
  assert.deepEqual(wire.sent, ["head"]);
  await Promise.resolve();
  assert.deepEqual(wire.sent, ["head", "write 60"]);
});

test("a large write is handed on as it is", async () => {
  const { pipe, body, wire } = open();
  pipe.connect(wire);
  await Promise.resolve();
  write(body, 65_536);
  assert.deepEqual(wire.sent, ["head", "write 65536"]);
});

test("trailers need a body in parts", () => {
  const { pipe, body, wire } = open();
  pipe.connect(wire);
  write(body, 3);
  OutgoingBody.finish(body, Fields.received(["x-sum", "1"]));
  assert.deepEqual(wire.sent, ["head", "write 3", "end x-sum,1"]);
});

test("before it is sent a body can be written up to a limit, then it waits", async () => {
  const { pipe, body, wire } = open();
  const stream = body.write();
  stream.write(new Uint8Array(1 << 16));
  assert.equal(stream.checkWrite(), 0n);
  const blocked = stream.blockingWriteAndFlush(new Uint8Array(5));
  pipe.connect(wire);
  await blocked;
  assert.deepEqual(wire.sent, ["head", "write 65536", "write 5"]);
});

test("a connection that is full makes the guest wait", async () => {
  const { pipe, body, wire } = open();
  pipe.connect(wire);
  await Promise.resolve();
  const stream = body.write();
  wire.setRoom(0);
  const blocked = stream.blockingWriteAndFlush(new Uint8Array(5));
  assert.ok(blocked instanceof Promise);
  assert.deepEqual(wire.sent, ["head"]);
  wire.setRoom(9);
  await blocked;
  assert.deepEqual(wire.sent, ["head", "write 5"]);
});

test("a connection that is gone closes the stream", async () => {
  const { pipe, body, wire } = open();
  pipe.connect(wire);
  await Promise.resolve();
  wire.setRoom(undefined);
  assert.throws(() => body.write().checkWrite(), isClosed);
});

test("a message that is never sent closes the stream", () => {
  const { pipe, body } = open();
  const stream = body.write();
  pipe.disconnect();
  assert.throws(() => stream.checkWrite(), isClosed);
  stream[Symbol.dispose]();
  OutgoingBody.finish(body, undefined);
});

test("the stream is given once", () => {
  const { body } = open();
  body.write();
  assert.throws(() => body.write(), ComponentError);
});

test("finish traps while the stream is open", () => {
  const { body } = open();
  body.write();
  assert.throws(() => OutgoingBody.finish(body, undefined), Misuse);
});

test("a body that is dropped is aborted, before and after it is sent", () => {
  const reason = "abort: the guest dropped the body before it was finished";
  const early = open();
  early.body[Symbol.dispose]();
  early.pipe.connect(early.wire);
  assert.deepEqual(early.wire.sent, [reason]);
  const late = open();
  late.pipe.connect(late.wire);
  late.body[Symbol.dispose]();
  assert.deepEqual(late.wire.sent, [reason]);
});

test("dropping a finished body does nothing", () => {
  const { pipe, body, wire } = open();
  OutgoingBody.finish(body, undefined);
  body[Symbol.dispose]();
  pipe.connect(wire);
  assert.deepEqual(wire.sent, ["whole 0"]);
});

for (const kind of ["request", "response"] as const) {
  test(`a ${kind} as long as declared is sent`, () => {
    const { pipe, body, wire } = open(5n, kind);
    pipe.connect(wire);
    write(body, 2, 3);
    OutgoingBody.finish(body, undefined);
    assert.deepEqual(wire.sent, ["whole 5"]);
  });

  test(`a ${kind} longer than declared fails at the write, and nothing beyond the length is sent`, () => {
    const { pipe, body, wire } = open(5n, kind);
    pipe.connect(wire);
    const stream = body.write();
    stream.write(new Uint8Array(4));
    assert.throws(() => stream.write(new Uint8Array(2)), isBodySize(kind, 6n));
    assert.throws(() => stream.write(new Uint8Array(1)), isClosed);
    stream[Symbol.dispose]();
    assert.throws(() => OutgoingBody.finish(body, undefined), hasCode({ tag: `HTTP-${kind}-body-size`, val: 6n }));
    assert.deepEqual(wire.sent, [`abort: HTTP-${kind}-body-size (6)`]);
  });

  test(`a ${kind} shorter than declared fails when it is finished`, () => {
    const { pipe, body, wire } = open(5n, kind);
    pipe.connect(wire);
    write(body, 4);
    assert.throws(() => OutgoingBody.finish(body, undefined), hasCode({ tag: `HTTP-${kind}-body-size`, val: 4n }));
    assert.deepEqual(wire.sent, [`abort: HTTP-${kind}-body-size (4)`]);
  });
}

function isClosed(error: unknown): boolean {
  return error instanceof ComponentError && error.payload.tag === "closed";
}

function isBodySize(kind: "request" | "response", size: bigint): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof ComponentError && error.payload.tag === "last-operation-failed");
    assert.ok(error.payload.val instanceof HttpFailure);
    assert.deepEqual(error.payload.val.errorCode, { tag: `HTTP-${kind}-body-size`, val: size });
    return true;
  };
}

function hasCode(code: ErrorCode): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof ComponentError);
    assert.deepEqual(error.payload, code);
    return true;
  };
}
