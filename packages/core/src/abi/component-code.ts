/**
 * What the emitters of one component share: the type table, the functions written so far, and the names of everything that
 * generated code refers to.
 *
 *     i0, i1       component instances              m0, u8_0, dv_0   memory 0 and its views; refresh_0 renews them
 *     c0, c1       core instances                   fn0, fn1         core functions
 *     r0, r1       resource types                   h0, h1           interfaces the host gives
 *     t0, t1       trampolines, called by guests    lift_0, lift_1   exports, called by the host
 */
import type { StringEncoding } from "../binary/model.ts";
import { ValidationError } from "../errors.ts";
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
  /** Memories in use: which core definition each is. */
  readonly memories: CoreDef[] = [];
  /** Core functions in use. */
  readonly coreFuncs: CoreDef[] = [];
  /** Interfaces the host gives: the path of each. */
  readonly interfaces: string[][] = [];
  readonly suspend: boolean;
  readonly #known = new Map<string, string>();
  readonly #contexts = new Map<string, Context>();

  constructor(plan: Plan, suspend: boolean) {
    this.plan = plan;
    this.suspend = suspend;
  }

  context(instance: number, options: Options, raw: boolean): Context {
    const memory = options.memory && indexOf(this.memories, options.memory);
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
    return def.kind === "trampoline" ? `t${def.index}` : `fn${indexOf(this.coreFuncs, def)}`;
  }

  resource(type: ResourceType): { readonly name: string; readonly definedBy: number | undefined } {
    const index = this.plan.resources.findIndex((each) => each.type === type);
    const plan = this.plan.resources[index];
    if (plan === undefined) throw new ValidationError(`Expected a known resource type, found "${type.name}"`, 0);
    return { name: `r${index}`, definedBy: plan.kind === "defined" ? plan.instance : undefined };
  }

  interfaceName(path: readonly string[]): string {
    const index = this.interfaces.findIndex(
      (each) => each.length === path.length && each.every((name, i) => name === path[i]),
    );
    return `h${index >= 0 ? index : this.interfaces.push([...path]) - 1}`;
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

function indexOf(defs: CoreDef[], def: CoreDef): number {
  const index = defs.findIndex((each) => sameDef(each, def));
  return index >= 0 ? index : defs.push(def) - 1;
}

function sameDef(a: CoreDef, b: CoreDef): boolean {
  if (a.kind === "trampoline" || b.kind === "trampoline")
    return a.kind === b.kind && "index" in a && "index" in b && a.index === b.index;
  return a.instance === b.instance && a.name === b.name;
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
