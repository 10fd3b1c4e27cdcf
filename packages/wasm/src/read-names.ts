/**
 * The names a module's name section gives to its parts, by index.
 * Source: Core specification 3.0, "Custom Sections: Name Section"; WebAssembly `extended-name-section`.
 */
import { ByteReader } from "./binary/byte-reader.ts";
import type { Module } from "./module.ts";

export type NameMap = ReadonlyMap<number, string>;

/** Names of what belongs to something: by the index of that, then by its own. */
export type IndirectNameMap = ReadonlyMap<number, NameMap>;

/** Empty maps for what has no names. */
export interface ModuleNames {
  readonly module?: string;
  readonly functions: NameMap;
  readonly locals: IndirectNameMap;
  readonly labels: IndirectNameMap;
  readonly types: NameMap;
  readonly tables: NameMap;
  readonly memories: NameMap;
  readonly globals: NameMap;
  readonly elements: NameMap;
  readonly data: NameMap;
  readonly fields: IndirectNameMap;
  readonly tags: NameMap;
}

type ReadNames = (reader: ByteReader) => Partial<ModuleNames>;

/** By the subsection's id. */
const SUBSECTIONS: readonly ReadNames[] = [
  (reader) => ({ module: reader.name("the module's name") }),
  (reader) => ({ functions: nameMap(reader) }),
  (reader) => ({ locals: indirectNameMap(reader) }),
  (reader) => ({ labels: indirectNameMap(reader) }),
  (reader) => ({ types: nameMap(reader) }),
  (reader) => ({ tables: nameMap(reader) }),
  (reader) => ({ memories: nameMap(reader) }),
  (reader) => ({ globals: nameMap(reader) }),
  (reader) => ({ elements: nameMap(reader) }),
  (reader) => ({ data: nameMap(reader) }),
  (reader) => ({ fields: indirectNameMap(reader) }),
  (reader) => ({ tags: nameMap(reader) }),
];

/**
 * Reads the name section; subsections that are not known are stepped over.
 * @throws WasmError when it is malformed, which does not make the module invalid
 */
export function readNames({ bytes, customs }: Module): ModuleNames {
  const section = customs.find(({ name }) => name === "name");
  const reader = new ByteReader(bytes, section?.offset ?? 0, section?.end ?? 0);
  const names = { ...NO_NAMES };
  while (!reader.done) {
    const id = reader.byte("a name subsection");
    const contents = reader.slice(reader.u32("a name subsection's size"), "a name subsection");
    Object.assign(names, SUBSECTIONS[id]?.(contents));
  }
  return names;
}

const NONE: NameMap & IndirectNameMap = new Map<number, never>([]);
const NO_NAMES: ModuleNames = {
  functions: NONE,
  locals: NONE,
  labels: NONE,
  types: NONE,
  tables: NONE,
  memories: NONE,
  globals: NONE,
  elements: NONE,
  data: NONE,
  fields: NONE,
  tags: NONE,
};

function nameMap(reader: ByteReader): NameMap {
  return new Map(reader.list("names", (each) => [each.u32("an index"), each.name("a name")] as const));
}

function indirectNameMap(reader: ByteReader): IndirectNameMap {
  return new Map(reader.list("name maps", (each) => [each.u32("an index"), nameMap(each)] as const));
}
