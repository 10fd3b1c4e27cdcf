/**
 * A component instance's handles. Index 0 is never given; freed indices are given again, last freed first, as guests can tell.
 * Source: CanonicalABI.md, "Table State", "Resource State".
 */
import type { Resource } from "./resource.ts";

/** Where a borrow belongs: the call that has to give it back. */
export interface BorrowScope {
  borrows: number;
}

export interface Handle {
  readonly resource: Resource;
  readonly rep: unknown;
  readonly own: boolean;
  readonly scope: BorrowScope | undefined;
  lends: number;
}

/** Source: CanonicalABI.md, `Table.MAX_LENGTH`. */
export const MAX_HANDLES = 2 ** 28 - 1;

export class HandleTable {
  readonly #slots: (Handle | undefined)[] = [undefined];
  readonly #free: number[] = [];

  get(index: number): Handle | undefined {
    return this.#slots[index];
  }

  /** Returns the handle's index, or undefined when the table is full. */
  add(handle: Handle): number | undefined {
    const free = this.#free.pop();
    if (free !== undefined) {
      this.#slots[free] = handle;
      return free;
    }
    if (this.#slots.length > MAX_HANDLES) return undefined;
    return this.#slots.push(handle) - 1;
  }

  remove(index: number): void {
    this.#slots[index] = undefined;
    this.#free.push(index);
  }

  /** Empties the table; yields what the guest still owned. */
  *drain(): Iterable<Handle> {
    const slots = this.#slots.splice(1);
    this.#free.length = 0;
    for (const handle of slots) if (handle?.own) yield handle;
  }
}
