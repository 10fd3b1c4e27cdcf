/**
 * Runs the directives of one script, in order. Each of them passes or has a reason why not; one that fails stops nothing, though what
 * depends on it will fail as well.
 *
 * Rejections and traps are told by the class of the error. The texts of a script are those of the engine it was written for, so they are
 * shown beside ours and compared only where that was us.
 */
import type { Imports } from "@weft/core";
import { LinkError } from "@weft/core";
import type { Action, Directive, RejectionType } from "./directive.ts";
import type { Host } from "./host.ts";
import { spectest } from "./spectest.ts";
import { compile, type Definition, isException, isExhaustion, isRejection, isTrap, type Subject } from "./subject.ts";

export interface Failure {
  readonly line: number;
  readonly directive: Directive["type"];
  readonly reason: string;
}

export interface ScriptResult {
  readonly directives: number;
  readonly failures: readonly Failure[];
}

/** Where the files that directives name are, and whether text can be assembled. */
export interface ScriptFiles {
  read(filename: string): Promise<Uint8Array>;
  /** The binary of a text, or the reason why it has none. */
  assemble(filename: string): Promise<Uint8Array | string>;
}

export interface RunOptions {
  readonly host: Host;
  /** Whether our message has to contain the text of an expected failure: for scripts that were written for this engine. */
  readonly compareTexts?: boolean;
}

export async function runScript(
  commands: readonly Directive[],
  files: ScriptFiles,
  options: RunOptions,
): Promise<ScriptResult> {
  const run = new Run(files, options);
  const failures: Failure[] = [];
  for (const directive of commands) {
    const reason = await run.failureOf(directive);
    if (reason !== undefined) failures.push({ line: directive.line, directive: directive.type, reason });
  }
  return { directives: commands.length, failures };
}

type File = { readonly filename: string; readonly module_type: "binary" | "text"; readonly binary_filename?: string };

class Run {
  readonly #files: ScriptFiles;
  readonly #host: Host;
  readonly #compareTexts: boolean;
  readonly #imports: Record<string, unknown>;
  readonly #definitions = new Map<string | undefined, Definition>();
  readonly #instances = new Map<string | undefined, Subject>();

  constructor(files: ScriptFiles, { host, compareTexts = false }: RunOptions) {
    this.#files = files;
    this.#host = host;
    this.#compareTexts = compareTexts;
    this.#imports = { spectest: spectest(), ...host.makeImports() };
  }

  async failureOf(directive: Directive): Promise<string | undefined> {
    try {
      await this.#execute(directive);
      return undefined;
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  }

  async #execute(directive: Directive): Promise<void> {
    switch (directive.type) {
      case "module": {
        this.#instances.delete(undefined);
        const definition = await this.#compile(directive);
        return this.#instantiate(definition, directive.name);
      }
      case "module_definition": {
        const definition = await this.#compile(directive);
        this.#definitions.set(directive.name, definition).set(undefined, definition);
        return;
      }
      case "module_instance":
        this.#instances.delete(undefined);
        return this.#instantiate(known(this.#definitions, directive.module, "definition"), directive.instance);
      case "register":
        this.#imports[directive.as] = known(this.#instances, directive.name, "instance").exports;
        return;
      case "assert_malformed":
      case "assert_malformed_custom":
      case "assert_invalid":
      case "assert_invalid_custom":
      case "assert_unlinkable":
      case "assert_uninstantiable":
        return this.#expectRefusal(directive);
      case "action":
        return this.#target(directive.action).act(directive.action);
      case "assert_return":
        return this.#target(directive.action).expect(directive.action, directive.expected);
      case "assert_trap":
        return this.#expectError(directive.action, isTrap, `a trap (${directive.text})`, directive.text);
      case "assert_exhaustion":
        return this.#expectError(directive.action, isExhaustion, "the call stack to be exhausted");
      case "assert_exception":
        return this.#expectError(directive.action, isException, "an exception");
      case "assert_suspension":
      case "thread":
      case "wait":
        throw new Error(
          `${directive.type} is about stack switching or shared memory between threads, which is not run`,
        );
    }
  }

  async #compile(file: File): Promise<Definition> {
    if (file.module_type === "binary") return compile(await this.#files.read(file.filename));
    if (file.binary_filename !== undefined) return compile(await this.#files.read(file.binary_filename));
    const binary = await this.#files.assemble(file.filename);
    if (typeof binary === "string") throw new NotAssembled(binary);
    return compile(binary);
  }

  async #instantiate(definition: Definition, name: string | undefined): Promise<void> {
    const instance = await definition.instantiate(this.#environment());
    this.#instances.set(undefined, instance);
    if (name === undefined) return;
    this.#instances.set(name, instance);
    this.#imports[name] = instance.exports;
  }

  #environment(): { imports: Imports; hostTypes: Host["types"] } {
    return { imports: this.#imports, hostTypes: this.#host.types };
  }

  #target({ module }: Action): Subject {
    return known(this.#instances, module, "instance");
  }

  async #expectRefusal(directive: { readonly type: RejectionType; readonly text: string } & File): Promise<void> {
    const { when, accepts } = REFUSALS[directive.type];
    const definition = await attempt(() => this.#compile(directive));
    if ("error" in definition)
      return this.#check(definition.error, (error) => when === "compile" && accepts(error), directive.text);
    if (when === "compile") throw new Error(`accepted, expected a refusal (${directive.text})`);
    const instance = await attempt(() => definition.value.instantiate(this.#environment()));
    if (!("error" in instance)) throw new Error(`instantiated, expected a refusal (${directive.text})`);
    this.#check(instance.error, accepts, directive.text);
  }

  async #expectError(
    action: Action,
    accepts: (error: unknown) => boolean,
    expected: string,
    text?: string,
  ): Promise<void> {
    const outcome = await attempt(() => this.#target(action).act(action));
    if (!("error" in outcome)) throw new Error(`Expected ${expected}, found that the call returned`);
    this.#check(outcome.error, accepts, expected, text);
  }

  /** @throws when the error is none of those expected, or does not say what the script has it say */
  #check(error: unknown, accepts: (error: unknown) => boolean, expected: string, text = expected): void {
    const found = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (!accepts(error) || (this.#compareTexts && !found.includes(text)))
      throw new Error(`Expected ${expected}, found ${found}`);
  }
}

/** Text that is no component or module: the assembler has said so. */
class NotAssembled extends Error {
  override readonly name = "NotAssembled";
}

const isMalformed = (error: unknown): boolean => isRejection(error) || error instanceof NotAssembled;
const isUnlinkable = (error: unknown): boolean => error instanceof LinkError || error instanceof WebAssembly.LinkError;

const REFUSALS: Readonly<
  Record<RejectionType, { readonly when: "compile" | "instantiate"; readonly accepts: (error: unknown) => boolean }>
> = {
  assert_malformed: { when: "compile", accepts: isMalformed },
  assert_malformed_custom: { when: "compile", accepts: isMalformed },
  assert_invalid: { when: "compile", accepts: isMalformed },
  assert_invalid_custom: { when: "compile", accepts: isMalformed },
  assert_unlinkable: { when: "instantiate", accepts: isUnlinkable },
  assert_uninstantiable: { when: "instantiate", accepts: isTrap },
};

async function attempt<T>(run: () => Promise<T>): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await run() };
  } catch (error) {
    return { error };
  }
}

function known<T>(items: ReadonlyMap<string | undefined, T>, name: string | undefined, what: string): T {
  const item = items.get(name);
  if (item === undefined) throw new Error(`there is no ${what} ${name === undefined ? "yet" : `"${name}"`}`);
  return item;
}
