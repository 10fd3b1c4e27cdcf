/**
 * A module being changed. What was read keeps its index, what is added gets the next one of its space, and all code handed in here uses
 * these numbers; `write` turns them into the ones the result needs (see `renumbering.ts`). Nothing is changed but what was asked for:
 * all other bytes are copied.
 *
 *     const editor = new ModuleEditor(readModule(bytes));
 *     const memory = editor.import({ module: "weft", name: "flag" }, { kind: "memory", type: STOP_FLAG_MEMORY });
 *     addStopChecks(editor, { memory, address: 0 });
 *     const { bytes, offsets } = editor.write();
 */
import { InstructionCursor } from "../code/instruction-cursor.ts";
import { readImmediates } from "../code/read-immediates.ts";
import type {
  DataIdx,
  ElemIdx,
  ExternIndices,
  ExternKind,
  FuncIdx,
  GlobalIdx,
  MemoryIdx,
  TableIdx,
  TagIdx,
  TypeIdx,
} from "../indices.ts";
import type { ByteRange, Export, ImportName, Module } from "../module.ts";
import { type Immediates, type InstructionName, instructionNamed } from "../opcodes/opcode-table.ts";
import { readModule } from "../read-module.ts";
import type { DataContents } from "../sections/data-segment.ts";
import type { ElemContents } from "../sections/element-segment.ts";
import { PREAMBLE } from "../sections/section-ids.ts";
import { printValType } from "../sections/value-type.ts";
import type { ExternType, FuncType, GlobalType, MemoryType, SubType, TableType } from "../types.ts";
import type { Addition, Changes, NewFunction, SpaceChanges } from "./changes.ts";
import type { Replace } from "./code-rules.ts";
import { type Rewrite, writeModule } from "./write-module.ts";

const REF_FUNC = instructionNamed("ref.func").opcode;

export class ModuleEditor {
  readonly module: Module;
  readonly #changes: Changes;
  readonly #counts: Record<ExternKind, number>;
  readonly #exportNames: Set<string>;
  readonly #funcTypes = new Map<string | undefined, TypeIdx>();
  #typeCount: number;

  constructor(module: Module) {
    this.module = module;
    this.#changes = noChanges(module);
    this.#typeCount = module.types.length;
    this.#exportNames = new Set(module.exports.map(({ name }) => name));
    for (const { first, count } of module.recGroups) this.#enterType(first, module.types.slice(first, first + count));
    this.#counts = {
      func: module.functions.length,
      table: module.tables.length,
      memory: module.memories.length,
      global: module.globals.length,
      tag: module.tags.length,
    };
  }

  /** An editor of a module with nothing in it, to write one from the beginning. */
  static empty(): ModuleEditor {
    return new ModuleEditor(readModule(new Uint8Array(PREAMBLE)));
  }

  /** The index of this function type: of one that is there, if there is one. */
  funcType(params: FuncType["params"], results: FuncType["results"]): TypeIdx {
    const type: SubType = { final: true, supertypes: [], type: { kind: "func", params, results } };
    return this.#funcTypes.get(keyOf(type)) ?? this.recGroup([type]);
  }

  /** Adds types that may name each other, and returns the index of the first. */
  recGroup(types: readonly SubType[]): TypeIdx {
    const first = this.#typeCount as TypeIdx;
    this.#changes.types.push([...types]);
    this.#typeCount += types.length;
    this.#enterType(first, types);
    return first;
  }

  import<T extends ExternType>(names: ImportName, type: T): ExternIndices[T["kind"]] {
    const kind: T["kind"] = type.kind;
    return this.#add(kind, { kind: "import", import: { ...names, type } });
  }

  func(func: NewFunction): FuncIdx {
    return this.#add("func", { kind: "func", func });
  }

  /** @param init the constant expression of its elements' first value; without one they are null */
  table(type: TableType, init?: Uint8Array): TableIdx {
    return this.#add("table", { kind: "table", type, ...(init !== undefined && { init }) });
  }

  memory(type: MemoryType): MemoryIdx {
    return this.#add("memory", { kind: "memory", type });
  }

  global(type: GlobalType, init: Uint8Array): GlobalIdx {
    return this.#add("global", { kind: "global", type, init });
  }

  tag(type: TypeIdx): TagIdx {
    return this.#add("tag", { kind: "tag", type });
  }

  elem(segment: ElemContents): ElemIdx {
    return (this.module.elements.length + this.#changes.elements.push(segment) - 1) as ElemIdx;
  }

  data(segment: DataContents): DataIdx {
    return (this.module.data.length + this.#changes.data.push(segment) - 1) as DataIdx;
  }

  /**
   * Has a definition come from outside instead. It keeps its index while edited; written, it is the last import before those added, so
   * the first memory stays the first. Its constant expression goes with it: whoever provides it gives it its first value.
   */
  importDefinition<K extends "table" | "memory" | "global" | "tag">(
    kind: K,
    index: ExternIndices[K],
    names: ImportName,
  ): void {
    const { memories, tables, globals, tags } = this.module;
    const item = { table: tables, memory: memories, global: globals, tag: tags }[kind][index];
    if (item?.import !== undefined || item === undefined) {
      throw new RangeError(`Expected a ${kind} that the module defines, found ${index}`);
    }
    this.#changes.spaces[kind].imported.set(index, names);
    if ("init" in item && item.init !== undefined) this.#declareFunctionsOf(item.init);
  }

  export<K extends ExternKind>(name: string, kind: K, index: ExternIndices[K]): void {
    if (this.#exportNames.has(name)) {
      throw new RangeError(`Expected a name that is not exported yet, found "${name}"`);
    }
    this.#exportNames.add(name);
    this.#changes.exports.push({ name, kind, index } as Omit<Export, "range">);
  }

  /** Exports something under a name that nobody uses. */
  exportInternal<K extends ExternKind>(kind: K, index: ExternIndices[K]): string {
    const name = unused(`weft:${kind}:${index}`, this.#exportNames);
    this.export(name, kind, index);
    return name;
  }

  /** A module name from which nothing is imported, so that what is provided under it does not reach the module's own imports. */
  unusedImportModule(wanted: string): string {
    return unused(wanted, new Set(this.module.imports.map(({ module }) => module)));
  }

  /** The function that runs when the module is instantiated; `undefined` for none. */
  get start(): FuncIdx | undefined {
    return this.#changes.start;
  }

  set start(start: FuncIdx | undefined) {
    this.#changes.start = start;
  }

  /** Puts code at the beginning of each function that was read. */
  atEntry(code: Uint8Array, { unlessLeafBelow = 0 }: { unlessLeafBelow?: number } = {}): void {
    this.#changes.entry.push({ code, unlessLeafBelow });
  }

  /** Puts code in front of each of these instructions that was read. */
  before(name: InstructionName, code: Uint8Array): void {
    pushTo(this.#changes.before, name, code);
  }

  /** Puts code behind each of these instructions that was read; behind `loop`, it runs each time round. */
  after(name: InstructionName, code: Uint8Array): void {
    pushTo(this.#changes.after, name, code);
  }

  /** Has code stand for each of these instructions that was read; what an earlier call replaced stays replaced. */
  replace<N extends InstructionName>(name: N, replace: (immediates: Immediates<N>) => Uint8Array | undefined): void {
    const earlier = this.#changes.replace.get(name);
    const now = replace as Replace;
    this.#changes.replace.set(name, earlier ? (immediates) => earlier(immediates) ?? now(immediates) : now);
  }

  /** The module with all changes made. The editor can be changed and written again. */
  write(): Rewrite {
    return writeModule(this.#changes);
  }

  #add<K extends ExternKind>(kind: K, addition: Addition): ExternIndices[K] {
    this.#changes.spaces[kind].added.push(addition);
    return this.#counts[kind]++ as ExternIndices[K];
  }

  /** Code may refer to a function because a constant expression does; when that goes, an element segment has to declare it. */
  #declareFunctionsOf({ offset, end }: ByteRange): void {
    const cursor = new InstructionCursor(this.module.bytes, offset, end);
    const functions: FuncIdx[] = [];
    while (cursor.next()) {
      if (cursor.opcode !== REF_FUNC) continue;
      const [func] = readImmediates(cursor) as Immediates<"ref.func">;
      if (func < this.module.functions.length) functions.push(func);
    }
    if (functions.length === 0) return;
    const type = { nullable: false, heap: "func" } as const;
    this.elem({ mode: { kind: "declarative" }, type, items: { kind: "functions", functions } });
  }

  /** Only a type that is a group of its own: one in a larger group is never the same as one outside it. */
  #enterType(index: TypeIdx, [type, ...more]: readonly SubType[]): void {
    if (type === undefined || more.length > 0) return;
    const key = keyOf(type);
    if (key !== undefined && !this.#funcTypes.has(key)) this.#funcTypes.set(key, index);
  }
}

function noChanges(module: Module): Changes {
  const space = (): SpaceChanges => ({ imported: new Map(), added: [] });
  return {
    module,
    types: [],
    spaces: { func: space(), table: space(), memory: space(), global: space(), tag: space() },
    exports: [],
    start: module.start,
    elements: [],
    data: [],
    entry: [],
    before: new Map(),
    after: new Map(),
    replace: new Map(),
  };
}

/** What a function type is known by; nothing for other types, and for those that have or may have a relation to others. */
function keyOf({ final, supertypes, type }: SubType): string | undefined {
  if (type.kind !== "func" || !final || supertypes.length > 0) return undefined;
  return [type.params, type.results].map((types) => types.map(printValType).join(" ")).join(" -> ");
}

function unused(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}:${n}`;
  return name;
}

function pushTo(map: Map<InstructionName, Uint8Array[]>, name: InstructionName, code: Uint8Array): void {
  const codes = map.get(name) ?? [];
  codes.push(code);
  map.set(name, codes);
}
