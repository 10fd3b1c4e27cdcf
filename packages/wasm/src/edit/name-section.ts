/**
 * The name section: names of the module, of its functions and of everything else, by index.
 * Source: Core specification 3.0, "Custom Sections: Name Section"; WebAssembly `extended-name-section`.
 *
 *     subsection  u8 id, u32 size, contents
 *     name map    list of (u32 index, name)
 *     indirect    list of (u32 index, name map)
 */
import { ByteReader } from "../binary/byte-reader.ts";
import { ByteWriter } from "../binary/byte-writer.ts";
import type { ExternKind } from "../indices.ts";
import type { ByteRange } from "../module.ts";
import type { Renumberings } from "./renumbering.ts";

/** What the indices of a subsection are; `indirect` when each has a name map of its own. */
interface Subsection {
  readonly space?: ExternKind;
  readonly indirect?: true;
  /** Numbers blocks as they come in a function, so that a block put into it changes the rest. */
  readonly labels?: true;
}

const FUNCTIONS = 1;

const SUBSECTIONS: Readonly<Record<number, Subsection>> = {
  [FUNCTIONS]: { space: "func" },
  2: { space: "func", indirect: true },
  3: { space: "func", indirect: true, labels: true },
  4: {},
  5: { space: "table" },
  6: { space: "memory" },
  7: { space: "global" },
  8: {},
  9: {},
  10: { indirect: true },
  11: { space: "tag" },
};
const MODULE = 0;

/** An entry of a name map: its index, and what follows it, as bytes. */
interface Entry {
  readonly index: number;
  readonly value: Uint8Array;
}

export interface NameChanges {
  readonly numbers: Renumberings;
  /** Names of functions that were added, by number while edited. */
  readonly added: ReadonlyMap<number, string>;
  /** Whether code was put into functions. */
  readonly moved: boolean;
}

/**
 * The section's contents as they are after a rewrite. Subsections we do not know are left out, since what they number is not known.
 * @throws WasmError when the section is malformed
 */
export function rewriteNames(bytes: Uint8Array, { offset, end }: ByteRange, changes: NameChanges): Uint8Array {
  const reader = new ByteReader(bytes, offset, end);
  const writer = new ByteWriter();
  while (!reader.done) {
    const id = reader.byte("a name subsection");
    const contents = reader.slice(reader.u32("a name subsection's size"), "a name subsection");
    const written = rewriteSubsection(id, contents, changes);
    if (written !== undefined) writer.byte(id).u32(written.length).raw(written);
  }
  return writer.finish();
}

function rewriteSubsection(id: number, contents: ByteReader, changes: NameChanges): Uint8Array | undefined {
  const all = contents.bytes.subarray(contents.offset, contents.end);
  const subsection = SUBSECTIONS[id];
  if (subsection === undefined) return id === MODULE ? all : undefined;
  if (subsection.labels && changes.moved) return undefined;
  const { space, indirect } = subsection;
  if (space === undefined) return all;
  const numbers = changes.numbers[space];
  const entries = contents.list("names", (reader) => readEntry(reader, indirect === true));
  const renumbered = entries
    .filter(({ index }) => index < numbers.read)
    .map(({ index, value }) => ({ index: numbers.ofEdited(index), value }));
  const added = id === FUNCTIONS ? addedEntries(changes) : [];
  return writeEntries([...renumbered, ...added]);
}

function readEntry(reader: ByteReader, indirect: boolean): Entry {
  const index = reader.u32("an index");
  const begin = reader.offset;
  if (indirect) reader.list("names", (each) => readEntry(each, false));
  else reader.skip(reader.u32("a name's length"), "a name");
  return { index, value: reader.bytes.subarray(begin, reader.offset) };
}

function addedEntries({ numbers, added }: NameChanges): Entry[] {
  return Array.from(added, ([index, name]) => ({
    index: numbers.func.ofEdited(index),
    value: new ByteWriter().name(name).finish(),
  }));
}

function writeEntries(entries: readonly Entry[]): Uint8Array {
  const sorted = entries.toSorted((a, b) => a.index - b.index);
  return new ByteWriter().list(sorted, (writer, { index, value }) => writer.u32(index).raw(value)).finish();
}
