/**
 * Waiting, by JavaScript Promise Integration. A `Suspending` import always suspends, so guests call it only when there is something
 * to wait for: a Wasm shim (see abi/suspend-shim.ts) first calls the plain import; if that leaves a promise here and raises the
 * flag, the shim calls `wait`, which suspends the guest until the promise is settled.
 *
 * Start functions and destructors run on stacks that cannot be suspended: while one of them does, `blocked` is not 0.
 */
export class Suspension {
  /** 1 when the last import left a promise. The shim reads and clears it. */
  readonly flag = new WebAssembly.Global<number>({ value: "i32", mutable: true }, 0);
  readonly wait = new WebAssembly.Suspending(() => this.#take());
  blocked = 0;
  #pending: Promise<unknown> | undefined;

  suspendOn(promise: Promise<unknown>): void {
    this.#pending = promise;
    this.flag.value = 1;
  }

  /** A function that nothing below can suspend. */
  blocking<T>(func: (arg: T) => void): (arg: T) => void {
    return (arg) => {
      this.blocked++;
      try {
        func(arg);
      } finally {
        this.blocked--;
      }
    };
  }

  #take(): Promise<unknown> | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    return pending;
  }
}
