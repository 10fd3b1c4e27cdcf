import assert from "node:assert/strict";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import { ByteQueue } from "./byte-queue.ts";
import { InputStream } from "./input-stream.ts";
import { IoError } from "./io-error.ts";
import { Misuse } from "./misuse.ts";

const BROKEN = new IoError("the cable is cut");
const HELLO = Uint8Array.of(104, 101, 108, 108, 111);

/** Every way to read, as a number of bytes. */
const READS = {
  read: async (stream: InputStream, len: bigint) => stream.read(len).length,
  "blocking-read": async (stream: InputStream, len: bigint) => (await stream.blockingRead(len)).length,
  skip: async (stream: InputStream, len: bigint) => Number(stream.skip(len)),
  "blocking-skip": async (stream: InputStream, len: bigint) => Number(await stream.blockingSkip(len)),
} as const;

function streamOf(fill: (queue: ByteQueue) => void): InputStream {
  const queue = new ByteQueue();
  fill(queue);
  return new InputStream(queue);
}

function isClosed(error: unknown): boolean {
  return error instanceof ComponentError && error.payload.tag === "closed";
}

function isFailure(error: unknown): boolean {
  return (
    error instanceof ComponentError && error.payload.tag === "last-operation-failed" && error.payload.val === BROKEN
  );
}

for (const [name, read] of Object.entries(READS)) {
  test(`${name} takes what is there, up to the length`, async () => {
    const stream = streamOf((queue) => queue.push(HELLO));
    assert.equal(await read(stream, 3n), 3);
    assert.equal(await read(stream, 0xffff_ffff_ffff_ffffn), 2);
  });

  test(`${name} of no bytes takes none and succeeds while the stream is open`, async () => {
    const stream = streamOf((queue) => queue.push(HELLO));
    assert.equal(await read(stream, 0n), 0);
    assert.equal(await read(stream, 5n), 5);
  });

  test(`${name} reads what came before the end, then finds the stream closed for good`, async () => {
    const stream = streamOf((queue) => {
      queue.push(HELLO);
      queue.end();
    });
    assert.equal(await read(stream, 5n), 5);
    await assert.rejects(read(stream, 5n), isClosed);
    await assert.rejects(read(stream, 0n), isClosed);
  });

  test(`${name} reads what came before a failure, reports it once, then finds the stream closed`, async () => {
    const stream = streamOf((queue) => {
      queue.push(HELLO);
      queue.fail(BROKEN);
    });
    assert.equal(await read(stream, 5n), 5);
    await assert.rejects(read(stream, 5n), isFailure);
    await assert.rejects(read(stream, 5n), isClosed);
  });
}

for (const name of ["read", "skip"] as const) {
  test(`${name} takes nothing when nothing is there yet`, async () => {
    assert.equal(
      await READS[name](
        streamOf(() => {}),
        5n,
      ),
      0,
    );
  });
}

for (const name of ["blocking-read", "blocking-skip"] as const) {
  test(`${name} waits until there is a byte`, async () => {
    const queue = new ByteQueue();
    const reading = READS[name](new InputStream(queue), 5n);
    queue.push(HELLO.slice(0, 2));
    assert.equal(await reading, 2);
  });

  test(`${name} waits and then finds the end`, async () => {
    const queue = new ByteQueue();
    const reading = READS[name](new InputStream(queue), 5n);
    queue.end();
    await assert.rejects(reading, isClosed);
  });

  test(`${name} waits and then finds a failure`, async () => {
    const queue = new ByteQueue();
    const reading = READS[name](new InputStream(queue), 5n);
    queue.fail(BROKEN);
    await assert.rejects(reading, isFailure);
  });

  test(`${name} of no bytes waits until there is something to know`, async () => {
    const queue = new ByteQueue();
    const reading = READS[name](new InputStream(queue), 0n);
    queue.push(HELLO);
    assert.equal(await reading, 0);
  });
}

test("a blocking read that need not wait returns bytes and no promise", () => {
  const stream = streamOf((queue) => queue.push(HELLO));
  assert.deepEqual(stream.blockingRead(2n), HELLO.slice(0, 2));
  assert.equal(stream.blockingSkip(1n), 1n);
});

test("one read returns no more than a buffer's worth", () => {
  const stream = streamOf((queue) => queue.push(new Uint8Array(3 << 20)));
  assert.equal(stream.read(0xffff_ffff_ffff_ffffn).length, 1 << 20);
});

test("a pollable is ready at bytes, at the end and at a failure, and not before", () => {
  const endings: ((queue: ByteQueue) => void)[] = [(q) => q.push(HELLO), (q) => q.end(), (q) => q.fail(BROKEN)];
  for (const happen of endings) {
    const queue = new ByteQueue();
    const pollable = new InputStream(queue).subscribe();
    assert.equal(pollable.ready(), false);
    happen(queue);
    assert.equal(pollable.ready(), true);
  }
});

test("a pollable of a closed stream is ready", () => {
  const stream = streamOf((queue) => queue.end());
  assert.throws(() => stream.read(1n), isClosed);
  assert.equal(stream.subscribe().ready(), true);
});

test("a pollable used after its stream was dropped traps", () => {
  const stream = streamOf(() => {});
  const pollable = stream.subscribe();
  stream[Symbol.dispose]();
  assert.throws(() => pollable.ready(), Misuse);
  assert.throws(() => pollable.block(), Misuse);
});

test("dropping a stream closes its source once", () => {
  let closed = 0;
  const stream = new InputStream(new ByteQueue({ onClose: () => closed++ }));
  stream[Symbol.dispose]();
  stream[Symbol.dispose]();
  assert.equal(closed, 1);
});

test("what is no failure of I/O passes through as the error it is", () => {
  const stream = new InputStream({
    read: () => {
      throw new TypeError("a bug");
    },
    ready: () => true,
    onReady: () => () => {},
    close: () => {},
  });
  assert.throws(() => stream.read(1n), TypeError);
});

test("an error describes itself and its causes", () => {
  const error = new IoError("cannot read", { cause: new Error("no space", { cause: new Error("disk") }) });
  assert.equal(error.toDebugString(), "cannot read: no space: disk");
});
