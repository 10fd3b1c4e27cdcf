/**
 * Sections that say something about single instructions, branch hints for one: by function, and by offset from the beginning of its
 * body. Source: tool-conventions `CodeMetadata.md`.
 *
 *     list of (u32 function, list of (u32 offset, u32 size, payload))
 */
import { ByteReader } from "../binary/byte-reader.ts";
import { ByteWriter } from "../binary/byte-writer.ts";
import type { ByteRange, Func } from "../module.ts";
import type { OffsetMap } from "./offset-map.ts";
import type { Renumbering } from "./renumbering.ts";

interface Entry {
  readonly offset: number;
  readonly payload: Uint8Array;
}

export interface CodeMoves {
  readonly functions: readonly Func[];
  readonly numbers: Renumbering<"func">;
  readonly offsets: OffsetMap;
}

/** @throws WasmError when the section is malformed */
export function rewriteCodeMetadata(bytes: Uint8Array, { offset, end }: ByteRange, moves: CodeMoves): Uint8Array {
  const reader = new ByteReader(bytes, offset, end);
  const functions = reader.list("functions", (each) => ({
    index: each.u32("a function"),
    entries: each.list("entries", readEntry),
  }));
  reader.finish("code metadata");
  const known = functions.filter(({ index }) => moves.functions[index]?.range !== undefined);
  return new ByteWriter()
    .list(known, (writer, { index, entries }) => {
      writer.u32(moves.numbers.ofEdited(index));
      writer.list(moveEntries(entries, moves.functions[index]?.range, moves.offsets), writeEntry);
    })
    .finish();
}

function moveEntries(entries: readonly Entry[], body: ByteRange | undefined, offsets: OffsetMap): Entry[] {
  const begin = body?.offset ?? 0;
  const newBegin = offsets.toNew(begin);
  return entries.map(({ offset, payload }) => ({ offset: offsets.toNew(begin + offset) - newBegin, payload }));
}

function readEntry(reader: ByteReader): Entry {
  const offset = reader.u32("an offset");
  return { offset, payload: reader.take(reader.u32("a payload's size"), "a payload") };
}

function writeEntry(writer: ByteWriter, { offset, payload }: Entry): void {
  writer.u32(offset).u32(payload.length).raw(payload);
}
