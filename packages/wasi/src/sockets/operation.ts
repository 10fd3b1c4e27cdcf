/**
 * What `start-…` begins and `finish-…` ends: the outcome of something that is over at once or later. The guest is told of a failure
 * where it asks for the outcome, and may ask too early.
 */
import { type Readiness, Waiters } from "../io/readiness.ts";
import { SocketError } from "./error-code.ts";

type State<T> =
  | { readonly tag: "pending" }
  | { readonly tag: "ok"; readonly val: T }
  | { readonly tag: "err"; readonly val: unknown };

export class Operation<T> implements Readiness {
  readonly #waiters = new Waiters();
  #state: State<T>;

  constructor(outcome: T | Promise<T>) {
    this.#state = { tag: "pending" };
    if (outcome instanceof Promise) outcome.then(this.#resolve, this.#reject);
    else this.#state = { tag: "ok", val: outcome };
  }

  ready(): boolean {
    return this.#state.tag !== "pending";
  }

  onReady(wake: () => void): () => void {
    return this.#waiters.add(wake);
  }

  /** @throws SocketError "would-block" while it is under way, or what the operation failed with. */
  outcome(): T {
    if (this.#state.tag === "pending") throw new SocketError("would-block");
    if (this.#state.tag === "err") throw this.#state.val;
    return this.#state.val;
  }

  readonly #resolve = (val: T) => this.#settle({ tag: "ok", val });
  readonly #reject = (val: unknown) => this.#settle({ tag: "err", val });

  #settle(state: State<T>): void {
    this.#state = state;
    this.#waiters.wake();
  }
}
