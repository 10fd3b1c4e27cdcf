import assert from "node:assert/strict";
import { test } from "node:test";
import { ByteQueue } from "./byte-queue.ts";
import { IoError } from "./io-error.ts";

test("bytes come out in the order they went in, chunk by chunk", () => {
  const queue = new ByteQueue();
  queue.push(Uint8Array.of(1, 2, 3));
  queue.push(Uint8Array.of(4));
  assert.deepEqual(queue.read(2), Uint8Array.of(1, 2));
  assert.deepEqual(queue.read(9), Uint8Array.of(3));
  assert.deepEqual(queue.read(9), Uint8Array.of(4));
  assert.deepEqual(queue.read(9), new Uint8Array(0));
});

test("a full queue asks to stop, and to go on once half of it has been read", () => {
  let resumed = 0;
  const queue = new ByteQueue({ highWaterBytes: 4, onRoom: () => resumed++ });
  assert.equal(queue.push(new Uint8Array(3)), true);
  assert.equal(queue.push(new Uint8Array(3)), false);
  queue.read(3);
  assert.equal(resumed, 0);
  queue.read(1);
  assert.equal(resumed, 1);
  queue.read(2);
  assert.equal(resumed, 1);
});

test("nothing is added after the end, and what is queued is read before it", () => {
  const queue = new ByteQueue();
  queue.push(Uint8Array.of(1));
  queue.end();
  queue.push(Uint8Array.of(2));
  queue.fail(new IoError("too late"));
  assert.deepEqual(queue.read(9), Uint8Array.of(1));
  assert.equal(queue.read(9), undefined);
});

test("an empty chunk wakes nobody", () => {
  const queue = new ByteQueue();
  queue.push(new Uint8Array(0));
  assert.equal(queue.ready(), false);
});

test("what is pushed after the reader has left is thrown away", () => {
  const queue = new ByteQueue({ highWaterBytes: 1 });
  queue.close();
  assert.equal(queue.push(new Uint8Array(9)), true);
  assert.equal(queue.length, 0);
  assert.equal(queue.read(1), undefined);
});
