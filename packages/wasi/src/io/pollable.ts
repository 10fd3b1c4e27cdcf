/** `wasi:io/poll`: the `pollable` resource and `poll` over many of them. */
import { Misuse } from "./misuse.ts";
import { type Readiness, whenReady } from "./readiness.ts";

/** One event a guest can ask about or wait for. A view of a `Readiness` that belongs to something else. */
export class Pollable implements Readiness {
  readonly #on: Readiness;

  constructor(on: Readiness) {
    this.#on = on;
  }

  ready(): boolean {
    return this.#on.ready();
  }

  /** Returns at once when ready, else a promise. */
  block(): void | Promise<void> {
    return whenReady(this.#on);
  }

  onReady(wake: () => void): () => void {
    return this.#on.onReady(wake);
  }
}

/**
 * The indices, ascending, of those that are ready; waits until there is one.
 *
 * @throws Misuse when the list is empty: nothing could ever end that wait.
 */
export function poll(list: readonly Pollable[]): Uint32Array | Promise<Uint32Array> {
  if (list.length === 0) throw new Misuse("wasi:io/poll#poll: expected at least one pollable, found an empty list");
  return readyIndices(list) ?? pollAgain(list);
}

function readyIndices(list: readonly Pollable[]): Uint32Array | undefined {
  const ready: number[] = [];
  for (const [index, pollable] of list.entries()) if (pollable.ready()) ready.push(index);
  return ready.length === 0 ? undefined : Uint32Array.from(ready);
}

async function pollAgain(list: readonly Pollable[]): Promise<Uint32Array> {
  for (;;) {
    await anyWake(list);
    const ready = readyIndices(list);
    if (ready !== undefined) return ready;
  }
}

/** Resolves at the first wake of any and withdraws all the others. */
function anyWake(list: readonly Pollable[]): Promise<void> {
  return new Promise((resolve) => {
    const withdraw: (() => void)[] = [];
    const wake = () => {
      for (const cancel of withdraw) cancel();
      resolve();
    };
    for (const pollable of list) withdraw.push(pollable.onReady(wake));
  });
}
