import assert from "node:assert/strict";
import { test } from "node:test";
import { Misuse } from "./misuse.ts";
import { Pollable, poll } from "./pollable.ts";
import { ALWAYS_READY, type Readiness, Waiters } from "./readiness.ts";

/** A thing to wait for that counts who waits. */
class Event implements Readiness {
  waiting = 0;
  readonly #waiters = new Waiters();
  #happened = false;

  ready(): boolean {
    return this.#happened;
  }

  onReady(wake: () => void): () => void {
    this.waiting++;
    const withdraw = this.#waiters.add(wake);
    return () => {
      this.waiting--;
      withdraw();
    };
  }

  happen(): void {
    this.#happened = true;
    this.#waiters.wake();
  }

  /** Wakes without having anything to say, as the contract allows. */
  wakeForNothing(): void {
    this.#waiters.wake();
  }
}

test("block returns nothing at once when ready", () => {
  assert.equal(new Pollable(ALWAYS_READY).block(), undefined);
});

test("block waits for the event and no shorter", async () => {
  const event = new Event();
  const blocked = new Pollable(event).block();
  assert.ok(blocked instanceof Promise);
  event.wakeForNothing();
  await Promise.resolve();
  assert.equal(event.waiting, 2);
  event.happen();
  await blocked;
});

test("poll of an empty list traps", () => {
  assert.throws(() => poll([]), new Misuse("wasi:io/poll#poll: expected at least one pollable, found an empty list"));
});

test("poll returns a plain list when something is ready", () => {
  const [early, never] = [new Event(), new Event()];
  early.happen();
  const list = [never, early, never, early].map((event) => new Pollable(event));
  assert.deepEqual(poll(list), Uint32Array.of(1, 3));
});

test("poll waits for the first event, withdraws from the others and reports all that are ready", async () => {
  const events = [new Event(), new Event(), new Event()];
  const polled = poll(events.map((event) => new Pollable(event)));
  assert.ok(polled instanceof Promise);
  events[2]?.happen();
  events[0]?.happen();
  assert.deepEqual(await polled, Uint32Array.of(0, 2));
  assert.equal(events[1]?.waiting, 0);
});

test("poll goes on waiting when it was woken for nothing", async () => {
  const [event, other] = [new Event(), new Event()];
  const polled = poll([new Pollable(event), new Pollable(other)]);
  event.wakeForNothing();
  await Promise.resolve();
  assert.equal(other.waiting, 1);
  other.happen();
  assert.deepEqual(await polled, Uint32Array.of(1));
});

test("the same pollable may be in the list twice", async () => {
  const pollable = new Pollable(new Event());
  const event = new Event();
  const polled = poll([pollable, new Pollable(event), pollable]);
  event.happen();
  assert.deepEqual(await polled, Uint32Array.of(1));
});

test("a pollable of something always ready wakes who asks it to", async () => {
  await new Promise<void>((resolve) => ALWAYS_READY.onReady(resolve));
});
