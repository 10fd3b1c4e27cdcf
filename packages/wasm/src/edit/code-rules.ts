/**
 * What is to be done to code as it was read. Rules of several transforms add up; one walk over the code applies them all. Code that was
 * added is not touched by rules, so a reset function is not subject to the stop checks.
 */
import type { InstructionName } from "../opcodes/opcode-table.ts";

export interface EntryRule {
  readonly code: Uint8Array;
  /** Functions without a call and with fewer bytes than this are left alone. */
  readonly unlessLeafBelow: number;
}

/** Says what an instruction becomes; `undefined` leaves it. */
export type Replace = (immediates: readonly unknown[]) => Uint8Array | undefined;

export interface CodeRules {
  /** Runs first in each function. */
  readonly entry: readonly EntryRule[];
  /** Instructions to put in front of others. */
  readonly before: ReadonlyMap<InstructionName, readonly Uint8Array[]>;
  /** Instructions to put behind others: behind `loop`, they run each time round. */
  readonly after: ReadonlyMap<InstructionName, readonly Uint8Array[]>;
  readonly replace: ReadonlyMap<InstructionName, Replace>;
}
