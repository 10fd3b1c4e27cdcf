/**
 * From a module and what is asked of it to the edits that do it, section by section in the order of the file, and from those to the
 * bytes and the maps. What no edit touches is copied.
 */
import { bug, WasmError } from "../errors.ts";
import type { ExternKind } from "../indices.ts";
import type { CustomSection, Section } from "../module.ts";
import { PREAMBLE, SECTION_IDS, SECTION_ORDER } from "../sections/section-ids.ts";
import type { Changes } from "./changes.ts";
import { type DroppedSection, editCustom, type Surroundings } from "./custom-edits.ts";
import { applyEdits, type Edits, movesOf } from "./edits.ts";
import { OffsetMap } from "./offset-map.ts";
import { type IndexMap, Renumbering, type Renumberings } from "./renumbering.ts";
import { CodeRewriter } from "./rewrite-code.ts";
import type { RewriteContext } from "./rewrite-context.ts";
import { editSection, type MissingSection } from "./section-edits.ts";

/** A module that was rewritten, with maps from what it was. */
export interface Rewritten {
  readonly kind: "rewritten";
  /** The module's own bytes if nothing was asked. */
  readonly bytes: Uint8Array;
  readonly offsets: OffsetMap;
  readonly indices: { readonly [K in ExternKind]: IndexMap<K> };
  readonly dropped: readonly DroppedSection[];
}

/** The module uses an instruction this package does not know, so its code cannot be rewritten; it may run as it is. */
export interface UnknownInstruction {
  readonly kind: "unknown";
  readonly error: WasmError;
}

export type Rewrite = Rewritten | UnknownInstruction;

/** @throws WasmError when the module's code is malformed */
export function writeModule(changes: Changes): Rewrite {
  try {
    return rewrite(changes);
  } catch (error) {
    if (error instanceof WasmError && error.code === "unknown") return { kind: "unknown", error };
    throw error;
  }
}

function rewrite(changes: Changes): Rewritten {
  const { module } = changes;
  const numbers = renumberings(changes);
  const context = { module, changes, numbers, code: new CodeRewriter(module.bytes, numbers, changes) };
  const order = places(module.sections);
  const edited = new Map(order.filter(isNotCustom).map((place) => [place, editSection(place, context)]));
  const around = surroundings(context, edited);
  const dropped: DroppedSection[] = [];
  const parts = order.flatMap((place) => {
    if (isNotCustom(place)) return edited.get(place) ?? [];
    const custom = editCustom(place, around);
    if (custom?.dropped !== undefined) dropped.push(custom.dropped);
    return custom?.edits ?? [];
  });
  return {
    kind: "rewritten",
    bytes: applyEdits(module.bytes, parts),
    offsets: new OffsetMap(movesOf(parts)),
    indices: numbers,
    dropped,
  };
}

function surroundings(context: RewriteContext, edited: ReadonlyMap<PlainPlace, Edits>): Surroundings {
  const { module, numbers } = context;
  const [code, edits] = edited.entries().find(([{ id }]) => id === SECTION_IDS.code) ?? bug("code has no place");
  const inCode = (at: number): boolean => "end" in code && at >= code.offset && at < code.end;
  let offsets: OffsetMap | undefined;
  return {
    module,
    numbers,
    renumbered: Object.values(numbers).some(({ same }) => !same),
    addedNames: addedNames(context),
    fileMoves: edited.values().some(({ moves }) => moves.includes(true)),
    codeMoves: edits.moves.some((moves, i) => moves && inCode(edits.at[i] as number)),
    codeOffsets: () => (offsets ??= new OffsetMap(movesOf([edits]))),
  };
}

function addedNames({ module, changes }: RewriteContext): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  changes.spaces.func.added.forEach((each, i) => {
    if (each.kind === "func" && each.func.name !== undefined) names.set(module.functions.length + i, each.func.name);
  });
  return names;
}

function renumberings({ module, spaces }: Changes): Renumberings {
  const of = <K extends ExternKind>(kind: K, items: readonly { import?: unknown }[]): Renumbering<K> => {
    const { imported, added } = spaces[kind];
    const read = items.map((item, index) => item.import !== undefined || imported.has(index));
    return new Renumbering(kind, items.length, [...read, ...added.map((each) => each.kind === "import")]);
  };
  return {
    func: of("func", module.functions),
    table: of("table", module.tables),
    memory: of("memory", module.memories),
    global: of("global", module.globals),
    tag: of("tag", module.tags),
  };
}

/** Where a section is, or would be. */
type PlainPlace = Section | MissingSection;
type Place = CustomSection | PlainPlace;

/** All sections in the order of the file; missing ones right behind the section they follow. */
function places(sections: readonly Section[]): Place[] {
  const present = sections.filter(({ id }) => id !== SECTION_IDS.custom);
  const missing = SECTION_ORDER.filter((id) => !present.some((section) => section.id === id)).map((id) => ({
    id,
    at: present.findLast((section) => comesBefore(section.id, id))?.end ?? PREAMBLE.length,
  }));
  const behind = (end: number): MissingSection[] => missing.filter(({ at }) => at === end);
  const found = sections.flatMap((section) => (isCustom(section) ? [section] : [section, ...behind(section.end)]));
  return [...behind(PREAMBLE.length), ...found];
}

function comesBefore(id: number, other: number): boolean {
  return SECTION_ORDER.indexOf(id) < SECTION_ORDER.indexOf(other);
}

function isNotCustom(place: Place): place is PlainPlace {
  return !("name" in place);
}

function isCustom({ id }: Section): boolean {
  return id === SECTION_IDS.custom;
}
