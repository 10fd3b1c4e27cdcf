/**
 * `canon lower` of an import: a function of the host as a core function the guest calls.
 *
 * Each becomes two functions. `t3` lifts the parameters and calls the host. `finish_3` lowers what the host answered: at once, or,
 * where the instance may suspend, when the promise it answered with is settled. Whatever goes wrong in either reaches the guest as
 * a trap, which no guest can catch. Source: CanonicalABI.md, `canon_lower`.
 */
import type { ImportFunc, Options } from "../link/plan.ts";
import type { FuncType, ResultType, ValType } from "../types.ts";
import { CodeWriter } from "./code-writer.ts";
import type { ComponentCode, Context } from "./component-code.ts";
import { describeFunc } from "./describe-type.ts";
import { type CoreSignature, coreSignature, emitCheckedPointer, emitLiftParams, emitRefresh } from "./emit-call.ts";
import { declareFlats, emitLowerFlat, emitLowerFlatCase, zeroOf } from "./emit-flat.ts";
import { emitStore, emitStoreCase } from "./emit-memory.ts";
import { hostCall } from "./host-call.ts";

export interface LoweredImport {
  readonly index: number;
  readonly instance: number;
  readonly options: Options;
  readonly func: ImportFunc;
}

export function emitLower(code: ComponentCode, lowered: LoweredImport): string {
  const w = new CodeWriter();
  const body = new LowerBody(code, w, lowered);
  body.emitTrampoline();
  body.emitFinish();
  return w.toString();
}

class LowerBody {
  readonly code: ComponentCode;
  readonly w: CodeWriter;
  readonly lowered: LoweredImport;
  readonly type: FuncType;
  readonly cx: Context;
  readonly signature: CoreSignature;
  readonly fallible: ResultType | undefined;
  readonly lends: boolean;
  readonly name: string;

  constructor(code: ComponentCode, w: CodeWriter, lowered: LoweredImport) {
    this.code = code;
    this.w = w;
    this.lowered = lowered;
    this.type = lowered.func.type;
    this.cx = code.context(lowered.instance, lowered.options, false);
    this.signature = coreSignature(code, this.type, "lower");
    this.fallible = this.type.result?.kind === "result" ? this.type.result : undefined;
    this.lends = this.type.params.some((param) => code.types.info(param.type).hasBorrow);
    this.name = JSON.stringify(lowered.func.path.join("#"));
  }

  emitTrampoline(): void {
    const { w, lowered, type } = this;
    const flats = this.signature.params.map((_, i) => `flat${i}`);
    w.comment(`${lowered.func.path.join("#")}: ${describeFunc(type)}`);
    w.block(`function t${lowered.index}(${flats.join(", ")})`, () => {
      w.line(`if (!i${lowered.instance}.mayLeave) throw cannotLeave(i${lowered.instance}, ${this.name});`);
      w.line(`let answer${this.fallible ? ", failed = false" : ""};`);
      if (this.lends) w.line("const lent = (lenders = []);");
      w.block(
        "try",
        () => {
          emitRefresh(this.cx, w);
          const args = emitLiftParams(this.cx, w, type, flats);
          this.emitHostCall(args);
          this.emitPromiseCheck();
        },
        "} catch (error) {",
      );
      w.line(`  throw importFailed(error, ${this.name});`);
      w.line("}");
      w.line(`return ${this.finishCall("answer", this.fallible ? "failed" : undefined)};`);
    });
  }

  private emitHostCall(args: readonly string[]): void {
    const { w } = this;
    const call = `answer = ${hostCall(this.code, this.lowered.func.path, args)};`;
    if (!this.fallible) {
      w.line(call);
      return;
    }
    w.block("try", () => w.line(call), "} catch (error) {");
    w.line("  answer = errorPayload(error);");
    w.line("  failed = true;");
    w.line("}");
  }

  private emitPromiseCheck(): void {
    const { code, w } = this;
    const isPromise = 'typeof answer === "object" && answer !== null && typeof answer.then === "function"';
    if (!code.suspend) {
      w.line(`if (${isPromise}) throw wouldBlock(answer, ${this.name});`);
      return;
    }
    w.block(`if (${isPromise})`, () => {
      w.line(`if (suspension.blocked > 0) throw cannotWait(answer, ${this.name});`);
      const done = `(result) => ${this.finishCall("result", this.fallible && "false")}`;
      const failed = this.fallible
        ? `(error) => ${this.finishCall(`rejectionPayload(error, ${this.name})`, "true")}`
        : `(error) => { throw importFailed(error, ${this.name}); }`;
      w.line(`suspension.suspendOn(Promise.resolve(answer).then(${done}, ${failed}));`);
      w.line(`return ${zeroOf(this.signature.results[0])};`);
    });
  }

  private finishCall(answer: string, failed: string | undefined): string {
    const args = [answer, ...(failed === undefined ? [] : [failed]), ...this.finishParams()];
    return `finish_${this.lowered.index}(${args.join(", ")})`;
  }

  /** What the second half needs of the first: where to write the result, and which handles were lent. */
  private finishParams(): string[] {
    const params: string[] = [];
    if (this.signature.resultInMemory) params.push(`flat${this.signature.params.length - 1}`);
    if (this.lends) params.push("lent");
    return params;
  }

  emitFinish(): void {
    const { w } = this;
    const params = ["answer", ...(this.fallible ? ["failed"] : []), ...this.finishParams()];
    w.block(`function finish_${this.lowered.index}(${params.join(", ")})`, () => {
      w.block(
        "try",
        () => {
          if (this.lends) w.line("endLends(lent);");
          if (this.type.result !== undefined) this.emitResult(this.type.result);
        },
        "} catch (error) {",
      );
      w.line(`  throw importFailed(error, ${this.name});`);
      w.line("}");
    });
  }

  private emitResult(type: ValType): void {
    if (this.signature.resultInMemory) this.emitResultInMemory(type);
    else this.emitFlatResult(type);
  }

  private emitResultInMemory(type: ValType): void {
    const { cx, w, fallible } = this;
    emitRefresh(cx, w);
    const ptr = emitCheckedPointer(cx, w, {
      type,
      ptr: `flat${this.signature.params.length - 1}`,
      what: "a result",
    });
    const place = { ptr, offset: 0 };
    if (fallible === undefined) {
      emitStore(cx, w, type, "answer", place);
      return;
    }
    const store = (index: number) => (): void => emitStoreCase(cx, w, type, { index, payload: "answer", place });
    w.branch("failed", store(1), store(0));
  }

  private emitFlatResult(type: ValType): void {
    const { code, cx, w, fallible } = this;
    if (fallible === undefined) {
      w.line(`return ${emitLowerFlat(cx, w, type, "answer")[0]};`);
      return;
    }
    const flats = declareFlats(w, code.types.info(type).flat);
    const lower = (index: number) => (): void => emitLowerFlatCase(cx, w, type, { index, payload: "answer", flats });
    w.branch("failed", lower(1), lower(0));
    w.line(`return ${flats[0]};`);
  }
}
