/** Core modules: read, edit, write, with a map of what moved. */
export { CodeWriter } from "./code/code-writer.ts";
export { InstructionCursor } from "./code/instruction-cursor.ts";
export { codeOf, type Locals, readLocals } from "./code/locals.ts";
export { printCode } from "./code/print-code.ts";
export { readImmediates } from "./code/read-immediates.ts";
export { visitInstructions } from "./code/visit-instructions.ts";
export type { NewFunction } from "./edit/changes.ts";
export type { DroppedSection } from "./edit/custom-edits.ts";
export { ModuleEditor } from "./edit/module-editor.ts";
export { OffsetMap, type OldOffset } from "./edit/offset-map.ts";
export type { IndexMap } from "./edit/renumbering.ts";
export type { Rewrite, Rewritten, UnknownInstruction } from "./edit/write-module.ts";
export { WasmError, type WasmErrorCode } from "./errors.ts";
export type {
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
} from "./indices.ts";
export type {
  ByteRange,
  CustomSection,
  DataMode,
  DataSegment,
  ElemMode,
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
export type { Catch, ImmediateKind, ImmediateValues, Memarg } from "./opcodes/immediates.ts";
export {
  type Immediates,
  INSTRUCTIONS,
  type Instruction,
  type InstructionName,
  instructionOf,
} from "./opcodes/opcode-table.ts";
export { type ModuleInterface, readInterface, readModule } from "./read-module.ts";
export { type IndirectNameMap, type ModuleNames, type NameMap, readNames } from "./read-names.ts";
export type { DataContents } from "./sections/data-segment.ts";
export type { ElemContents } from "./sections/element-segment.ts";
export { type KeptSegments, keepSegments } from "./transforms/keep-segments.ts";
export { addStopChecks, STOP_FLAG_MEMORY, type StopOptions } from "./transforms/stop-checks.ts";
export type {
  AbsHeapType,
  ArrayType,
  BlockType,
  CompType,
  ExternType,
  FieldType,
  FuncType,
  GlobalType,
  HeapType,
  Limits,
  MemoryType,
  NumType,
  RefType,
  StorageType,
  StructType,
  SubType,
  TableType,
  ValType,
} from "./types.ts";
