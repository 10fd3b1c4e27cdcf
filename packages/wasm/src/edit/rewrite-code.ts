/**
 * One walk over code that applies everything at once: indices are renumbered, instructions are put in front of, behind and instead of
 * others. What an instruction needs is looked up by its opcode; for most there is nothing, and the walk goes on.
 *
 * Indices are checked even where they stay the same if their space has grown, so that code which names something that did not exist
 * stays wrong instead of reaching what was added.
 */
import { lebSize, paddedLeb } from "../binary/leb128.ts";
import { InstructionCursor } from "../code/instruction-cursor.ts";
import { codeOf } from "../code/locals.ts";
import { readImmediates } from "../code/read-immediates.ts";
import { MAX_LEB32, SKIP, skipLeb } from "../code/skip-immediates.ts";
import { WasmError } from "../errors.ts";
import type { ExternKind } from "../indices.ts";
import type { ByteRange } from "../module.ts";
import { type ImmediateKind, MEMARG_HAS_MEMORY } from "../opcodes/immediates.ts";
import { INSTRUCTIONS, type Instruction, instructionOf } from "../opcodes/opcode-table.ts";
import type { CodeRules, Replace } from "./code-rules.ts";
import { applyEdits, Edits } from "./edits.ts";
import type { Renumberings } from "./renumbering.ts";

/** Which index spaces an immediate of a kind names. */
const SPACES: Readonly<Partial<Record<ImmediateKind, ExternKind>>> = {
  func: "func",
  table: "table",
  memory: "memory",
  memarg: "memory",
  global: "global",
  tag: "tag",
  catches: "tag",
};

const NOTHING = new Uint8Array();

/** What is to be done where an instruction of one opcode stands. */
interface Work {
  /** Its immediates, if some of them are to be renumbered or checked. */
  readonly kinds: readonly ImmediateKind[] | undefined;
  /** It accesses a memory, and one that does not say which is the first, which stays the first. */
  readonly firstMemoryStays: boolean;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly replace: Replace | undefined;
  readonly call: boolean;
}

/** The written number of an index that stands at `offset`. */
type NumberOf = (kind: ExternKind, index: number, offset: number) => number;

export class CodeRewriter {
  readonly #bytes: Uint8Array;
  readonly #numbers: Renumberings;
  /** By first byte. */
  readonly #work: readonly (Work | undefined)[];
  readonly #workByOpcode: ReadonlyMap<number, Work>;
  readonly #entry: readonly { readonly code: Uint8Array; readonly unlessLeafBelow: number }[];
  readonly #ofFound: NumberOf;

  /** @param bytes those of the module that was read */
  constructor(bytes: Uint8Array, numbers: Renumberings, rules: CodeRules) {
    this.#bytes = bytes;
    this.#numbers = numbers;
    this.#ofFound = (kind, index, offset) => numbers[kind].ofFound(index, offset);
    this.#entry = rules.entry.map((rule) => ({ ...rule, code: this.added(rule.code) }));
    const work = new Map(INSTRUCTIONS.flatMap((each) => this.#workFor(each, rules)));
    this.#work = Array.from({ length: 0x100 }, (_, opcode) => work.get(opcode));
    this.#workByOpcode = work;
  }

  /** Whether there is nothing to be done, nor to be checked, in any function. */
  get idle(): boolean {
    return this.#entry.length === 0 && this.#workByOpcode.size === 0;
  }

  /** Edits a function's body as it was read. */
  body(range: ByteRange, edits: Edits): void {
    const code = codeOf(this.#bytes, range);
    const cursor = new InstructionCursor(this.#bytes, code.offset, code.end);
    const entry = this.#entry.length > 0 ? edits.reserve(code.offset) : -1;
    const calls = this.#walk(cursor, edits);
    if (cursor.end !== code.end) {
      throw new WasmError("malformed", "Expected the end of a function's code, found more bytes", cursor.end);
    }
    if (entry < 0) return;
    const size = code.end - code.offset;
    const codes = this.#entry.filter((rule) => calls || size >= rule.unlessLeafBelow).map((rule) => rule.code);
    if (codes.length > 0) edits.fill(entry, concat(codes));
  }

  /** A constant expression as it was read, with the numbers that are written. */
  found(range: ByteRange): Uint8Array {
    const { offset, end } = range;
    return this.#renumbered(this.#bytes.subarray(offset, end), (kind, index, at) =>
      this.#ofFound(kind, index, at + offset),
    );
  }

  /** Code that was added, with the numbers that are written; it need not end. */
  added(code: Uint8Array): Uint8Array {
    return this.#renumbered(code, (kind, index) => this.#numbers[kind].ofEdited(index));
  }

  /** @returns whether there is a call among the instructions */
  #walk(cursor: InstructionCursor, edits: Edits): boolean {
    const work = this.#work;
    let calls = false;
    while (cursor.next()) {
      const opcode = cursor.opcode;
      const todo = opcode < 0x100 ? work[opcode] : this.#workByOpcode.get(opcode);
      if (todo === undefined) continue;
      if (todo.firstMemoryStays && (cursor.bytes[cursor.operands] as number) < MEMARG_HAS_MEMORY) continue;
      calls ||= todo.call;
      this.#apply(todo, cursor, edits);
    }
    return calls;
  }

  #apply(todo: Work, cursor: InstructionCursor, edits: Edits): void {
    if (todo.before.length > 0) edits.insert(cursor.offset, todo.before);
    const replacement = todo.replace?.(readImmediates(cursor));
    // Indices in an instruction that goes are checked like others: what replaces it may use them, as numbers of the edited module.
    const inPlace = replacement === undefined ? edits : new Edits();
    if (todo.kinds !== undefined) renumber(cursor, todo.kinds, this.#ofFound, inPlace);
    if (replacement !== undefined) edits.replace(cursor.offset, cursor.end, this.added(replacement));
    if (todo.after.length > 0) edits.insert(cursor.end, todo.after);
  }

  #renumbered(code: Uint8Array, numberOf: NumberOf): Uint8Array {
    const edits = new Edits();
    const cursor = new InstructionCursor(code, 0, code.length);
    while (cursor.end < code.length && cursor.next()) {
      renumber(cursor, instructionOf(cursor.opcode)?.immediates ?? [], numberOf, edits);
    }
    return applyEdits(code, [edits]);
  }

  #workFor({ opcode, name, immediates }: Instruction, rules: CodeRules): [number, Work][] {
    const kinds = immediates.some((kind) => this.#concerns(kind)) ? immediates : undefined;
    const before = concat((rules.before.get(name) ?? []).map((code) => this.added(code)));
    const after = concat((rules.after.get(name) ?? []).map((code) => this.added(code)));
    const replace = rules.replace.get(name);
    const call = rules.entry.length > 0 && /^(return_)?call/.test(name);
    const rest = before.length > 0 || after.length > 0 || replace !== undefined || call;
    if (kinds === undefined && !rest) return [];
    const firstMemoryStays = immediates.includes("memarg") && !rest && this.#firstMemoryStays();
    return [[opcode, { kinds, firstMemoryStays, before, after, replace, call }]];
  }

  #concerns(kind: ImmediateKind): boolean {
    const space = SPACES[kind];
    return space !== undefined && (this.#numbers[space].grown || !this.#numbers[space].same);
  }

  #firstMemoryStays(): boolean {
    const { memory } = this.#numbers;
    return memory.read > 0 && memory.ofFound(0, 0) === 0;
  }
}

function renumber(cursor: InstructionCursor, kinds: readonly ImmediateKind[], numberOf: NumberOf, edits: Edits): void {
  const { bytes, limit } = cursor;
  let at = cursor.operands;
  for (const kind of kinds) {
    const end = SKIP[kind](bytes, at, limit);
    const space = SPACES[kind];
    if (kind === "memarg") renumberMemarg(bytes, at, numberOf, edits);
    else if (kind === "catches") renumberCatches(bytes, at, numberOf, edits);
    else if (space !== undefined) renumberAt(bytes, { offset: at, end }, (n) => numberOf(space, n, at), edits);
    at = end;
  }
}

function renumberAt(bytes: Uint8Array, range: ByteRange, numberOf: (index: number) => number, edits: Edits): void {
  const index = lebAt(bytes, range);
  const written = numberOf(index);
  if (written !== index) edits.number(range, written);
}

/** A memarg names memory 0 by not naming one, which no longer does when that memory has another number. */
function renumberMemarg(bytes: Uint8Array, at: number, numberOf: NumberOf, edits: Edits): void {
  const end = skipLeb(bytes, at, MAX_LEB32);
  const flags = lebAt(bytes, { offset: at, end });
  if (flags & MEMARG_HAS_MEMORY) {
    const range = { offset: end, end: skipLeb(bytes, end, MAX_LEB32) };
    renumberAt(bytes, range, (index) => numberOf("memory", index, end), edits);
    return;
  }
  const memory = numberOf("memory", 0, at);
  if (memory === 0) return;
  edits.replace(at, end, concat([paddedLeb(flags | MEMARG_HAS_MEMORY, end - at), paddedLeb(memory, lebSize(memory))]));
}

function renumberCatches(bytes: Uint8Array, begin: number, numberOf: NumberOf, edits: Edits): void {
  let at = skipLeb(bytes, begin, MAX_LEB32);
  for (let count = lebAt(bytes, { offset: begin, end: at }); count > 0; count--) {
    const tagged = (bytes[at] as number) < 2;
    const offset = at + 1;
    at = skipLeb(bytes, offset, MAX_LEB32);
    if (!tagged) continue;
    renumberAt(bytes, { offset, end: at }, (index) => numberOf("tag", index, offset), edits);
    at = skipLeb(bytes, at, MAX_LEB32);
  }
}

/** The value of a LEB128 whose length is known. */
function lebAt(bytes: Uint8Array, { offset, end }: ByteRange): number {
  let value = 0;
  for (let i = end - 1; i >= offset; i--) value = value * 0x80 + ((bytes[i] as number) & 0x7f);
  return value;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length <= 1) return only ?? NOTHING;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
