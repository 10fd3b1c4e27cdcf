/**
 * What the emitters of one component share: the type table, the functions written so far, and the names of everything that
 * generated code refers to.
 *
 *     i0, i1       component instances              m0, u8_0, dv_0   memory 0 and its views; refresh_0 renews them
 *     c0, c1       core instances                   fn0, fn1         core functions
 *     r0, r1       resource types                   h0, h1           interfaces the host gives
 *     t0, t1       trampolines, called by guests    lift_0, lift_1   exports, called by the host
 *     call0        what lift_0 calls where it may suspend
 *
 * None of them may be the name of a function the runtime offers, such as s8 or f32: a test compares them.
 */
import type { StringEncoding } from "../binary/model.ts";
import { bug, ValidationError } from "../errors.ts";
import type { CoreDef, Options, Plan } from "../link/plan.ts";
import type { ResourceType } from "../types.ts";
import { CodeWriter } from "./code-writer.ts";
import { TypeTable } from "./type-table.ts";

/** Options of one `canon`, as the emitters of values need them. Equal options share one context, and so share functions. */
export interface Context {
  readonly code: ComponentCode;
  readonly id: number;
  readonly instance: number;
  readonly encoding: StringEncoding;
  readonly memory: number | undefined;
  readonly realloc: string | undefined;
  /** Handles as representations, for calls from guest to guest, instead of as the host's objects. */
  readonly raw: boolean;
}

export class ComponentCode {
  readonly plan: Plan;
  readonly types = new TypeTable();
  readonly functions: string[] = [];
  /** Memories in use. */
  readonly memories = new CoreExports();
  /** Core functions in use. */
  readonly coreFuncs = new CoreExports();
  /** Interfaces the host gives: the path of each. */
  readonly interfaces: string[][] = [];
  readonly suspend: boolean;
  readonly #known = new Map<string, string>();
  readonly #contexts = new Map<string, Context>();
  readonly #resources: ReadonlyMap<ResourceType, number>;
  readonly #interfaceNames = new Map<string, string>();

  constructor(plan: Plan, suspend: boolean) {
    this.plan = plan;
    this.suspend = suspend;
    this.#resources = new Map(plan.resources.map(({ type }, i) => [type, i]));
  }

  context(instance: number, options: Options, raw: boolean): Context {
    const memory = options.memory && this.memories.number(options.memory);
    const realloc = options.realloc && this.coreFunc(options.realloc);
    const key = [instance, options.encoding, memory, realloc, raw].join();
    const known = this.#contexts.get(key);
    if (known !== undefined) return known;
    const { encoding } = options;
    const context: Context = { code: this, id: this.#contexts.size, instance, encoding, memory, realloc, raw };
    this.#contexts.set(key, context);
    return context;
  }

  /** The name a core function goes by. Trampolines are named themselves; exports are fetched once their instance exists. */
  coreFunc(def: CoreDef): string {
    return def.kind === "trampoline" ? `t${def.index}` : `fn${this.coreFuncs.number(def)}`;
  }

  resource(type: ResourceType): { readonly name: string; readonly definedBy: number | undefined } {
    const index = this.#resources.get(type) ?? -1;
    const plan = this.plan.resources[index];
    if (plan === undefined) throw new ValidationError(`Expected a known resource type, found "${type.name}"`, 0);
    return { name: `r${index}`, definedBy: plan.kind === "defined" ? plan.instance : undefined };
  }

  interfaceName(path: readonly string[]): string {
    const key = JSON.stringify(path);
    const name = this.#interfaceNames.get(key) ?? `h${this.interfaces.push([...path]) - 1}`;
    this.#interfaceNames.set(key, name);
    return name;
  }

  /** Emits a function once: `key` identifies it, `body` writes it. Returns its name. */
  once(key: string, name: string, body: (w: CodeWriter) => void): string {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, name);
    const w = new CodeWriter();
    body(w);
    this.functions.push(w.toString());
    return name;
  }

  /** Component instances that are entered when `caller` (undefined: the host) calls into `callee`. */
  enteringSet(callee: number, caller: number | undefined): number[] {
    const inside = caller === undefined ? [] : this.#selfAndAncestors(caller);
    return this.#selfAndAncestors(callee).filter((each) => !inside.includes(each));
  }

  #selfAndAncestors(instance: number): number[] {
    const set: number[] = [];
    for (let each: number | undefined = instance; each !== undefined; each = this.plan.instances[each]?.parent)
      set.push(each);
    return set;
  }
}

/** Exports of core instances, numbered in the order they are first asked for. */
class CoreExports {
  readonly #numbers = new Map<string, number>();
  readonly #byInstance = new Map<number, { readonly def: CoreDef; readonly number: number }[]>();

  get count(): number {
    return this.#numbers.size;
  }

  number(def: CoreDef): number {
    if (def.kind !== "export") bug("only exports of core instances have a number");
    const key = `${def.instance} ${def.name}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(key, number);
    const siblings = this.#byInstance.get(def.instance) ?? [];
    this.#byInstance.set(def.instance, siblings);
    siblings.push({ def, number });
    return number;
  }

  of(instance: number): readonly { readonly def: CoreDef; readonly number: number }[] {
    return this.#byInstance.get(instance) ?? [];
  }
}

export function memoryOf(cx: Context, what: string): number {
  if (cx.memory === undefined)
    throw new ValidationError(`Expected the canonical option memory, which ${what} needs, found none`, 0);
  return cx.memory;
}

export function reallocOf(cx: Context, what: string): string {
  if (cx.realloc === undefined)
    throw new ValidationError(`Expected the canonical option realloc, which ${what} needs, found none`, 0);
  return cx.realloc;
}
