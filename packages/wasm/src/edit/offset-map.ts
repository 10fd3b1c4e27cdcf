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

/** Bytes that were replaced by a number of others. */
export interface Move {
  readonly at: number;
  readonly removed: number;
  readonly inserted: number;
}

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

  /** @param moves in order */
  constructor(moves: Iterable<Move>) {
    const [oldAt, newAt, removed, inserted] = [[], [], [], []] as [number[], number[], number[], number[]];
    let shift = 0;
    for (const move of moves) {
      oldAt.push(move.at);
      newAt.push(move.at + shift);
      removed.push(move.removed);
      inserted.push(move.inserted);
      shift += move.inserted - move.removed;
    }
    this.#oldAt = Uint32Array.from(oldAt);
    this.#newAt = Uint32Array.from(newAt);
    this.#removed = Uint32Array.from(removed);
    this.#inserted = Uint32Array.from(inserted);
  }

  /** Reads what `encode` wrote. */
  static decode(bytes: Uint8Array): OffsetMap {
    const reader = new ByteReader(bytes);
    let end = 0;
    return new OffsetMap(
      reader.list("moves", () => {
        const at = end + reader.u32("kept bytes");
        const removed = reader.u32("removed bytes");
        end = at + removed;
        return { at, removed, inserted: reader.u32("inserted bytes") };
      }),
    );
  }

  encode(): Uint8Array {
    const writer = new ByteWriter().u32(this.#oldAt.length);
    let end = 0;
    this.#oldAt.forEach((at, i) => {
      const removed = this.#removed[i] as number;
      writer
        .u32(at - end)
        .u32(removed)
        .u32(this.#inserted[i] as number);
      end = at + removed;
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
