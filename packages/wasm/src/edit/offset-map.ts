/**
 * Where the bytes of a module went when it was rewritten, and where the bytes of the result came from: what turns the position of a trap
 * into one that debug information knows, and a breakpoint into one that exists.
 *
 *     old   ......[removed].........     an edit: at, removed, inserted
 *     new   ......[inserted...]......    between edits, old and new differ by a constant
 *
 * The compact form is a list of LEB128 triples: bytes kept since the edit before, bytes removed, bytes inserted.
 */
import { ByteReader } from "../binary/byte-reader.ts";
import { ByteWriter } from "../binary/byte-writer.ts";
import type { Edits } from "./edits.ts";

/** A position in the module as it was before. */
export interface OldOffset {
  readonly offset: number;
  /** The bytes at the new position were put there, in front of or instead of what stands at `offset`. */
  readonly inserted: boolean;
}

export class OffsetMap {
  readonly #oldAt: Uint32Array;
  readonly #newAt: Uint32Array;
  readonly #removed: Uint32Array;
  readonly #inserted: Uint32Array;

  private constructor(count: number) {
    this.#oldAt = new Uint32Array(count);
    this.#newAt = new Uint32Array(count);
    this.#removed = new Uint32Array(count);
    this.#inserted = new Uint32Array(count);
  }

  /** @param parts in the order of the file */
  static of(...parts: readonly Edits[]): OffsetMap {
    const map = new OffsetMap(parts.reduce((sum, { moves }) => sum + countTrue(moves), 0));
    let next = 0;
    for (const { at, removed, inserted, moves } of parts) {
      for (let i = 0; i < at.length; i++) {
        if (moves[i]) map.#set(next++, at[i] as number, removed[i] as number, (inserted[i] as Uint8Array).length);
      }
    }
    return map;
  }

  /** Reads what `encode` wrote. */
  static decode(bytes: Uint8Array): OffsetMap {
    const reader = new ByteReader(bytes);
    const map = new OffsetMap(reader.count("moves"));
    let at = 0;
    for (let i = 0; i < map.#oldAt.length; i++) {
      at += reader.u32("kept bytes");
      const removed = reader.u32("removed bytes");
      map.#set(i, at, removed, reader.u32("inserted bytes"));
      at += removed;
    }
    return map;
  }

  encode(): Uint8Array {
    const writer = new ByteWriter().u32(this.#oldAt.length);
    let at = 0;
    this.#oldAt.forEach((oldAt, i) => {
      const removed = this.#removed[i] as number;
      writer
        .u32(oldAt - at)
        .u32(removed)
        .u32(this.#inserted[i] as number);
      at = oldAt + removed;
    });
    return writer.finish();
  }

  /** Where what stood at an old offset is now; for what was removed, where its replacement begins. */
  toNew(offset: number): number {
    const i = lastAtMost(this.#oldAt, offset);
    if (i < 0) return offset;
    const into = offset - (this.#oldAt[i] as number) - (this.#removed[i] as number);
    const newAt = this.#newAt[i] as number;
    return into < 0 ? newAt : newAt + (this.#inserted[i] as number) + into;
  }

  /** What a new offset was; for what was inserted, what it was put in front of or instead of. */
  toOld(offset: number): OldOffset {
    const i = lastAtMost(this.#newAt, offset);
    if (i < 0) return { offset, inserted: false };
    const oldAt = this.#oldAt[i] as number;
    const into = offset - (this.#newAt[i] as number) - (this.#inserted[i] as number);
    return into < 0
      ? { offset: oldAt, inserted: true }
      : { offset: oldAt + (this.#removed[i] as number) + into, inserted: false };
  }

  #set(i: number, at: number, removed: number, inserted: number): void {
    const before = i - 1;
    const shift = before < 0 ? 0 : this.#shiftBehind(before);
    this.#oldAt[i] = at;
    this.#newAt[i] = at + shift;
    this.#removed[i] = removed;
    this.#inserted[i] = inserted;
  }

  #shiftBehind(i: number): number {
    const oldEnd = (this.#oldAt[i] as number) + (this.#removed[i] as number);
    return (this.#newAt[i] as number) + (this.#inserted[i] as number) - oldEnd;
  }
}

function countTrue(flags: readonly boolean[]): number {
  let count = 0;
  for (const flag of flags) if (flag) count++;
  return count;
}

/** The last position whose value is at most `value`, or -1. */
function lastAtMost(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
