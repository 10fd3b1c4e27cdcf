import assert from "node:assert/strict";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import { ByteQueue } from "./byte-queue.ts";
import { InputStream } from "./input-stream.ts";
import { IoError } from "./io-error.ts";
import { Misuse } from "./misuse.ts";
import { type ByteSink, OutputStream } from "./output-stream.ts";
import { Waiters } from "./readiness.ts";

const BROKEN = new IoError("the cable is cut");

const PLENTY = 1 << 16;
type Room = number | "closed" | IoError;

/** A sink whose room, failure and end are in the test's hands. Flushing takes until `flushed`. */
class Valve implements ByteSink {
  readonly taken: number[] = [];
  closes = 0;
  flushes = 0;
  flushTakesTime = false;
  #room: Room;
  #flushing = false;
  readonly #waiters = new Waiters();

  constructor(room: Room = PLENTY) {
    this.#room = room;
  }

  set room(room: Room) {
    this.#room = room;
    this.#waiters.wake();
  }

  flushed(): void {
    this.#flushing = false;
    this.#waiters.wake();
  }

  capacity(): number | undefined {
    if (this.#room instanceof IoError) throw this.#room;
    if (this.#room === "closed") return undefined;
    return this.#flushing ? 0 : this.#room;
  }

  write(bytes: Uint8Array): void {
    this.taken.push(...bytes);
    if (typeof this.#room === "number") this.#room -= bytes.length;
  }

  flush(): void {
    this.flushes++;
    this.#flushing = this.flushTakesTime;
  }

  ready(): boolean {
    return this.#room instanceof IoError || this.capacity() !== 0;
  }

  onReady(wake: () => void): () => void {
    return this.#waiters.add(wake);
  }

  close(): void {
    this.closes++;
  }
}

function sourceOf(...bytes: number[]): InputStream {
  const queue = new ByteQueue();
  queue.push(Uint8Array.from(bytes));
  queue.end();
  return new InputStream(queue);
}

/** Every way to write two bytes or less, or to ask about writing. */
const WRITES = {
  "check-write": async (stream: OutputStream) => stream.checkWrite(),
  write: async (stream: OutputStream) => stream.write(Uint8Array.of(1, 2)),
  "blocking-write-and-flush": async (stream: OutputStream) => stream.blockingWriteAndFlush(Uint8Array.of(1, 2)),
  flush: async (stream: OutputStream) => stream.flush(),
  "blocking-flush": async (stream: OutputStream) => stream.blockingFlush(),
  "write-zeroes": async (stream: OutputStream) => stream.writeZeroes(2n),
  "blocking-write-zeroes-and-flush": async (stream: OutputStream) => stream.blockingWriteZeroesAndFlush(2n),
  splice: async (stream: OutputStream) => stream.splice(sourceOf(1, 2), 2n),
  "blocking-splice": async (stream: OutputStream) => stream.blockingSplice(sourceOf(1, 2), 2n),
} as const;

function isClosed(error: unknown): boolean {
  return error instanceof ComponentError && error.payload.tag === "closed";
}

function isFailure(error: unknown): boolean {
  return (
    error instanceof ComponentError && error.payload.tag === "last-operation-failed" && error.payload.val === BROKEN
  );
}

for (const [name, write] of Object.entries(WRITES)) {
  test(`${name} succeeds on an open stream with room`, async () => {
    await write(new OutputStream(new Valve()));
  });

  test(`${name} finds a stream closed at the other end, and stays with that`, async () => {
    const valve = new Valve("closed");
    const stream = new OutputStream(valve);
    await assert.rejects(write(stream), isClosed);
    valve.room = 10;
    await assert.rejects(write(stream), isClosed);
  });

  test(`${name} reports an earlier failure once, then finds the stream closed`, async () => {
    const stream = new OutputStream(new Valve(BROKEN));
    await assert.rejects(write(stream), isFailure);
    await assert.rejects(write(stream), isClosed);
  });
}

const BLOCKING = ["blocking-write-and-flush", "blocking-write-zeroes-and-flush", "blocking-splice"] as const;

for (const name of BLOCKING) {
  test(`${name} waits for room and writes as it comes`, async () => {
    const valve = new Valve(0);
    const writing = WRITES[name](new OutputStream(valve));
    valve.room = PLENTY;
    await writing;
    assert.equal(valve.taken.length, 2);
  });

  test(`${name} waits and then finds a failure`, async () => {
    const valve = new Valve(0);
    const writing = WRITES[name](new OutputStream(valve));
    valve.room = BROKEN;
    await assert.rejects(writing, isFailure);
  });

  test(`${name} waits and then finds the stream closed`, async () => {
    const valve = new Valve(0);
    const writing = WRITES[name](new OutputStream(valve));
    valve.room = "closed";
    await assert.rejects(writing, isClosed);
  });
}

for (const name of ["blocking-write-and-flush", "blocking-write-zeroes-and-flush"] as const) {
  test(`${name} traps beyond 4096 bytes, whatever the room`, () => {
    const stream = new OutputStream(new Valve());
    const write = { "blocking-write-and-flush": () => stream.blockingWriteAndFlush(new Uint8Array(4097)) };
    const zeroes = { "blocking-write-zeroes-and-flush": () => stream.blockingWriteZeroesAndFlush(4097n) };
    assert.throws({ ...write, ...zeroes }[name], /Misuse: .*expected at most 4096 bytes, found 4097/);
  });

  test(`${name} goes on with the rest when there is room for a part`, async () => {
    const valve = new Valve(1);
    const writing = WRITES[name](new OutputStream(valve));
    assert.equal(valve.taken.length, 1);
    valve.room = PLENTY;
    await writing;
    assert.equal(valve.taken.length, 2);
    assert.equal(valve.flushes, 1);
  });
}

test("blocking-write-and-flush waits until the flush is done", async () => {
  const valve = new Valve();
  valve.flushTakesTime = true;
  let done = false;
  const writing = WRITES["blocking-write-and-flush"](new OutputStream(valve)).then(() => {
    done = true;
  });
  await Promise.resolve();
  assert.equal(done, false);
  valve.flushed();
  await writing;
});

test("a reader that closes once it has everything is no failure of blocking-write-and-flush", async () => {
  const valve = new Valve();
  valve.flushTakesTime = true;
  const writing = WRITES["blocking-write-and-flush"](new OutputStream(valve));
  valve.room = "closed";
  await writing;
});

test("a reader that closes during blocking-flush is reported", async () => {
  const valve = new Valve();
  valve.flushTakesTime = true;
  const flushing = new OutputStream(valve).blockingFlush();
  valve.room = "closed";
  await assert.rejects(async () => flushing, isClosed);
});

test("check-write says how much may be written", () => {
  assert.equal(new OutputStream(new Valve(7)).checkWrite(), 7n);
});

test("check-write is 0 while a flush is under way, and its pollable is not ready", () => {
  const valve = new Valve(7);
  valve.flushTakesTime = true;
  const stream = new OutputStream(valve);
  stream.flush();
  assert.equal(stream.checkWrite(), 0n);
  assert.equal(stream.subscribe().ready(), false);
  valve.flushed();
  assert.equal(stream.subscribe().ready(), true);
});

test("write and write-zeroes beyond the permit trap and write nothing", () => {
  const valve = new Valve(3);
  const stream = new OutputStream(valve);
  assert.throws(() => stream.write(new Uint8Array(4)), /expected at most 3 bytes, found 4/);
  assert.throws(() => stream.writeZeroes(0xffff_ffff_ffff_ffffn), Misuse);
  assert.deepEqual(valve.taken, []);
});

test("a write of nothing succeeds even without room", () => {
  const stream = new OutputStream(new Valve(0));
  stream.write(new Uint8Array(0));
  assert.equal(stream.blockingWriteAndFlush(new Uint8Array(0)) instanceof Promise, true);
});

test("blocking functions that need not wait return plain values", () => {
  const stream = new OutputStream(new Valve());
  assert.equal(stream.blockingWriteAndFlush(Uint8Array.of(1)), undefined);
  assert.equal(stream.blockingWriteZeroesAndFlush(1n), undefined);
  assert.equal(stream.blockingFlush(), undefined);
  assert.equal(stream.blockingSplice(sourceOf(1), 1n), 1n);
});

test("splice moves what is there and fits", () => {
  const valve = new Valve(2);
  const stream = new OutputStream(valve);
  const source = sourceOf(1, 2, 3);
  assert.equal(stream.splice(source, 9n), 2n);
  assert.equal(stream.splice(source, 9n), 0n);
  valve.room = 9;
  assert.equal(stream.splice(source, 9n), 1n);
  assert.deepEqual(valve.taken, [1, 2, 3]);
  assert.throws(() => stream.splice(source, 9n), isClosed);
});

test("splice moves no more than the length", () => {
  const valve = new Valve();
  assert.equal(new OutputStream(valve).splice(sourceOf(1, 2, 3), 2n), 2n);
  assert.deepEqual(valve.taken, [1, 2]);
});

test("splice reports the source's failure", () => {
  const queue = new ByteQueue();
  queue.fail(BROKEN);
  assert.throws(() => new OutputStream(new Valve()).splice(new InputStream(queue), 1n), isFailure);
});

test("blocking-splice waits for the source, too", async () => {
  const [valve, queue] = [new Valve(), new ByteQueue()];
  const splicing = new OutputStream(valve).blockingSplice(new InputStream(queue), 9n);
  assert.ok(splicing instanceof Promise);
  queue.push(Uint8Array.of(5));
  assert.equal(await splicing, 1n);
});

test("a pollable is ready with room, when closed and after a failure, and not before", () => {
  for (const happening of [1, "closed", BROKEN] as const) {
    const valve = new Valve(0);
    const pollable = new OutputStream(valve).subscribe();
    assert.equal(pollable.ready(), false);
    valve.room = happening;
    assert.equal(pollable.ready(), true);
  }
});

test("a pollable used after its stream was dropped traps", () => {
  const stream = new OutputStream(new Valve());
  const pollable = stream.subscribe();
  stream[Symbol.dispose]();
  assert.throws(() => pollable.ready(), Misuse);
});

test("dropping a stream closes its sink once", () => {
  const valve = new Valve();
  const stream = new OutputStream(valve);
  stream[Symbol.dispose]();
  stream[Symbol.dispose]();
  assert.equal(valve.closes, 1);
  assert.equal(stream.dropped, true);
});
