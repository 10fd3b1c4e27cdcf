/** Something of Node's that would keep the process alive for as long as it is open. */
export interface Referenced {
  ref?(): unknown;
  unref?(): unknown;
}

/** Keeps the process alive only while somebody waits: a guest that has ended leaves open what it had no time to drop. */
export class KeepAlive {
  readonly #target: Referenced;
  #users = 0;

  constructor(target: Referenced) {
    this.#target = target;
    target.unref?.();
  }

  /** The function returned ends it; calling it again does nothing. */
  retain(): () => void {
    if (this.#users++ === 0) this.#target.ref?.();
    let retained = true;
    return () => {
      if (!retained) return;
      retained = false;
      if (--this.#users === 0) this.#target.unref?.();
    };
  }

  /** `wake`, and for as long as it may still be called the process lives. */
  whileWaiting(wake: () => void, wait: (wake: () => void) => () => void): () => void {
    const release = this.retain();
    const withdraw = wait(() => {
      release();
      wake();
    });
    return () => {
      withdraw();
      release();
    };
  }
}
