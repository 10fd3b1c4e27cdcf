/**
 * `canon lift`: a core function as one the host calls.
 *
 *     enter the instance (and those around it), lower the parameters, call, lift the result, post-return, leave
 *
 * What goes wrong before the guest runs, because a value does not fit its type or throws when it is read, leaves the instance as it
 * was. Anything later is a trap and poisons it. Source: CanonicalABI.md, `canon_lift`, `Store.lift`.
 */
import type { Lift } from "../link/plan.ts";
import type { ResultType, ValType } from "../types.ts";
import { CodeWriter } from "./code-writer.ts";
import type { ComponentCode, Context } from "./component-code.ts";
import { describeFunc } from "./describe-type.ts";
import { coreSignature, emitCheckedPointer, emitLowerParams, emitRefresh } from "./emit-call.ts";
import { Entrance, emitPostReturn } from "./emit-enter.ts";
import { emitLiftFlat, flatSource } from "./emit-flat.ts";
import { emitLoad } from "./emit-memory.ts";
import { liftVariant } from "./emit-variant.ts";
import { casesOf } from "./type-table.ts";

export function emitLift(code: ComponentCode, index: number, lift: Lift): string {
  const w = new CodeWriter();
  const cx = code.context(lift.instance, lift.options, false);
  const params = lift.type.params.map((_, i) => `arg${i}`);
  const fallible = lift.type.result?.kind === "result";
  w.comment(`${lift.name}: ${describeFunc(lift.type)}`);
  // Where nothing can suspend, an async function still answers with a promise, as its type says.
  w.block(`${code.suspend || lift.type.async ? "async " : ""}function lift_${index}(${params.join(", ")})`, () => {
    const body = new LiftBody(cx, w, lift, index);
    body.entrance.emitCheck();
    body.entrance.emitEnter();
    w.line(fallible ? "let running = false, failed = false, value;" : "let running = false, value;");
    w.block("try", () => body.emitCall(params), `} catch (error) {`);
    if (body.givesHandles) w.line("  if (!running) given = takeBack(given);");
    w.line(`  throw leaveFailed(error, i${lift.instance}, ${JSON.stringify(lift.name)}, running);`);
    w.line("}");
    if (fallible) w.line("if (failed) throw new ComponentError(value);");
    w.line("return value;");
  });
  return w.toString();
}

class LiftBody {
  readonly code: ComponentCode;
  readonly cx: Context;
  readonly w: CodeWriter;
  readonly lift: Lift;
  readonly index: number;
  readonly entrance: Entrance;

  constructor(cx: Context, w: CodeWriter, lift: Lift, index: number) {
    this.code = cx.code;
    this.cx = cx;
    this.w = w;
    this.lift = lift;
    this.index = index;
    this.entrance = new Entrance(cx.code, w, lift, undefined);
  }

  emitCall(params: readonly string[]): void {
    const { code, cx, w, lift } = this;
    const takesBorrow = lift.type.params.some((param) => code.types.info(param.type).hasBorrow);
    emitRefresh(cx, w);
    if (takesBorrow) w.line("const task = (scope = { borrows: 0 });");
    if (this.givesHandles) w.line("given = [];");
    const args = emitLowerParams(cx, w, lift.type, params);
    if (this.givesHandles) w.line("given = undefined;");
    w.line("running = true;");
    const { results } = coreSignature(code, lift.type, "lift");
    const call = `${this.callee()}(${args.join(", ")})`;
    w.line(`${results.length > 0 ? "const ret = " : ""}${code.suspend ? "await " : ""}${call};`);
    if (lift.type.result !== undefined) this.emitResult(lift.type.result);
    if (takesBorrow) w.line("if (task.borrows > 0) throw trap(borrowsLeft(task.borrows));");
    emitPostReturn(code, w, lift, results.length > 0);
    this.entrance.emitLeave();
  }

  /** Handles the guest is given before a later parameter turns out not to fit are taken back. */
  get givesHandles(): boolean {
    return this.lift.type.params.some((param) => this.code.types.info(param.type).hasHandle);
  }

  private callee(): string {
    return this.code.suspend ? `call${this.index}` : this.code.coreFunc(this.lift.func);
  }

  private emitResult(type: ValType): void {
    const { code, cx, w, lift } = this;
    emitRefresh(cx, w);
    const { resultInMemory } = coreSignature(code, lift.type, "lift");
    if (type.kind === "result") {
      this.emitFallible(type, resultInMemory);
      return;
    }
    if (!resultInMemory) {
      w.line(`value = ${emitLiftFlat(cx, w, type, flatSource(["ret"], code.types.info(type).flat))};`);
      return;
    }
    const ptr = emitCheckedPointer(cx, w, { type, ptr: "ret", what: "a result" });
    w.line(`value = ${emitLoad(cx, type, { ptr, offset: 0 })};`);
  }

  /** A `result` is returned or thrown, so no object is made of it. Flat, it has no room for a payload. */
  private emitFallible(type: ResultType, inMemory: boolean): void {
    const { code, cx, w } = this;
    const ptr = inMemory ? emitCheckedPointer(cx, w, { type, ptr: "ret", what: "a result" }) : "ret";
    const offset = code.types.payloadOffset(casesOf(type) ?? []);
    liftVariant(w, type, inMemory ? `u8_${cx.memory}[${ptr}]` : ptr, {
      payload: (each) => emitLoad(cx, each, { ptr, offset }),
      emitCase: ({ index, payload }) => {
        if (index === 1) w.line("failed = true;");
        if (payload !== undefined) w.line(`value = ${payload};`);
      },
      returns: false,
    });
  }
}
