/** The edits that make one section what a rewrite asks for. A section that is not there is written if there is something to put into it. */
import { ByteReader } from "../binary/byte-reader.ts";
import { encode } from "../binary/byte-writer.ts";
import { writeLocals } from "../code/locals.ts";
import type { ByteRange, Module, Section } from "../module.ts";
import { SECTION_IDS } from "../sections/section-ids.ts";
import type { NewFunction } from "./changes.ts";
import { Edits } from "./edits.ts";
import { LIST_CHANGES } from "./list-changes.ts";
import type { RewriteContext } from "./rewrite-context.ts";

/** A section that the module does not have, and where it would stand. */
export interface MissingSection {
  readonly id: number;
  readonly at: number;
}

type Place = Section | MissingSection;

export function editSection(place: Place, context: RewriteContext): Edits {
  const edits = new Edits();
  (EDIT[place.id] ?? editList)(place, context, edits);
  return edits;
}

type Edit = (place: Place, context: RewriteContext, edits: Edits) => void;

const EDIT: Readonly<Record<number, Edit>> = {
  [SECTION_IDS.start]: editStart,
  [SECTION_IDS.dataCount]: editDataCount,
  [SECTION_IDS.code]: editCode,
};

function editList(place: Place, context: RewriteContext, edits: Edits): void {
  const change = LIST_CHANGES[place.id]?.(context);
  if (change === undefined) return;
  const { changed, added } = change;
  if ("at" in place) {
    if (added.length > 0) edits.insert(place.at, newSection(place.id, added));
    return;
  }
  const removed = changed.filter(({ bytes }) => bytes === undefined).length;
  editContents(place, edits, () => {
    editCount(place, context.module, edits, added.length - removed);
    for (const { range, bytes } of changed) edits.replace(range.offset, range.end, bytes ?? new Uint8Array());
    for (const bytes of added) edits.insert(place.end, bytes);
  });
}

function editCode(place: Place, { module, changes, code }: RewriteContext, edits: Edits): void {
  const added = changes.spaces.func.added.flatMap((each) =>
    each.kind === "func" ? [newBody(each.func, code.added(each.func.code))] : [],
  );
  if ("at" in place) {
    if (added.length > 0) edits.insert(place.at, newSection(place.id, added));
    return;
  }
  editContents(place, edits, () => {
    let at = editCount(place, module, edits, added.length);
    for (const { range } of module.functions) {
      if (range === undefined || code.idle) continue;
      edits.sized({ offset: at, end: range.offset }, range.end - range.offset, () => code.body(range, edits));
      at = range.end;
    }
    for (const body of added) edits.insert(place.end, body);
  });
}

function editStart(place: Place, { changes, module, numbers }: RewriteContext, edits: Edits): void {
  const { start } = changes;
  if ("at" in place) {
    if (start !== undefined) edits.insert(place.at, section(place.id, number(numbers.func.ofEdited(start))));
  } else if (start === undefined) {
    edits.replace(place.begin, place.end, new Uint8Array());
  } else {
    const written = start === module.start ? numbers.func.ofFound(start, place.offset) : numbers.func.ofEdited(start);
    if (written !== module.start) editContents(place, edits, () => edits.number(place, written));
  }
}

function editDataCount(place: Place, { changes, module }: RewriteContext, edits: Edits): void {
  const added = changes.data.length;
  if (added === 0) return;
  const count = module.data.length + added;
  if ("at" in place) edits.insert(place.at, section(place.id, number(count)));
  else editContents(place, edits, () => edits.number(place, count));
}

/** Makes edits in a section's contents, and its size fit them. */
function editContents({ begin, offset, end }: Section, edits: Edits, write: () => void): void {
  edits.sized({ offset: begin + 1, end: offset }, end - offset, write);
}

/** Adds to the number of items a section begins with; returns where the first item stands. */
function editCount({ offset, end }: ByteRange, { bytes }: Module, edits: Edits, more: number): number {
  const reader = new ByteReader(bytes, offset, end);
  const count = reader.u32("a number of items");
  if (more !== 0) edits.number({ offset, end: reader.offset }, count + more);
  return reader.offset;
}

function newSection(id: number, items: readonly Uint8Array[]): Uint8Array {
  const contents = encode((writer) => writer.list(items, (each, bytes) => each.raw(bytes)));
  return section(id, contents);
}

function section(id: number, contents: Uint8Array): Uint8Array {
  return encode((writer) => writer.byte(id).u32(contents.length).raw(contents));
}

function number(value: number): Uint8Array {
  return encode((writer) => writer.u32(value));
}

function newBody({ locals = [] }: NewFunction, code: Uint8Array): Uint8Array {
  const body = encode((writer) => {
    writeLocals(writer, locals);
    writer.raw(code);
  });
  return encode((writer) => writer.u32(body.length).raw(body));
}
