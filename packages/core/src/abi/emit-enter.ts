/**
 * Entering and leaving a component instance. A call enters the callee and what is around it, up to what the caller is in already;
 * an instance that is entered cannot be entered again, and one that was closed meanwhile is not opened again. Source: CanonicalABI.md, `ComponentInstance.entering_set`.
 */
import type { Lift } from "../link/plan.ts";
import type { CodeWriter } from "./code-writer.ts";
import type { ComponentCode } from "./component-code.ts";

export class Entrance {
  readonly #w: CodeWriter;
  readonly #lift: Lift;
  readonly #entering: readonly string[];

  /** `caller` is a component instance, or undefined for the host. */
  constructor(code: ComponentCode, w: CodeWriter, lift: Lift, caller: number | undefined) {
    this.#w = w;
    this.#lift = lift;
    this.#entering = code.enteringSet(lift.instance, caller).map((each) => `i${each}.mayEnter`);
  }

  emitCheck(): void {
    if (this.#entering.length === 0) return;
    const closed = this.#entering.map((each) => `!${each}`).join(" || ");
    this.#w.line(`if (${closed}) throw cannotEnter(i${this.#lift.instance}, ${JSON.stringify(this.#lift.name)});`);
  }

  emitEnter(): void {
    this.#set("false");
  }

  emitLeave(): void {
    this.#set("tree.open");
  }

  #set(value: string): void {
    if (this.#entering.length > 0) this.#w.line(`${this.#entering.join(" = ")} = ${value};`);
  }
}

/** Gives the guest its results back. It may not call out meanwhile. */
export function emitPostReturn(code: ComponentCode, w: CodeWriter, lift: Lift, hasResult: boolean): void {
  const { postReturn } = lift.options;
  if (postReturn === undefined) return;
  w.line(`i${lift.instance}.mayLeave = false;`);
  w.line(`${code.coreFunc(postReturn)}(${hasResult ? "ret" : ""});`);
  w.line(`i${lift.instance}.mayLeave = tree.open;`);
}
