/**
 * From the plan to the text of a module: one function that makes an instance. The same text is compiled at run time and written out
 * ahead of time, so what `weft inspect --code` shows is what runs.
 */
import { bug } from "../errors.ts";
import type { CoreArg, CoreDef, CoreInstanceRef, Plan, ResourcePlan, Step, Trampoline } from "../link/plan.ts";
import { CodeWriter, propertyKey } from "./code-writer.ts";
import { ComponentCode } from "./component-code.ts";
import { emitAdapter } from "./emit-adapter.ts";
import { coreSignature } from "./emit-call.ts";
import { emitExports, moduleExpression } from "./emit-exports.ts";
import { emitLift } from "./emit-lift.ts";
import { emitLower } from "./emit-lower.ts";
import type { ShimFunc } from "./suspend-shim.ts";

export interface GeneratedCode {
  /** The body of `(rt, env) => ({ tree, exports })`. */
  readonly source: string;
  /** Paths of the interfaces the host gives, in the order `env.interfaces` has them. */
  readonly interfaces: readonly (readonly string[])[];
  /** Imports that may wait, for `encodeSuspendShim`; empty without `suspend`. */
  readonly shims: readonly ShimFunc[];
}

/** `supportNames` are the functions the runtime offers; those the code uses are brought into scope. */
export function emitComponent(
  plan: Plan,
  options: { suspend: boolean; supportNames: readonly string[] },
): GeneratedCode {
  const code = new ComponentCode(plan, options.suspend);
  const emitter = new ComponentEmitter(code);
  const source = emitter.emit(options.supportNames);
  return { source, interfaces: code.interfaces, shims: emitter.shims };
}

class ComponentEmitter {
  readonly code: ComponentCode;
  readonly plan: Plan;
  readonly shims: ShimFunc[] = [];
  /** By trampoline, what the guest imports instead of `t` where the instance may suspend. */
  readonly #waiting = new Map<number, string>();

  constructor(code: ComponentCode) {
    this.code = code;
    this.plan = code.plan;
  }

  emit(supportNames: readonly string[]): string {
    const trampolines = this.plan.trampolines.map((each, i) => this.trampoline(each, i));
    const lifts = this.usedLifts().map((i) => emitLift(this.code, i, this.plan.lifts[i] ?? bug(`no lift ${i}`)));
    const main = new CodeWriter();
    this.emitSteps(main);
    emitExports(this.code, main, this.plan.exported);
    main.line("return { tree, exports: exported };");
    // The state is written last, because only now it is known which memories and functions are used.
    const body = [this.state(), ...this.code.functions, ...trampolines, ...lifts, main.toString()].join("\n\n");
    return `"use strict";\n${bringIntoScope(supportNames, body)}\n\n${body}\n`;
  }

  private trampoline(each: Trampoline, index: number): string {
    const { code, plan } = this;
    const { instance } = each;
    if (each.kind !== "lower") return resourceTrampoline(each, index);
    if (code.suspend)
      this.#waiting.set(index, `shim.exports["${this.shims.push(coreSignature(code, each.type, "lower")) - 1}"]`);
    if (each.func.kind === "import") {
      const func = plan.importFuncs[each.func.index] ?? bug(`no import ${each.func.index}`);
      return emitLower(code, { index, instance, options: each.options, func });
    }
    const lift = plan.lifts[each.func.index] ?? bug(`no lift ${each.func.index}`);
    return emitAdapter(code, { index, instance, options: each.options, lift, liftIndex: each.func.index });
  }

  private usedLifts(): number[] {
    const used = new Set<number>();
    const visit = (exports: Plan["exported"]): void => {
      for (const each of exports) {
        if (each.kind === "instance") visit(each.exports);
        else if (each.kind === "func" && each.func.kind === "lift") used.add(each.func.index);
      }
    };
    visit(this.plan.exported);
    return [...used].sort((a, b) => a - b);
  }

  private state(): string {
    const { code, plan } = this;
    const w = new CodeWriter();
    w.line("let len = 0, scope, lenders, given;");
    w.line("const tree = new InstanceTree();");
    plan.instances.forEach(({ parent }, i) => {
      w.line(`const i${i} = new ComponentInstance(tree${parent === undefined ? "" : `, i${parent}`});`);
    });
    plan.resources.forEach((each, i) => w.line(`const r${i} = ${resourceExpression(each, i)};`));
    code.interfaces.forEach((path, i) =>
      w.comment(path.join("#") || "the world", `const h${i} = env.interfaces[${i}];`),
    );
    for (const i of numbersBelow(code.memories.count)) {
      w.line(`let m${i}, u8_${i}, dv_${i};`);
      w.block(`function refresh_${i}()`, () => {
        w.line(`u8_${i} = new Uint8Array(m${i}.buffer);`);
        w.line(`dv_${i} = new DataView(m${i}.buffer);`);
      });
    }
    const funcs = numbersBelow(code.coreFuncs.count).map((i) => `fn${i}`);
    if (funcs.length > 0) w.line(`let ${funcs.join(", ")};`);
    this.emitSuspension(w);
    return w.toString();
  }

  private emitSuspension(w: CodeWriter): void {
    const { code, plan } = this;
    if (!code.suspend) return;
    const calls = plan.lifts.map((_, i) => `call${i}`);
    if (calls.length > 0) w.line(`let ${calls.join(", ")};`);
    if (this.shims.length === 0) return;
    const tries = [...this.#waiting.keys()].map((index, i) => `${i}: t${index}`);
    w.line("const suspension = new Suspension();");
    w.line(
      "const wait = { 0: suspension.wait, 1: suspension.wait, 2: suspension.wait, 3: suspension.wait, 4: suspension.wait };",
    );
    w.line(
      `const shim = new WebAssembly.Instance(env.shim, { wait, try: { ${tries.join(", ")} }, flag: { flag: suspension.flag } });`,
    );
  }

  private emitSteps(w: CodeWriter): void {
    for (const step of this.plan.steps) this.emitStep(w, step);
    if (!this.code.suspend) return;
    this.plan.lifts.forEach(({ func }, i) => w.line(`call${i} = ${this.suspendable(func)};`));
  }

  private suspendable(func: CoreDef): string {
    if (func.kind === "export")
      return `WebAssembly.promising(coreExport(c${func.instance}, ${JSON.stringify(func.name)}))`;
    const waiting = this.#waiting.get(func.index);
    return waiting === undefined ? `t${func.index}` : `WebAssembly.promising(${waiting})`;
  }

  private unsuspendable(func: string): string {
    return this.shims.length > 0 ? `suspension.blocking(${func})` : func;
  }

  private emitStep(w: CodeWriter, step: Step): void {
    if (step.kind === "resource") {
      const resource = this.plan.resources[step.index];
      if (resource?.kind === "defined" && resource.dtor)
        w.line(`r${step.index}.dtor = ${this.unsuspendable(this.defExpression(resource.dtor))};`);
      return;
    }
    const { module, args } = this.plan.coreInstances[step.index] ?? bug(`no core instance ${step.index}`);
    if (this.shims.length > 0) w.line("suspension.blocked++;");
    w.block(
      `const c${step.index} = instantiateCore(${moduleExpression(module)},`,
      () => {
        for (const arg of args) this.emitArg(w, arg);
      },
      "}, tree);",
    );
    if (this.shims.length > 0) w.line("suspension.blocked--;");
    this.emitFetches(w, step.index);
  }

  private emitArg(w: CodeWriter, arg: CoreArg): void {
    const { value } = arg;
    if (value.kind === "instance") {
      w.line(`${propertyKey(arg.name)}: c${value.index}.exports,`);
      return;
    }
    w.block(`${propertyKey(arg.name)}:`, () => this.emitBag(w, value), "},");
  }

  private emitBag(w: CodeWriter, value: Extract<CoreInstanceRef, { kind: "exports" }>): void {
    for (const { name, def } of value.exports) w.line(`${propertyKey(name)}: ${this.defExpression(def)},`);
  }

  private defExpression(def: CoreDef): string {
    if (def.kind === "trampoline") return this.#waiting.get(def.index) ?? `t${def.index}`;
    return `coreExport(c${def.instance}, ${JSON.stringify(def.name)})`;
  }

  /** Once an instance exists, what generated code uses of it is at hand. */
  private emitFetches(w: CodeWriter, instance: number): void {
    const { memories, coreFuncs } = this.code;
    for (const { def, number } of memories.of(instance)) {
      w.line(`m${number} = ${this.defExpression(def)};`);
      w.line(`refresh_${number}();`);
    }
    for (const { def, number } of coreFuncs.of(instance)) w.line(`fn${number} = ${this.defExpression(def)};`);
  }
}

function resourceTrampoline(each: Exclude<Trampoline, { kind: "lower" }>, index: number): string {
  const name = { "resource.new": "resourceNew", "resource.drop": "resourceDrop", "resource.rep": "resourceRep" }[
    each.kind
  ];
  return `// canon ${each.kind}\nfunction t${index}(x) {\n  return ${name}(i${each.instance}, r${each.resource}, x);\n}`;
}

function resourceExpression(each: ResourcePlan, index: number): string {
  const impl = each.kind === "defined" ? `i${each.instance}` : "undefined";
  const hostClass = each.kind === "imported" ? `, env.classes[${index}]` : "";
  return `new Resource(${JSON.stringify(each.type.name)}, ${impl}${hostClass})`;
}

function numbersBelow(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function bringIntoScope(names: readonly string[], body: string): string {
  const used = new Set(body.match(/[A-Za-z_$][\w$]*/g));
  return `const { ${names.filter((name) => used.has(name)).join(", ")} } = rt;`;
}
