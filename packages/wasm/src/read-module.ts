/**
 * From bytes to a `Module`: sections in their order, each into its part of the model. Indices are not checked against their spaces,
 * nor types against each other: that is validation, which the engine that compiles the module does.
 *
 * Source: Core specification 3.0, "Binary Format: Modules".
 */
import { ByteReader, hex } from "./binary/byte-reader.ts";
import { WasmError } from "./errors.ts";
import type { FuncIdx, TypeIdx } from "./indices.ts";
import type {
  ByteRange,
  CustomSection,
  DataSegment,
  ElemSegment,
  Export,
  Func,
  Global,
  Import,
  ImportName,
  Memory,
  Module,
  RecGroup,
  Section,
  Table,
  Tag,
} from "./module.ts";
import { readRecType } from "./sections/composite-type.ts";
import { readDataSegment } from "./sections/data-segment.ts";
import { readGlobal, readMemory, readTable, readTag } from "./sections/definitions.ts";
import { readElemSegment } from "./sections/element-segment.ts";
import { readExport } from "./sections/export.ts";
import { readImport, type TypedImport } from "./sections/import.ts";
import { PREAMBLE, SECTION_IDS, SECTION_ORDER } from "./sections/section-ids.ts";
import type { ExternType, SubType } from "./types.ts";

/** @throws WasmError when the bytes are not a core module, or use what this package does not know */
export function readModule(bytes: Uint8Array): Module {
  const reader = new ByteReader(bytes);
  readPreamble(reader);
  const draft = new Draft();
  while (!reader.done) readSection(reader, draft);
  return draft.finish(bytes);
}

/** What an engine that links a module has to know of it. */
export type ModuleInterface = Pick<
  Module,
  "types" | "recGroups" | "imports" | "functions" | "tables" | "memories" | "globals" | "tags" | "exports"
>;

/**
 * Reads types, imports, definitions and exports, and steps over code, segments and custom sections, so that it takes a time that does
 * not grow with the size of a program.
 * @throws WasmError, as `readModule`, for the sections it reads
 */
export function readInterface(bytes: Uint8Array): ModuleInterface {
  const reader = new ByteReader(bytes);
  readPreamble(reader);
  const draft = new Draft();
  while (!reader.done) readInterfaceSection(reader, draft);
  return draft.interface();
}

const INTERFACE: ReadonlySet<number> = new Set([
  SECTION_IDS.type,
  SECTION_IDS.import,
  SECTION_IDS.function,
  SECTION_IDS.table,
  SECTION_IDS.memory,
  SECTION_IDS.tag,
  SECTION_IDS.global,
  SECTION_IDS.export,
]);

function readInterfaceSection(reader: ByteReader, draft: Draft): void {
  const begin = reader.offset;
  const id = reader.byte("a section");
  if (!INTERFACE.has(id)) {
    reader.skip(reader.u32("a section's size"), `section ${id}`);
    return;
  }
  reader.offset = begin;
  readSection(reader, draft);
}

/** The parts of a module as they come in. */
class Draft {
  readonly sections: Section[] = [];
  readonly customs: CustomSection[] = [];
  readonly types: SubType[] = [];
  readonly recGroups: RecGroup[] = [];
  readonly imports: Import[] = [];
  readonly functions: Func[] = [];
  readonly tables: Table[] = [];
  readonly memories: Memory[] = [];
  readonly globals: Global[] = [];
  readonly tags: Tag[] = [];
  exports: Export[] = [];
  elements: ElemSegment[] = [];
  data: DataSegment[] = [];
  start: FuncIdx | undefined;
  dataCount: number | undefined;
  declared: TypeIdx[] = [];
  bodies: ByteRange[] = [];

  addImport({ module, name, type }: TypedImport): void {
    const index = this.#addItem(type, { module, name }) - 1;
    this.imports.push({ module, name, kind: type.kind, index });
  }

  /** @returns how many items of this kind there are now */
  #addItem(type: ExternType, names: ImportName): number {
    switch (type.kind) {
      case "func":
        return this.functions.push({ type: type.type, import: names });
      case "table":
        return this.tables.push({ type: type.type, import: names });
      case "memory":
        return this.memories.push({ type: type.type, import: names });
      case "global":
        return this.globals.push({ type: type.type, import: names });
      case "tag":
        return this.tags.push({ type: type.type, import: names });
    }
  }

  interface(): ModuleInterface {
    const { types, recGroups, imports, tables, memories, globals, tags, exports } = this;
    const functions = this.functions.concat(this.declared.map((type) => ({ type })));
    return { types, recGroups, imports, functions, tables, memories, globals, tags, exports };
  }

  finish(bytes: Uint8Array): Module {
    const { declared, bodies, start, dataCount, ...rest } = this;
    checkCount(bytes, "function bodies", declared.length, bodies.length);
    if (dataCount !== undefined) checkCount(bytes, "data segments", dataCount, rest.data.length);
    const defined = declared.map((type, i) => ({ type, range: bodies[i] as ByteRange }));
    return {
      ...rest,
      bytes,
      functions: rest.functions.concat(defined),
      ...(start !== undefined && { start }),
      ...(dataCount !== undefined && { dataCount }),
    };
  }
}

function checkCount(bytes: Uint8Array, what: string, expected: number, found: number): void {
  if (expected === found) return;
  throw new WasmError("malformed", `Expected ${expected} ${what}, as declared, found ${found}`, bytes.length);
}

function readPreamble(reader: ByteReader): void {
  const found = reader.bytes.subarray(0, PREAMBLE.length);
  if (PREAMBLE.every((byte, i) => found[i] === byte)) {
    reader.offset = PREAMBLE.length;
    return;
  }
  const shown = Array.from(found, hex).join(" ") || "nothing";
  reader.fail(`Expected a core module, which begins with ${PREAMBLE.map(hex).join(" ")}, found ${shown}`);
}

function readSection(reader: ByteReader, draft: Draft): void {
  const begin = reader.offset;
  const id = reader.byte("a section");
  const contents = reader.slice(reader.u32("a section's size"), `section ${id}`);
  const section = { id, begin, offset: contents.offset, end: contents.end };
  if (id === SECTION_IDS.custom) {
    const name = contents.name("a custom section's name");
    const custom = { ...section, name, offset: contents.offset };
    draft.sections.push(custom);
    draft.customs.push(custom);
    return;
  }
  const read = SECTIONS[id] ?? reader.fail(`Expected a section (0 to 13), found ${id}`, begin, "unknown");
  checkOrder(draft.sections, section);
  draft.sections.push(section);
  read(contents, draft);
  contents.finish(`section ${id}`);
}

function checkOrder(sections: readonly Section[], { id, begin }: Section): void {
  const last = sections.findLast((each) => each.id !== SECTION_IDS.custom);
  if (last === undefined || SECTION_ORDER.indexOf(last.id) < SECTION_ORDER.indexOf(id)) return;
  throw new WasmError("malformed", `Expected section ${id} once, before section ${last.id}`, begin);
}

type ReadSection = (contents: ByteReader, draft: Draft) => void;

const SECTIONS: Readonly<Record<number, ReadSection>> = {
  [SECTION_IDS.type]: (reader, draft) => {
    for (const group of reader.list("types", readRecType)) {
      draft.recGroups.push({ first: draft.types.length as TypeIdx, count: group.length });
      for (const type of group) draft.types.push(type);
    }
  },
  [SECTION_IDS.import]: (reader, draft) => {
    for (const each of reader.list("imports", readImport)) draft.addImport(each);
  },
  [SECTION_IDS.function]: (reader, draft) => {
    draft.declared = reader.list("functions", (r) => r.u32("a function's type") as TypeIdx);
  },
  [SECTION_IDS.table]: (reader, draft) => append(draft.tables, reader.list("tables", readTable)),
  [SECTION_IDS.memory]: (reader, draft) => append(draft.memories, reader.list("memories", readMemory)),
  [SECTION_IDS.tag]: (reader, draft) => append(draft.tags, reader.list("tags", readTag)),
  [SECTION_IDS.global]: (reader, draft) => append(draft.globals, reader.list("globals", readGlobal)),
  [SECTION_IDS.export]: (reader, draft) => {
    draft.exports = reader.list("exports", readExport);
  },
  [SECTION_IDS.start]: (reader, draft) => {
    draft.start = reader.u32("the start function") as FuncIdx;
  },
  [SECTION_IDS.element]: (reader, draft) => {
    draft.elements = reader.list("element segments", readElemSegment);
  },
  [SECTION_IDS.dataCount]: (reader, draft) => {
    draft.dataCount = reader.u32("the number of data segments");
  },
  [SECTION_IDS.code]: (reader, draft) => {
    draft.bodies = reader.list("function bodies", readBody);
  },
  [SECTION_IDS.data]: (reader, draft) => {
    draft.data = reader.list("data segments", readDataSegment);
  },
};

function readBody(reader: ByteReader): ByteRange {
  const size = reader.u32("a function body's size");
  const offset = reader.skip(size, "a function body");
  return { offset, end: offset + size };
}

function append<T>(items: T[], more: readonly T[]): void {
  for (const each of more) items.push(each);
}
