import { ByteReader } from "../binary/byte-reader.ts";
import { WasmError } from "../errors.ts";
import type { CustomSection } from "../module.ts";
import { rewriteCodeMetadata } from "./code-metadata.ts";
import { fateOf } from "./custom-sections.ts";
import type { Edits } from "./edits.ts";
import { rewriteNames } from "./name-section.ts";
import { OffsetMap } from "./offset-map.ts";
import type { RewriteContext } from "./rewrite-context.ts";

/** A custom section that the result does not have. */
export interface DroppedSection {
  readonly name: string;
  readonly reason: string;
}

/**
 * Edits a custom section as `fateOf` its name says.
 * @param codeEdits those of the code section
 * @returns the section, if it had to go
 */
export function editCustom(
  section: CustomSection,
  context: RewriteContext,
  { edits, codeEdits }: { edits: Edits; codeEdits: Edits },
): DroppedSection | undefined {
  const moved = codeEdits.moves.includes(true);
  const renumbered = Object.values(context.numbers).some(({ same }) => !same);
  switch (fateOf(section.name)) {
    case "copy":
      return undefined;
    case "positions":
      return moved ? drop(section, edits, "code has moved; use the original's with the offset map") : undefined;
    case "indices":
      return moved || renumbered ? drop(section, edits, "it may hold indices or offsets that have changed") : undefined;
    case "names": {
      const added = addedNames(context);
      if (!moved && !renumbered && added.size === 0) return undefined;
      return rewrite(
        section,
        edits,
        () => rewriteNames(context.module.bytes, section, { numbers: context.numbers, added, moved }),
        context,
      );
    }
    case "metadata": {
      if (!moved && context.numbers.func.same) return undefined;
      const moves = {
        functions: context.module.functions,
        numbers: context.numbers.func,
        offsets: OffsetMap.of(codeEdits),
      };
      return rewrite(section, edits, () => rewriteCodeMetadata(context.module.bytes, section, moves), context);
    }
  }
}

/** A custom section may be malformed in a module that is not; then nobody can have used it. */
function rewrite(
  section: CustomSection,
  edits: Edits,
  contents: () => Uint8Array,
  { module }: RewriteContext,
): DroppedSection | undefined {
  try {
    const bytes = contents();
    const reader = new ByteReader(module.bytes, section.begin + 1, section.end);
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
