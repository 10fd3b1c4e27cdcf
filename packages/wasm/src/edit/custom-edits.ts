import { ByteReader } from "../binary/byte-reader.ts";
import { WasmError } from "../errors.ts";
import type { CustomSection } from "../module.ts";
import { rewriteCodeMetadata } from "./code-metadata.ts";
import { fateOf } from "./custom-sections.ts";
import type { Edits } from "./edits.ts";
import { rewriteNames } from "./name-section.ts";
import type { OffsetMap } from "./offset-map.ts";
import type { RewriteContext } from "./rewrite-context.ts";

/** A custom section that the result does not have. */
export interface DroppedSection {
  readonly name: string;
  readonly reason: string;
}

/** What the rest of a rewrite moves. */
export interface Moves {
  /** Anything. */
  readonly inFile: boolean;
  /** Code, relative to the beginning of the code section. */
  readonly inCode: boolean;
  /** Code, relative to the beginning of its function. */
  readonly offsets: OffsetMap;
}

interface Options {
  readonly context: RewriteContext;
  readonly moves: Moves;
  readonly edits: Edits;
}

/**
 * Edits a custom section as `fateOf` its name says.
 * @returns the section, if it had to go
 */
export function editCustom(section: CustomSection, options: Options): DroppedSection | undefined {
  const { moves, context, edits } = options;
  const renumbered = Object.values(context.numbers).some(({ same }) => !same);
  switch (fateOf(section.name)) {
    case "copy":
      return undefined;
    case "names":
      return editNames(section, options, renumbered);
    case "metadata":
      return editMetadata(section, options);
    case "indices":
      return moves.inCode || renumbered ? drop(section, edits, "it may hold numbers that have changed") : undefined;
    case "code positions":
      return moves.inCode ? drop(section, edits, MOVED) : undefined;
    case "file positions":
      return moves.inFile ? drop(section, edits, MOVED) : undefined;
  }
}

const MOVED = "code has moved; read the original's through the offset map";

function editNames(section: CustomSection, options: Options, renumbered: boolean): DroppedSection | undefined {
  const { context, moves } = options;
  const added = addedNames(context);
  if (!moves.inCode && !renumbered && added.size === 0) return undefined;
  const changes = { numbers: context.numbers, added, moved: moves.inCode };
  return rewrite(section, options, () => rewriteNames(context.module.bytes, section, changes));
}

function editMetadata(section: CustomSection, options: Options): DroppedSection | undefined {
  const { context, moves } = options;
  const numbers = context.numbers.func;
  if (!moves.inCode && numbers.same) return undefined;
  const { bytes, functions } = context.module;
  return rewrite(section, options, () =>
    rewriteCodeMetadata(bytes, section, { functions, numbers, offsets: moves.offsets }),
  );
}

/** A custom section may be malformed in a module that is not; then nobody can have used it. */
function rewrite(
  section: CustomSection,
  { context, edits }: Options,
  contents: () => Uint8Array,
): DroppedSection | undefined {
  try {
    const bytes = contents();
    const reader = new ByteReader(context.module.bytes, section.begin + 1, section.end);
    const size = reader.u32("a section's size");
    edits.sized({ offset: section.begin + 1, end: reader.offset }, size, () => {
      edits.replace(section.offset, section.end, bytes);
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof WasmError)) throw error;
    return drop(section, edits, error.message);
  }
}

function drop({ name, begin, end }: CustomSection, edits: Edits, reason: string): DroppedSection {
  edits.replace(begin, end, new Uint8Array());
  return { name, reason };
}

function addedNames({ module, changes }: RewriteContext): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  changes.spaces.func.added.forEach((each, i) => {
    if (each.kind === "func" && each.func.name !== undefined) names.set(module.functions.length + i, each.func.name);
  });
  return names;
}
