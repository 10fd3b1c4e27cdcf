/**
 * The engine's front: bytes to component, component and imports to instances.
 *
 *     decode → validate → plan → generate     once for each component
 *     link                                    once for each set of imports
 *     instantiate                             as often as wanted
 */
import { emitComponent, type GeneratedCode } from "./abi/emit-component.ts";
import { encodeSuspendShim } from "./abi/suspend-shim.ts";
import { coreModuleRanges } from "./binary/core-module-ranges.ts";
import { decodeComponent } from "./binary/decode-component.ts";
import type { ComponentModel } from "./binary/model.ts";
import { ValidationError } from "./errors.ts";
import { planComponent } from "./link/evaluate-component.ts";
import type { ModuleRange, Plan } from "./link/plan.ts";
import { type Imports, type ResolvedImports, resolveImports } from "./link/resolve-imports.ts";
import type { Platform } from "./platform.ts";
import type { InstanceTree } from "./runtime/component-instance.ts";
import { disposeHostObject } from "./runtime/handles.ts";
import { createSupport, type Support } from "./runtime/support.ts";
import type { ExternDecl } from "./types.ts";
import { validateComponent } from "./validate/validate-component.ts";
import { webPlatform } from "./web-platform.ts";

export interface CompileOptions {
  /** Where strings are encoded and time is told; `webPlatform` if not given. */
  readonly platform?: Platform;
}

/**
 * What decoding, validating, planning and generating make of a component: plain data that survives `structuredClone` and
 * `v8.serialize`, so that it can be kept and given to `Component.restore` with the same bytes. It belongs to this version of the engine.
 */
export interface Artifact {
  readonly plan: Plan;
  /** Generated code by whether imports may wait; what is not there is generated when it is needed. */
  readonly code: ReadonlyMap<boolean, GeneratedCode>;
}

export interface LinkOptions {
  /** Exports return promises and imports may answer with one, for which the guest waits (JSPI). */
  readonly suspend?: boolean;
}

/** The exports of an instance: functions, classes of resources, and interfaces by name. Types are the caller's to state. */
// biome-ignore lint/suspicious/noExplicitAny: what an export takes and gives is known to the component's WIT only
export type Exports = Record<string, any>;

type InstantiateFunction = (rt: Support, env: Environment) => { tree: InstanceTree; exports: Exports };

interface Environment extends ResolvedImports {
  readonly modules: readonly WebAssembly.Module[];
  readonly shim: WebAssembly.Module | undefined;
}

interface Generated {
  readonly code: GeneratedCode;
  readonly instantiate: InstantiateFunction;
  readonly shim: WebAssembly.Module | undefined;
}

export class Component {
  readonly plan: Plan;
  readonly #modules: readonly WebAssembly.Module[];
  readonly #support: Support;
  readonly #generated = new Map<boolean, Generated>();

  readonly #code: Map<boolean, GeneratedCode>;

  private constructor(artifact: Artifact, modules: readonly WebAssembly.Module[], platform: Platform) {
    this.plan = artifact.plan;
    this.#code = new Map(artifact.code);
    this.#modules = modules;
    this.#support = createSupport(platform);
  }

  /**
   * @throws ParseError when the bytes are not a component.
   * @throws ValidationError when the component breaks a rule, or uses a feature this engine does not run.
   */
  static async compile(bytes: Uint8Array, options: CompileOptions = {}): Promise<Component> {
    const model = decodeComponent(bytes);
    validateComponent(model, bytes);
    const plan = planComponent(model);
    const [modules] = await Promise.all([
      compileModules(bytes, plan.modules),
      compileModules(bytes, unusedModules(model, plan)),
    ]);
    return new Component({ plan, code: new Map() }, modules, options.platform ?? webPlatform);
  }

  /**
   * A component out of the bytes it was compiled from and what compiling them made. Nothing is checked again: an artifact is code, and
   * whoever gives it vouches for it as for a program.
   */
  static async restore(bytes: Uint8Array, artifact: Artifact, options: CompileOptions = {}): Promise<Component> {
    const modules = await compileModules(bytes, artifact.plan.modules);
    return new Component(artifact, modules, options.platform ?? webPlatform);
  }

  /** What `Component.restore` needs beside the bytes, with the code generated so far. */
  get artifact(): Artifact {
    return { plan: this.plan, code: new Map(this.#code) };
  }

  get imports(): readonly ExternDecl[] {
    return this.plan.imports;
  }

  get exports(): readonly ExternDecl[] {
    return this.plan.exports;
  }

  /** The JavaScript that makes an instance, as it runs. */
  source(options: LinkOptions = {}): string {
    return this.#generate(options.suspend ?? false).code.source;
  }

  /** @throws LinkError that lists every import `imports` does not meet. */
  link(imports: Imports = {}, options: LinkOptions = {}): LinkedComponent {
    const { code, instantiate, shim } = this.#generate(options.suspend ?? false);
    const resolved = resolveImports(this.plan, code.interfaces, imports);
    const env: Environment = { ...resolved, modules: this.#modules, shim };
    return new LinkedComponent(() => new Instance(instantiate(this.#support, env), this.#support));
  }

  /**
   * @throws LinkError, as `link`.
   * @throws Trap when a start function traps.
   */
  async instantiate(imports: Imports = {}, options: LinkOptions = {}): Promise<Instance> {
    return this.link(imports, options).instantiate();
  }

  #generate(suspend: boolean): Generated {
    const known = this.#generated.get(suspend);
    if (known !== undefined) return known;
    const code =
      this.#code.get(suspend) ?? emitComponent(this.plan, { suspend, supportNames: Object.keys(this.#support) });
    this.#code.set(suspend, code);
    const instantiate = new Function("rt", "env", code.source) as InstantiateFunction;
    const shim = code.shims.length === 0 ? undefined : new WebAssembly.Module(encodeSuspendShim(code.shims));
    const generated = { code, instantiate, shim };
    this.#generated.set(suspend, generated);
    return generated;
  }
}

/** A component with its imports; makes instances at the cost of their core modules. */
export class LinkedComponent {
  readonly #make: () => Instance;

  constructor(make: () => Instance) {
    this.#make = make;
  }

  /** @throws Trap when a start function traps. */
  instantiate(): Instance {
    return this.#make();
  }
}

export class Instance implements Disposable {
  readonly exports: Exports;
  readonly #tree: InstanceTree;
  readonly #support: Support;

  constructor(made: { tree: InstanceTree; exports: Exports }, support: Support) {
    this.exports = made.exports;
    this.#tree = made.tree;
    this.#support = support;
  }

  /** Whether a call can enter: no call is inside, no trap has happened, and it is not disposed. */
  get enterable(): boolean {
    return this.#tree.instances[0]?.mayEnter ?? false;
  }

  /**
   * Closes the instance and disposes of the host's objects the guest still owned, each whatever becomes of the others.
   *
   * @throws Trap when one of them throws, AggregateError when more do.
   */
  [Symbol.dispose](): void {
    this.#tree.close("disposed");
    const failures: unknown[] = [];
    for (const { resource, rep } of this.#tree.instances.flatMap((each) => [...each.handles.drain()])) {
      if (resource.impl !== undefined) continue;
      try {
        disposeHostObject(resource, rep, this.#support.trap);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 1) throw new AggregateError(failures, `${failures.length} objects could not be disposed of`);
    if (failures.length === 1) throw failures[0];
  }
}

/** Modules that no instantiation of this component comes to. They have to be valid all the same. */
function unusedModules(model: ComponentModel, { modules }: Plan): ModuleRange[] {
  const used = new Set(modules.map(({ begin }) => begin));
  return coreModuleRanges(model).filter(({ begin }) => !used.has(begin));
}

function compileModules(bytes: Uint8Array, ranges: readonly ModuleRange[]): Promise<WebAssembly.Module[]> {
  return Promise.all(ranges.map(({ begin, size }) => compileModule(bytes, begin, size)));
}

/** Up to here V8 has compiled a module before a thread could be woken for it; it compiles functions when they are first called. */
const MAX_SYNC_BYTES = 1 << 18;

async function compileModule(bytes: Uint8Array, begin: number, size: number): Promise<WebAssembly.Module> {
  try {
    const module = bytes.subarray(begin, begin + size);
    return size <= MAX_SYNC_BYTES ? new WebAssembly.Module(module) : await WebAssembly.compile(module);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    const offset = Number(/@\+(\d+)/.exec(error.message)?.[1] ?? 0);
    throw new ValidationError(`Invalid core module: ${error.message}`, begin + offset, [], { cause: error });
  }
}
