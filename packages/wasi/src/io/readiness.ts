/**
 * Waiting, in its smallest form. Everything a guest can wait for (bytes, room, a timer, a response) is a `Readiness`: a question
 * that can be asked at any time and a callback that says when to ask again. Not a promise, because a promise cannot be withdrawn:
 * a guest that polls stdin and a timer in a loop would leave one reaction behind on stdin for every turn.
 */
export interface Readiness {
  /** Whether a wait would end at once. Never waits, never consumes. */
  ready(): boolean;
  /** Calls `wake` at most once, when `ready` may have become true; the returned function withdraws it. */
  onReady(wake: () => void): () => void;
}

/** What is ready from the start and stays so. */
export const ALWAYS_READY: Readiness = { ready: () => true, onReady: wakeSoon };

function wakeSoon(wake: () => void): () => void {
  queueMicrotask(wake);
  return () => {};
}

/** Returns at once when `on` is ready, else a promise of the moment when it is. */
export function whenReady(on: Readiness): void | Promise<void> {
  if (!on.ready()) return waitFor(on);
}

async function waitFor(on: Readiness): Promise<void> {
  while (!on.ready()) await new Promise<void>((resolve) => on.onReady(resolve));
}

/** Those who wait for one thing; the usual way to implement `onReady`. */
export class Waiters {
  #wakes: Set<() => void> | undefined;

  add(wake: () => void): () => void {
    this.#wakes ??= new Set();
    const entry = () => wake();
    this.#wakes.add(entry);
    return () => this.#wakes?.delete(entry);
  }

  /** Wakes everyone who waits now; those who come back wait for the next call. */
  wake(): void {
    const wakes = this.#wakes;
    if (wakes === undefined) return;
    this.#wakes = undefined;
    for (const wake of wakes) wake();
  }
}
