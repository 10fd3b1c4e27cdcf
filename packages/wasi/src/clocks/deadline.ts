/**
 * A moment of the monotonic clock that a guest can wait for.
 *
 * A deadline that has passed before anyone could wait for it is the guest's way to say "poll, but do not wait". Were it ready at
 * once, a guest that polls a socket and a zero timeout in a loop would never let the event loop run, and the socket would never
 * become readable. So such a deadline is ready only after the event loop has turned once.
 */
import type { Platform } from "@weft/core";
import type { Readiness } from "../io/readiness.ts";
import { Waiters } from "../io/readiness.ts";

/** The longest delay that timers of JavaScript take; a longer wait is made of several. */
const MAX_TIMER_MS = 2 ** 31 - 1;
const NANOSECONDS_PER_MS = 1_000_000n;

export class Deadline implements Readiness {
  readonly #platform: Platform;
  readonly #when: bigint;
  readonly #turned = new Waiters();
  #turn: "taken" | "due" | "under way";

  constructor(platform: Platform, when: bigint) {
    this.#platform = platform;
    this.#when = when;
    this.#turn = when <= platform.now() ? "due" : "taken";
  }

  ready(): boolean {
    if (this.#turn === "due") this.#takeTurn();
    return this.#turn === "taken" && this.#platform.now() >= this.#when;
  }

  onReady(wake: () => void): () => void {
    if (this.#turn !== "taken") return this.#turned.add(wake);
    return this.#platform.setTimer(wake, this.#remainingMs());
  }

  #takeTurn(): void {
    this.#turn = "under way";
    this.#platform.setTimer(() => {
      this.#turn = "taken";
      this.#turned.wake();
    }, 0);
  }

  /** Rounded up: a timer that fires early only costs another one. */
  #remainingMs(): number {
    const remaining = this.#when - this.#platform.now();
    if (remaining <= 0n) return 0;
    const ms = (remaining + NANOSECONDS_PER_MS - 1n) / NANOSECONDS_PER_MS;
    return ms > MAX_TIMER_MS ? MAX_TIMER_MS : Number(ms);
  }
}
