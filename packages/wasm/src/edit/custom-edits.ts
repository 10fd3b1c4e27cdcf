import { ByteReader } from "../binary/byte-reader.ts";
import { WasmError } from "../errors.ts";
import type { CustomSection, Module } from "../module.ts";
import { rewriteCodeMetadata } from "./code-metadata.ts";
import { fateOf } from "./custom-sections.ts";
import { Edits } from "./edits.ts";
import { rewriteNames } from "./name-section.ts";
import type { OffsetMap } from "./offset-map.ts";
import type { Renumberings } from "./renumbering.ts";

/** A custom section that the result does not have. */
export interface DroppedSection {
  readonly name: string;
  readonly reason: string;
}

/** What a rewrite changes outside custom sections, as far as they could be concerned. */
export interface Surroundings {
  readonly module: Module;
  readonly numbers: Renumberings;
  /** Whether any index has changed. */
  readonly renumbered: boolean;
  /** Names of functions that were added, by number while edited. */
  readonly addedNames: ReadonlyMap<number, string>;
  /** Whether anything moves. */
  readonly fileMoves: boolean;
  /** Whether code moves, relative to the beginning of the code section. */
  readonly codeMoves: boolean;
  /** Where code goes, relative to the beginning of its function. */
  readonly codeOffsets: () => OffsetMap;
}

/** The edits of a custom section, and the section itself if it had to go. */
export interface CustomEdit {
  readonly edits: Edits;
  readonly dropped?: DroppedSection;
}

const MOVED = "code has moved; read the original's through the offset map";

/** Edits a custom section as `fateOf` its name says; `undefined` leaves it as it is. */
export function editCustom(section: CustomSection, around: Surroundings): CustomEdit | undefined {
  const { module, numbers, renumbered, addedNames, fileMoves, codeMoves } = around;
  switch (fateOf(section.name)) {
    case "copy":
      return undefined;
    case "names": {
      if (!codeMoves && !renumbered && addedNames.size === 0) return undefined;
      const changes = { numbers, added: addedNames, moved: codeMoves };
      return rewrite(section, module, () => rewriteNames(module.bytes, section, changes));
    }
    case "metadata": {
      if (!codeMoves && numbers.func.same) return undefined;
      const moves = { functions: module.functions, numbers: numbers.func, offsets: around.codeOffsets() };
      return rewrite(section, module, () => rewriteCodeMetadata(module.bytes, section, moves));
    }
    case "indices":
      return codeMoves || renumbered ? drop(section, "it may hold numbers that have changed") : undefined;
    case "code positions":
      return codeMoves ? drop(section, MOVED) : undefined;
    case "file positions":
      return fileMoves ? drop(section, MOVED) : undefined;
  }
}

/** A custom section may be malformed in a module that is not; then nobody can have used it. */
function rewrite(section: CustomSection, { bytes }: Module, contents: () => Uint8Array): CustomEdit {
  try {
    const edits = new Edits();
    const written = contents();
    const reader = new ByteReader(bytes, section.begin + 1, section.end);
    const size = reader.u32("a section's size");
    edits.sized({ offset: section.begin + 1, end: reader.offset }, size, () => {
      edits.replace(section.offset, section.end, written);
    });
    return { edits };
  } catch (error) {
    if (!(error instanceof WasmError)) throw error;
    return drop(section, error.message);
  }
}

function drop({ name, begin, end }: CustomSection, reason: string): CustomEdit {
  const edits = new Edits();
  edits.replace(begin, end, new Uint8Array());
  return { edits, dropped: { name, reason } };
}
