/**
 * The numbers of an index space before and after a rewrite.
 *
 * While a module is edited, what was read keeps its number and what is added gets the next free one, import or not, so nobody who edits
 * has to think of shifts. Written down, imports come first: those, then the definitions, each in the order of their numbers while edited.
 *
 *     edited    0 import, 1 defined, 2 defined, | 3 added import, 4 added definition
 *     written   0 import, 1 added import, 2 defined, 3 defined, 4 added definition
 */
import { bug, WasmError } from "../errors.ts";
import type { ExternIndices, ExternKind } from "../indices.ts";

/** From indices of the module that was read to those of the one that was written, and back. */
export interface IndexMap<K extends ExternKind> {
  /** Whether every index is what it was. */
  readonly same: boolean;
  toNew(index: ExternIndices[K]): ExternIndices[K];
  /** `undefined` for what the rewrite added. */
  toOld(index: ExternIndices[K]): ExternIndices[K] | undefined;
}

export class Renumbering<K extends ExternKind> implements IndexMap<K> {
  readonly kind: K;
  /** How many the module had when it was read. */
  readonly read: number;
  /** Whether nothing shifts. */
  readonly same: boolean;
  /** Whether there are more than there were, so that an index which was wrong could become right. */
  readonly grown: boolean;
  readonly #written: Uint32Array;

  /** @param imported by number while edited: whether it is an import when written */
  constructor(kind: K, read: number, imported: readonly boolean[]) {
    this.kind = kind;
    this.read = read;
    this.#written = new Uint32Array(imported.length);
    let next = 0;
    for (const pass of [true, false]) {
      imported.forEach((each, index) => {
        if (each === pass) this.#written[index] = next++;
      });
    }
    this.same = this.#written.every((to, from) => to === from);
    this.grown = imported.length > read;
  }

  /** @param index one that the module had when it was read */
  toNew(index: ExternIndices[K]): ExternIndices[K] {
    return this.#written[index] as ExternIndices[K];
  }

  toOld(index: ExternIndices[K]): ExternIndices[K] | undefined {
    const edited = this.#written.indexOf(index);
    return edited < this.read && edited >= 0 ? (edited as ExternIndices[K]) : undefined;
  }

  /**
   * The written number of an index found in the module's bytes.
   * @throws WasmError when the module never had it: it must not come to mean something that was added
   */
  ofFound(index: number, offset: number): number {
    if (index >= this.read) {
      throw new WasmError("malformed", `Expected a ${this.kind} below ${this.read}, found ${index}`, offset);
    }
    return this.#written[index] as number;
  }

  /** The written number of an index used in something that was added. */
  ofEdited(index: number): number {
    return this.#written[index] ?? bug(`there is no ${this.kind} ${index} in the edited module`);
  }
}

/** One for each kind of thing that can be imported. */
export type Renumberings = { readonly [K in ExternKind]: Renumbering<K> };
