/**
 * The kinds of immediates an instruction can have, what values they hold, and how they are read and written.
 * Source: Core specification 3.0, "Binary Format: Instructions".
 *
 *     memarg   u32 alignment; with bit 6 set, u32 memory; u64 offset
 *     catches  list of (u8 kind; with kinds 0 and 1, u32 tag; u32 label)
 *     cast     u8: bit 0 the source may be null, bit 1 the target may be null
 */
import { type ByteReader, hex } from "../binary/byte-reader.ts";
import type { ByteWriter } from "../binary/byte-writer.ts";
import type { DataIdx, ElemIdx, FuncIdx, GlobalIdx, MemoryIdx, TableIdx, TagIdx, TypeIdx } from "../indices.ts";
import {
  readBlockType,
  readHeapType,
  readValType,
  writeBlockType,
  writeHeapType,
  writeValType,
} from "../sections/value-type.ts";
import type { BlockType, HeapType, ValType } from "../types.ts";

export interface Memarg {
  /** The exponent of a power of two. */
  readonly align: number;
  readonly offset: bigint;
  readonly memory: MemoryIdx;
}

/** A handler of `try_table`: for one tag or all, with or without a reference to the exception. */
export interface Catch {
  readonly tag?: TagIdx;
  readonly ref: boolean;
  readonly label: number;
}

/** What an immediate of each kind holds. Numbers whose bits matter (NaN) are bytes. */
export interface ImmediateValues {
  readonly block: BlockType;
  readonly cast: number;
  readonly catches: readonly Catch[];
  readonly count: number;
  readonly data: DataIdx;
  readonly elem: ElemIdx;
  readonly f32: Uint8Array;
  readonly f64: Uint8Array;
  readonly field: number;
  readonly func: FuncIdx;
  readonly global: GlobalIdx;
  readonly heap: HeapType;
  readonly i32: number;
  readonly i64: bigint;
  readonly label: number;
  readonly labels: readonly number[];
  readonly lane: number;
  readonly lanes: Uint8Array;
  readonly local: number;
  readonly memarg: Memarg;
  readonly memory: MemoryIdx;
  readonly table: TableIdx;
  readonly tag: TagIdx;
  readonly type: TypeIdx;
  readonly types: readonly ValType[];
  readonly v128: Uint8Array;
  readonly zero: number;
}

export type ImmediateKind = keyof ImmediateValues;

interface Codec<T> {
  read(reader: ByteReader): T;
  write(writer: ByteWriter, value: T): void;
}

/** Set in a memarg's alignment when the memory's index follows. */
export const MEMARG_HAS_MEMORY = 0x40;

export const IMMEDIATES: { readonly [K in ImmediateKind]: Codec<ImmediateValues[K]> } = {
  block: { read: readBlockType, write: writeBlockType },
  cast: byte("cast flags"),
  catches: { read: (r) => r.list("handlers", readCatch), write: (w, value) => w.list(value, writeCatch) },
  count: index("a number of elements"),
  data: index("a data segment"),
  elem: index("an element segment"),
  f32: fixed(4),
  f64: fixed(8),
  field: index("a field"),
  func: index("a function"),
  global: index("a global"),
  heap: { read: readHeapType, write: writeHeapType },
  i32: { read: (r) => r.s32("an i32"), write: (w, value) => w.s33(value | 0) },
  i64: { read: (r) => r.s64("an i64"), write: (w, value) => w.s64(value) },
  label: index("a label"),
  labels: {
    read: (r) => r.list("labels", (each) => each.u32("a label")),
    write: (w, value) => w.list(value, (x, n) => x.u32(n)),
  },
  lane: byte("a lane"),
  lanes: fixed(16),
  local: index("a local"),
  memarg: { read: readMemarg, write: writeMemarg },
  memory: index("a memory"),
  table: index("a table"),
  tag: index("a tag"),
  type: index("a type"),
  types: { read: (r) => r.list("types", readValType), write: (w, value) => w.list(value, writeValType) },
  v128: fixed(16),
  zero: byte("zero"),
};

function index<T extends number>(what: string): Codec<T> {
  return { read: (reader) => reader.u32(what) as T, write: (writer, value) => writer.u32(value) };
}

function byte(what: string): Codec<number> {
  return { read: (reader) => reader.byte(what), write: (writer, value) => writer.byte(value) };
}

function fixed(size: number): Codec<Uint8Array> {
  return { read: (reader) => reader.take(size, "a constant"), write: (writer, value) => writer.raw(value) };
}

function readMemarg(reader: ByteReader): Memarg {
  const flags = reader.u32("an alignment");
  const memory = flags & MEMARG_HAS_MEMORY ? reader.u32("a memory") : 0;
  return { align: flags & ~MEMARG_HAS_MEMORY, memory: memory as MemoryIdx, offset: reader.u64("an offset") };
}

function writeMemarg(writer: ByteWriter, { align, memory, offset }: Memarg): void {
  if (memory === 0) writer.u32(align);
  else writer.u32(align | MEMARG_HAS_MEMORY).u32(memory);
  writer.u64(offset);
}

function readCatch(reader: ByteReader): Catch {
  const at = reader.offset;
  const kind = reader.byte("a handler");
  if (kind > 3) reader.fail(`Expected a handler (0x00 to 0x03), found 0x${hex(kind)}`, at, "unknown");
  const tag = kind < 2 ? { tag: reader.u32("a tag") as TagIdx } : {};
  return { ...tag, ref: (kind & 1) === 1, label: reader.u32("a label") };
}

function writeCatch(writer: ByteWriter, { tag, ref, label }: Catch): void {
  writer.byte((tag === undefined ? 2 : 0) | (ref ? 1 : 0));
  if (tag !== undefined) writer.u32(tag);
  writer.u32(label);
}
