/**
 * A walk over code, one instruction a step, that allocates nothing and reads no more of an instruction than it takes to find the next.
 *
 *     offset      operands            end
 *     | 0xfc 0x0a | 0x01 0x00         | next instruction …
 *
 * How to step over an instruction is looked up by its first byte; the table of shapes is derived from the opcode table. The walk ends
 * with the `end` that closes the code, whether or not more bytes follow: that is how the length of a constant expression is found.
 */
import { hex } from "../binary/byte-reader.ts";
import { WasmError } from "../errors.ts";
import { instructionOf, PREFIX_SHIFT, PREFIXES } from "../opcodes/opcode-table.ts";
import { BLOCK, END, LEB, MEMARG, NONE, SHAPES } from "./shapes.ts";
import { MAX_LEB32, SKIP, skipLeb, skipMemarg, skipValType } from "./skip-immediates.ts";

const MAX_SUB_OPCODE = 1 << PREFIX_SHIFT;
const DELEGATE = 0x18;

export class InstructionCursor {
  readonly bytes: Uint8Array;
  /** Where the code ends at the latest. */
  readonly limit: number;
  /** Where the current instruction begins. */
  offset: number;
  /** Where its immediates begin. */
  operands: number;
  /** Where the next instruction begins. */
  end: number;
  opcode = -1;
  /** Blocks that are open after the current instruction; -1 after the `end` that closes the code. */
  depth = 0;

  constructor(bytes: Uint8Array, offset: number, limit: number) {
    this.bytes = bytes;
    this.limit = limit;
    this.offset = offset;
    this.operands = offset;
    this.end = offset;
  }

  /**
   * Steps to the next instruction.
   * @returns false after the code's last `end`
   * @throws WasmError with the code `unknown` for an instruction that is not in the opcode table
   */
  next(): boolean {
    if (this.depth < 0) return false;
    const bytes = this.bytes;
    let at = this.end;
    this.offset = at;
    if (at >= this.limit) this.#truncated();
    const opcode = bytes[at++] as number;
    this.opcode = opcode;
    this.operands = at;
    switch (SHAPES[opcode]) {
      case NONE:
        break;
      case LEB:
        at = (bytes[at] as number) < 0x80 ? at + 1 : skipLeb(bytes, at, MAX_LEB32);
        break;
      case MEMARG:
        at = skipMemarg(bytes, at);
        break;
      case BLOCK:
        at = skipValType(bytes, at);
        this.depth++;
        break;
      case END:
        this.depth--;
        break;
      default:
        at = this.#skipOther();
    }
    if (at > this.limit) this.#truncated();
    this.end = at;
    return true;
  }

  #skipOther(): number {
    if (PREFIXES.includes(this.opcode)) this.#readPrefixed();
    const kinds = instructionOf(this.opcode)?.immediates ?? this.#unknown();
    if (this.opcode === DELEGATE) this.depth--;
    let at = this.operands;
    for (const kind of kinds) {
      if (kind === "block") this.depth++;
      at = SKIP[kind](this.bytes, at, this.limit);
    }
    return at;
  }

  /** The opcode behind a prefix is an integer of its own. */
  #readPrefixed(): void {
    const begin = this.operands;
    const end = skipLeb(this.bytes, begin, MAX_LEB32);
    if (end > this.limit) this.#truncated();
    let sub = 0;
    for (let i = end - 1; i >= begin; i--) sub = sub * 0x80 + ((this.bytes[i] as number) & 0x7f);
    this.operands = end;
    this.opcode = sub < MAX_SUB_OPCODE ? (this.opcode << PREFIX_SHIFT) | sub : this.#unknown();
  }

  #unknown(): never {
    const found = Array.from(this.bytes.subarray(this.offset, this.operands), hex).join(" ");
    throw new WasmError("unknown", `Expected an instruction, found the unknown opcode ${found}`, this.offset);
  }

  #truncated(): never {
    throw new WasmError("malformed", "Unexpected end: expected the rest of an expression", this.offset);
  }
}
