/**
 * Replacements in a module's bytes, ordered by position: the one form all rewriting takes. What no edit mentions is copied as it is, so
 * padding, unknown custom sections and everything else survives, and a rewrite without edits is the same bytes.
 *
 *     old   aaaa|bbb|cccc|dddd        replace(4, 7, "xxxxx"), insert(11, "y")
 *     new   aaaa|xxxxx|cccc|y|dddd
 *
 * Sizes that stand before what they measure are filled in afterwards (`sized`). A patch changes bytes but moves nothing; everything else
 * is told to the offset map.
 */
import { lebSize, paddedLeb } from "../binary/leb128.ts";
import type { ByteRange } from "../module.ts";
import type { Move } from "./offset-map.ts";

const NOTHING = new Uint8Array();
/** Shorter copies are made byte by byte: a view costs more than they do. */
const SHORT_COPY = 48;

export class Edits {
  /** Where each begins. */
  readonly at: number[] = [];
  /** Bytes it takes away. */
  readonly removed: number[] = [];
  readonly inserted: Uint8Array[] = [];
  /** Whether positions behind it, or in it, change. */
  readonly moves: boolean[] = [];
  /** Bytes the result will be longer by. */
  growth = 0;

  get length(): number {
    return this.at.length;
  }

  insert(at: number, bytes: Uint8Array): void {
    this.replace(at, at, bytes);
  }

  replace(offset: number, end: number, bytes: Uint8Array): void {
    this.#push(offset, end - offset, bytes, true);
  }

  /** Replaces an unsigned LEB128, in the same width if the new value fits. */
  number({ offset, end }: ByteRange, value: number): void {
    this.#push(offset, end - offset, paddedLeb(value, end - offset), lebSize(value) > end - offset);
  }

  /**
   * A size field, and the edits of what it measures.
   * @param write makes those edits; they all lie behind the field
   */
  sized(field: ByteRange, size: number, write: () => void): void {
    const slot = this.reserve(field.offset);
    const before = this.growth;
    write();
    if (this.length === slot + 1) this.#pop();
    const grown = this.growth - before;
    if (grown === 0) return;
    const width = field.end - field.offset;
    const bytes = paddedLeb(size + grown, width);
    this.removed[slot] = width;
    this.inserted[slot] = bytes;
    this.moves[slot] = bytes.length !== width;
    this.growth += bytes.length - width;
  }

  /** A place for an edit that may turn out to be needed, once more of what follows has been seen. */
  reserve(at: number): number {
    this.#push(at, 0, NOTHING, false);
    return this.length - 1;
  }

  /** Makes what was reserved an insertion. */
  fill(slot: number, bytes: Uint8Array): void {
    this.inserted[slot] = bytes;
    this.moves[slot] = true;
    this.growth += bytes.length;
  }

  #pop(): void {
    this.at.pop();
    this.removed.pop();
    this.inserted.pop();
    this.moves.pop();
  }

  #push(at: number, removed: number, inserted: Uint8Array, moves: boolean): void {
    this.at.push(at);
    this.removed.push(removed);
    this.inserted.push(inserted);
    this.moves.push(moves);
    this.growth += inserted.length - removed;
  }
}

/**
 * The bytes with all edits made; the same array when there are none.
 * @param parts in the order of the file
 */
export function applyEdits(bytes: Uint8Array, parts: readonly Edits[]): Uint8Array {
  if (parts.every(({ length }) => length === 0)) return bytes;
  const result = new Uint8Array(parts.reduce((size, { growth }) => size + growth, bytes.length));
  let from = 0;
  let to = 0;
  for (const edits of parts) {
    for (let i = 0; i < edits.length; i++) {
      const at = edits.at[i] as number;
      const inserted = edits.inserted[i] as Uint8Array;
      copy(bytes, from, at, result, to);
      to += at - from;
      copy(inserted, 0, inserted.length, result, to);
      to += inserted.length;
      from = at + (edits.removed[i] as number);
    }
  }
  copy(bytes, from, bytes.length, result, to);
  return result;
}

function copy(source: Uint8Array, from: number, end: number, target: Uint8Array, to: number): void {
  if (end - from > SHORT_COPY) {
    target.set(source.subarray(from, end), to);
    return;
  }
  for (let i = from, j = to; i < end; ) target[j++] = source[i++] as number;
}

/**
 * The edits that move something, for an offset map.
 * @param parts in the order of the file
 */
export function* movesOf(parts: readonly Edits[]): Generator<Move> {
  for (const { at, removed, inserted, moves } of parts) {
    for (let i = 0; i < at.length; i++) {
      if (!moves[i]) continue;
      yield { at: at[i] as number, removed: removed[i] as number, inserted: (inserted[i] as Uint8Array).length };
    }
  }
}
