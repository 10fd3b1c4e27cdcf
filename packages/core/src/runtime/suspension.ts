/**
 * Waiting, by JavaScript Promise Integration. A `Suspending` import always suspends, so guests call it only when there is something
 * to wait for: a Wasm shim (see abi/suspend-shim.ts) first calls the plain import; if that leaves a promise here and raises the
 * flag, the shim calls `wait`, which suspends the guest until the promise is settled.
 */
export class Suspension {
  /** 1 when the last import left a promise. The shim reads and clears it. */
  readonly flag = new WebAssembly.Global<number>({ value: "i32", mutable: true }, 0);
  readonly wait = new WebAssembly.Suspending(() => this.#take());
  #pending: Promise<unknown> | undefined;

  suspendOn(promise: Promise<unknown>): void {
    this.#pending = promise;
    this.flag.value = 1;
  }

  #take(): Promise<unknown> | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    return pending;
  }
}
