/**
 * What a rewrite changes in each section that is a list: items that are written anew or go away, and items that come behind the others.
 * Items are only written anew when a number in them changes.
 */
import { encode } from "../binary/byte-writer.ts";
import { bug } from "../errors.ts";
import type { ExternKind, FuncIdx, MemoryIdx, TableIdx } from "../indices.ts";
import type { ByteRange, DataSegment, ElemSegment, Export, ImportName, Module } from "../module.ts";
import { writeRecType } from "../sections/composite-type.ts";
import { type DataContents, writeDataSegment } from "../sections/data-segment.ts";
import { writeGlobal, writeMemory, writeTable, writeTag } from "../sections/definitions.ts";
import { type ElemContents, writeElemSegment } from "../sections/element-segment.ts";
import { writeExport } from "../sections/export.ts";
import { type TypedImport, writeImport } from "../sections/import.ts";
import { SECTION_IDS } from "../sections/section-ids.ts";
import type { ExternType } from "../types.ts";
import type { Addition } from "./changes.ts";
import type { Renumberings } from "./renumbering.ts";
import type { CodeRewriter } from "./rewrite-code.ts";
import type { RewriteContext } from "./rewrite-context.ts";

/** An item as it will be; without bytes it goes away. */
export interface ItemChange {
  readonly range: ByteRange;
  readonly bytes?: Uint8Array;
}

export interface ListChange {
  readonly changed: readonly ItemChange[];
  readonly added: readonly Uint8Array[];
}

type Change = (context: RewriteContext) => ListChange;

/** By section; start section, data count and code are not lists of items. */
export const LIST_CHANGES: Readonly<Record<number, Change>> = {
  [SECTION_IDS.type]: ({ changes }) => ({
    changed: [],
    added: changes.types.map((group) => encode((writer) => writeRecType(writer, group))),
  }),
  [SECTION_IDS.import]: (context) => ({
    changed: [],
    added: addedImports(context).map((each) => encode((writer) => writeImport(writer, each))),
  }),
  [SECTION_IDS.function]: ({ changes }) => ({
    changed: [],
    added: changes.spaces.func.added.flatMap((each) =>
      each.kind === "func" ? [encode((writer) => writer.u32(each.func.type))] : [],
    ),
  }),
  [SECTION_IDS.table]: (context) => definitions("table", context.module.tables, context),
  [SECTION_IDS.memory]: (context) => definitions("memory", context.module.memories, context),
  [SECTION_IDS.tag]: (context) => definitions("tag", context.module.tags, context),
  [SECTION_IDS.global]: (context) => definitions("global", context.module.globals, context),
  [SECTION_IDS.export]: ({ module, changes, numbers }) => ({
    changed: module.exports.flatMap((each) => renumberedExport(each, numbers)),
    added: changes.exports.map((each) => exportBytes(each, numbers[each.kind].ofEdited(each.index))),
  }),
  [SECTION_IDS.element]: ({ module, changes, code, numbers }) => ({
    changed: module.elements.flatMap((each) => renumberedElem(each, { module, code, numbers })),
    added: changes.elements.map((each) => encode((writer) => writeElemSegment(writer, addedElem(each, code, numbers)))),
  }),
  [SECTION_IDS.data]: ({ module, changes, code, numbers }) => ({
    changed: module.data.flatMap((each) => renumberedData(each, { module, code, numbers })),
    added: changes.data.map((each) => encode((writer) => writeDataSegment(writer, addedData(each, code, numbers)))),
  }),
};

const KINDS: readonly ExternKind[] = ["func", "table", "memory", "global", "tag"];

function addedImports({ module, changes }: RewriteContext): TypedImport[] {
  return KINDS.flatMap((kind) => {
    const { imported, added } = changes.spaces[kind];
    const converted = Array.from(imported)
      .sort(([a], [b]) => a - b)
      .map(([index, names]) => ({ ...names, type: externType(module, kind, index) }));
    return [...converted, ...added.flatMap((each) => (each.kind === "import" ? [each.import] : []))];
  });
}

function externType(module: Module, kind: ExternKind, index: number): ExternType {
  const { functions, tables, memories, globals, tags } = module;
  const items = { func: functions, table: tables, memory: memories, global: globals, tag: tags }[kind];
  const { type } = items[index] ?? bug(`there is no ${kind} ${index}`);
  return { kind, type } as ExternType;
}

/** What tables, memories, globals and tags have in common. */
interface Definition {
  readonly type: unknown;
  readonly import?: ImportName;
  readonly range?: ByteRange;
  readonly init?: ByteRange;
}

function definitions(kind: ExternKind, items: readonly Definition[], context: RewriteContext): ListChange {
  const { imported, added } = context.changes.spaces[kind];
  return {
    changed: items.flatMap((item, index) => {
      if (item.range === undefined) return [];
      if (imported.has(index)) return [{ range: item.range }];
      return renumberedInit(item.range, item.init, context);
    }),
    added: added.flatMap((each) => addedDefinition(each, context.code)),
  };
}

/** The constant expression stands last in a definition. */
function renumberedInit(range: ByteRange, init: ByteRange | undefined, { module, code }: RewriteContext): ItemChange[] {
  if (init === undefined) return [];
  const bytes = code.found(init);
  if (sameBytes(bytes, slice(module, init))) return [];
  return [{ range, bytes: encode((writer) => writer.raw(slice(module, { ...range, end: init.offset })).raw(bytes)) }];
}

function addedDefinition(addition: Addition, code: CodeRewriter): Uint8Array[] {
  switch (addition.kind) {
    case "table":
      return [writeTable(addition.type, addition.init && code.added(addition.init))];
    case "memory":
      return [writeMemory(addition.type)];
    case "global":
      return [writeGlobal(addition.type, code.added(addition.init))];
    case "tag":
      return [writeTag(addition.type)];
    case "func":
    case "import":
      return [];
  }
}

function renumberedExport(each: Export, numbers: Renumberings): ItemChange[] {
  const index = numbers[each.kind].ofFound(each.index, each.range.offset);
  return index === each.index ? [] : [{ range: each.range, bytes: exportBytes(each, index) }];
}

function exportBytes({ name, kind }: Omit<Export, "range">, index: number): Uint8Array {
  return encode((writer) => writeExport(writer, { name, kind, index } as Omit<Export, "range">));
}

type Source = Pick<RewriteContext, "module" | "code" | "numbers">;

function renumberedElem(segment: ElemSegment, { module, code, numbers }: Source): ItemChange[] {
  const { range, mode, items } = segment;
  const at = range.offset;
  const contents: ElemContents = {
    type: segment.type,
    mode:
      mode.kind === "active"
        ? { ...mode, table: numbers.table.ofFound(mode.table, at) as TableIdx, offset: code.found(mode.offset) }
        : mode,
    items:
      items.kind === "functions"
        ? { kind: "functions", functions: items.functions.map((index) => numbers.func.ofFound(index, at) as FuncIdx) }
        : { kind: "expressions", expressions: items.expressions.map((each) => code.found(each)) },
  };
  return sameElem(segment, contents, module)
    ? []
    : [{ range, bytes: encode((writer) => writeElemSegment(writer, contents)) }];
}

function sameElem({ mode, items }: ElemSegment, contents: ElemContents, module: Module): boolean {
  if (mode.kind === "active" && contents.mode.kind === "active") {
    if (mode.table !== contents.mode.table) return false;
    if (!sameBytes(slice(module, mode.offset), contents.mode.offset)) return false;
  }
  const written = contents.items;
  if (items.kind === "functions") {
    return written.kind === "functions" && items.functions.every((index, i) => index === written.functions[i]);
  }
  return (
    written.kind === "expressions" &&
    items.expressions.every((each, i) => sameBytes(slice(module, each), written.expressions[i]))
  );
}

function addedElem(segment: ElemContents, code: CodeRewriter, numbers: Renumberings): ElemContents {
  const { mode, items, type } = segment;
  return {
    type,
    mode:
      mode.kind === "active"
        ? { ...mode, table: numbers.table.ofEdited(mode.table) as TableIdx, offset: code.added(mode.offset) }
        : mode,
    items:
      items.kind === "functions"
        ? { ...items, functions: items.functions.map((index) => numbers.func.ofEdited(index) as FuncIdx) }
        : { ...items, expressions: items.expressions.map((each) => code.added(each)) },
  };
}

function renumberedData({ mode, bytes, range }: DataSegment, { module, code, numbers }: Source): ItemChange[] {
  if (mode.kind === "passive") return [];
  const memory = numbers.memory.ofFound(mode.memory, range.offset) as MemoryIdx;
  const offset = code.found(mode.offset);
  if (memory === mode.memory && sameBytes(offset, slice(module, mode.offset))) return [];
  const contents: DataContents = { mode: { kind: "active", memory, offset }, bytes: slice(module, bytes) };
  return [{ range, bytes: encode((writer) => writeDataSegment(writer, contents)) }];
}

function addedData({ mode, bytes }: DataContents, code: CodeRewriter, numbers: Renumberings): DataContents {
  if (mode.kind === "passive") return { mode, bytes };
  const memory = numbers.memory.ofEdited(mode.memory) as MemoryIdx;
  return { mode: { kind: "active", memory, offset: code.added(mode.offset) }, bytes };
}

function slice({ bytes }: Module, { offset, end }: ByteRange): Uint8Array {
  return bytes.subarray(offset, end);
}

function sameBytes(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
