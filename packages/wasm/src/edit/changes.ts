/** What is asked of a rewrite, as data: what a `ModuleEditor` gathers and `writeModule` does. */
import type { Locals } from "../code/locals.ts";
import type { ExternKind, FuncIdx, TypeIdx } from "../indices.ts";
import type { Export, ImportName, Module } from "../module.ts";
import type { InstructionName } from "../opcodes/opcode-table.ts";
import type { DataContents } from "../sections/data-segment.ts";
import type { ElemContents } from "../sections/element-segment.ts";
import type { TypedImport } from "../sections/import.ts";
import type { GlobalType, MemoryType, SubType, TableType } from "../types.ts";
import type { EntryRule, Replace } from "./code-rules.ts";

/** A function that is added. */
export interface NewFunction {
  readonly type: TypeIdx;
  readonly locals?: readonly Locals[];
  /** Its instructions, with the `end` that closes them. */
  readonly code: Uint8Array;
  /** Entered into the name section, if the module has one. */
  readonly name?: string;
}

/** Something added to an index space: an import, or a definition with its constant expression. */
export type Addition =
  | { readonly kind: "import"; readonly import: TypedImport }
  | { readonly kind: "func"; readonly func: NewFunction }
  | { readonly kind: "table"; readonly type: TableType; readonly init?: Uint8Array }
  | { readonly kind: "memory"; readonly type: MemoryType }
  | { readonly kind: "global"; readonly type: GlobalType; readonly init: Uint8Array }
  | { readonly kind: "tag"; readonly type: TypeIdx };

/** What happens to one index space. */
export interface SpaceChanges {
  /** Definitions that become imports, by index. */
  readonly imported: Map<number, ImportName>;
  readonly added: Addition[];
}

/** All that is asked of a rewrite. */
export interface Changes {
  readonly module: Module;
  readonly types: SubType[][];
  readonly spaces: Readonly<Record<ExternKind, SpaceChanges>>;
  readonly exports: Omit<Export, "range">[];
  start: FuncIdx | undefined;
  readonly elements: ElemContents[];
  readonly data: DataContents[];
  readonly entry: EntryRule[];
  readonly before: Map<InstructionName, Uint8Array[]>;
  readonly after: Map<InstructionName, Uint8Array[]>;
  readonly replace: Map<InstructionName, Replace>;
}
