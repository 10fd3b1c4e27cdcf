/**
 * `canon lower` of a lifted function: a call from one guest to another inside this component.
 *
 *     lift the parameters out of the caller, enter the callee, lower them, call, lift the result, leave, lower it into the caller
 *
 * Handles move as bare representations, so a resource keeps its identity. Source: CanonicalABI.md, `canon_lift` called through
 * `canon_lower`.
 *
 * Where the instance may suspend there are two: `later_3` runs the callee on a stack of its own, for which the caller waits; `now_3`,
 * for start functions and destructors, which cannot wait, runs it on top of the caller.
 */
import type { Lift, Options } from "../link/plan.ts";
import { CodeWriter } from "./code-writer.ts";
import type { ComponentCode } from "./component-code.ts";
import { describeFunc } from "./describe-type.ts";
import { coreSignature, emitCheckedPointer, emitLiftParams, emitLowerParams, emitRefresh } from "./emit-call.ts";
import { Entrance, emitPostReturn } from "./emit-enter.ts";
import { emitLiftFlat, emitLowerFlat, flatSource, zeroOf } from "./emit-flat.ts";
import { emitLoad, emitStore } from "./emit-memory.ts";

export interface LoweredLift {
  readonly index: number;
  readonly instance: number;
  readonly options: Options;
  readonly lift: Lift;
  readonly liftIndex: number;
}

export function emitAdapter(code: ComponentCode, lowered: LoweredLift): string {
  const { index, lift } = lowered;
  const func = code.coreFunc(lift.func);
  if (!code.suspend) return emitFunction(code, lowered, `function t${index}`, func);
  return [
    emitChoice(code, lowered),
    emitFunction(code, lowered, `function now_${index}`, func),
    emitFunction(code, lowered, `async function later_${index}`, `await call${lowered.liftIndex}`),
  ].join("\n");
}

function emitFunction(code: ComponentCode, lowered: LoweredLift, head: string, callee: string): string {
  const w = new CodeWriter();
  const { lift, instance } = lowered;
  const flats = flatNames(code, lift);
  w.comment(`guest to guest, ${lift.name || `function ${lowered.liftIndex}`}: ${describeFunc(lift.type)}`);
  w.block(`${head}(${flats.join(", ")})`, () => {
    w.line(`if (!i${instance}.mayLeave) throw cannotLeave(i${instance}, ${JSON.stringify(lift.name)});`);
    w.block("try", () => new AdapterBody(code, w, lowered, { flats, callee }).emit(), "} catch (error) {");
    w.line(`  throw importFailed(error, ${JSON.stringify(lift.name)});`);
    w.line("}");
  });
  return w.toString();
}

/** What the shim tries first: it answers at once, or leaves a promise to wait for. */
function emitChoice(code: ComponentCode, { index, lift }: LoweredLift): string {
  const w = new CodeWriter();
  const flats = flatNames(code, lift).join(", ");
  w.block(`function t${index}(${flats})`, () => {
    w.line(`if (suspension.blocked > 0) return now_${index}(${flats});`);
    w.line(`suspension.suspendOn(later_${index}(${flats}));`);
    w.line(`return ${zeroOf(coreSignature(code, lift.type, "lower").results[0])};`);
  });
  return w.toString();
}

function flatNames(code: ComponentCode, lift: Lift): string[] {
  return coreSignature(code, lift.type, "lower").params.map((_, i) => `flat${i}`);
}

class AdapterBody {
  readonly code: ComponentCode;
  readonly w: CodeWriter;
  readonly lowered: LoweredLift;
  readonly flats: readonly string[];
  readonly callee: string;

  constructor(
    code: ComponentCode,
    w: CodeWriter,
    lowered: LoweredLift,
    names: { readonly flats: readonly string[]; readonly callee: string },
  ) {
    this.code = code;
    this.w = w;
    this.lowered = lowered;
    this.flats = names.flats;
    this.callee = names.callee;
  }

  emit(): void {
    const { code, w, lowered } = this;
    const { lift } = lowered;
    const entrance = new Entrance(code, w, lift, lowered.instance);
    const borrows = lift.type.params.some((param) => code.types.info(param.type).hasBorrow);

    entrance.emitCheck();
    if (borrows) w.line("const lent = (lenders = []);");
    const values = this.emitLiftParams();
    entrance.emitEnter();
    if (borrows) w.line("const task = (scope = { borrows: 0 });");
    const hasResult = this.emitCall(values);
    const result = this.emitLiftResult();
    if (borrows) w.line("if (task.borrows > 0) throw trap(borrowsLeft(task.borrows));");
    emitPostReturn(code, w, lift, hasResult);
    entrance.emitLeave();
    if (borrows) w.line("endLends(lent);");
    if (result !== undefined) this.emitLowerResult(result);
  }

  private emitLiftParams(): string[] {
    const { code, w, lowered } = this;
    const caller = code.context(lowered.instance, lowered.options, true);
    emitRefresh(caller, w);
    return emitLiftParams(caller, w, lowered.lift.type, this.flats);
  }

  /** Lowers the parameters into the callee and calls it; tells whether it returns something. */
  private emitCall(values: readonly string[]): boolean {
    const { code, w, lowered } = this;
    const { lift } = lowered;
    const callee = code.context(lift.instance, lift.options, true);
    emitRefresh(callee, w);
    const args = emitLowerParams(callee, w, lift.type, values);
    const hasResult = coreSignature(code, lift.type, "lift").results.length > 0;
    w.line(`${hasResult ? "const ret = " : ""}${this.callee}(${args.join(", ")});`);
    return hasResult;
  }

  private emitLiftResult(): string | undefined {
    const { code, w, lowered } = this;
    const { type, instance, options } = lowered.lift;
    if (type.result === undefined) return undefined;
    const cx = code.context(instance, options, true);
    emitRefresh(cx, w);
    if (!coreSignature(code, type, "lift").resultInMemory) {
      return w.local("v", emitLiftFlat(cx, w, type.result, flatSource(["ret"], code.types.info(type.result).flat)));
    }
    const ptr = emitCheckedPointer(cx, w, { type: type.result, ptr: "ret", what: "a result" });
    return w.local("v", emitLoad(cx, type.result, { ptr, offset: 0 }));
  }

  private emitLowerResult(value: string): void {
    const { code, w, lowered } = this;
    const { type } = lowered.lift;
    if (type.result === undefined) return;
    const cx = code.context(lowered.instance, lowered.options, true);
    emitRefresh(cx, w);
    if (!coreSignature(code, type, "lower").resultInMemory) {
      w.line(`return ${emitLowerFlat(cx, w, type.result, value)[0]};`);
      return;
    }
    const ptr = emitCheckedPointer(cx, w, { type: type.result, ptr: this.flats.at(-1) ?? "0", what: "a result" });
    emitStore(cx, w, type.result, value, { ptr, offset: 0 });
  }
}
