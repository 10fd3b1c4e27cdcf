/**
 * Modules that V8 accepts, with any number of everything in any order of imports and definitions, and functions made of any
 * instructions, each where any operands are there.
 */
import {
  CodeWriter,
  type ExternKind,
  type FuncIdx,
  INSTRUCTIONS,
  type MemoryIdx,
  type MemoryType,
  ModuleEditor,
  type TableIdx,
  type TableType,
  type TypeIdx,
} from "@weft/wasm";
import fc, { type Arbitrary } from "fast-check";
import { addSampleTypes, blockWith, sampleBytes, type Values } from "./every-instruction.ts";
import { written } from "./run-module.ts";

const FUNCREF = { nullable: true, heap: "func" } as const;
const KINDS = ["func", "table", "memory", "global", "tag"] as const;

const LEGACY_EXCEPTIONS = ["try", "catch", "catch_all", "delegate", "rethrow"];
const NEW_EXCEPTIONS = ["try_table", "throw_ref"];

/** What a module is made of. Numbers that pick something are taken modulo how many there are. */
export interface Recipe {
  readonly imports: readonly ExternKind[];
  readonly definitions: readonly Exclude<ExternKind, "func">[];
  /** Of each function, the instructions in its body, by number in the table. */
  readonly bodies: readonly (readonly number[])[];
  readonly exports: readonly (readonly [kind: ExternKind, index: number])[];
  readonly segments: readonly number[];
  readonly start: boolean;
  /** Memories and tables addressed by i64. */
  readonly wide: boolean;
  /** Legacy exceptions: V8 takes no module that has both kinds. */
  readonly legacy: boolean;
}

export const recipes: Arbitrary<Recipe> = fc.record({
  imports: fc.array(fc.constantFrom(...KINDS), { maxLength: 8 }),
  definitions: fc.array(fc.constantFrom("table", "memory", "global", "tag"), { maxLength: 8 }),
  bodies: fc.array(fc.array(fc.nat(INSTRUCTIONS.length - 1), { maxLength: 12 }), { minLength: 1, maxLength: 6 }),
  exports: fc.array(fc.tuple(fc.constantFrom(...KINDS), fc.nat(20)), { maxLength: 6 }),
  segments: fc.array(fc.nat(20), { maxLength: 5 }),
  start: fc.boolean(),
  wide: fc.boolean(),
  legacy: fc.boolean(),
});

export function moduleFrom(recipe: Recipe): Uint8Array {
  const editor = ModuleEditor.empty();
  const builder = new Builder(editor, recipe);
  for (const kind of KINDS) builder.define(kind);
  recipe.imports.forEach((kind, i) => builder.import(kind, `i${i}`));
  for (const kind of recipe.definitions) builder.define(kind);
  for (const body of recipe.bodies) builder.func(body);
  recipe.exports.forEach(([kind, index], i) => builder.export(kind, index, `e${i}`));
  for (const pick of recipe.segments) builder.segments(pick);
  if (recipe.start) editor.start = builder.first;
  return written(editor).bytes;
}

class Builder {
  readonly first: FuncIdx;
  readonly #editor: ModuleEditor;
  readonly #type: TypeIdx;
  readonly #memory: MemoryType;
  readonly #table: TableType;
  readonly #excluded: readonly string[];
  readonly #counts: Record<ExternKind, number> = { func: 0, table: 0, memory: 0, global: 0, tag: 0 };

  constructor(editor: ModuleEditor, { wide, legacy }: Recipe) {
    this.#editor = editor;
    this.#excluded = legacy ? NEW_EXCEPTIONS : LEGACY_EXCEPTIONS;
    this.#type = addSampleTypes(editor);
    const address = wide ? "i64" : "i32";
    this.#memory = { min: 1n, max: 1n, address, shared: false };
    this.#table = { element: FUNCREF, limits: { min: 1n, address } };
    this.first = this.define("func") as FuncIdx;
    editor.export("first", "func", this.first);
    this.#segment();
  }

  import(kind: ExternKind, name: string): void {
    const names = { module: "host", name };
    this.#counts[kind]++;
    if (kind === "func") this.#editor.import(names, { kind, type: this.#type });
    else if (kind === "table") this.#editor.import(names, { kind, type: this.#table });
    else if (kind === "memory") this.#editor.import(names, { kind, type: this.#memory });
    else if (kind === "global") this.#editor.import(names, { kind, type: { type: "i32", mutable: true } });
    else this.#editor.import(names, { kind, type: this.#type });
  }

  define(kind: ExternKind): number {
    this.#counts[kind]++;
    if (kind === "func") return this.#editor.func({ type: this.#type, code: new CodeWriter().op("end").finish() });
    if (kind === "table") return this.#editor.table(this.#table);
    if (kind === "memory") return this.#editor.memory(this.#memory);
    if (kind === "tag") return this.#editor.tag(this.#type);
    return this.#editor.global({ type: "i32", mutable: true }, new CodeWriter().op("i32.const", 7).op("end").finish());
  }

  func(body: readonly number[]): void {
    const code = new CodeWriter();
    body.forEach((number, i) => {
      const instruction = INSTRUCTIONS[number];
      if (instruction === undefined || this.#excluded.includes(instruction.name)) return;
      code.raw(blockWith(instruction, sampleBytes(instruction, this.#indices(number + i, instruction.name))));
    });
    const locals = [{ count: 1, type: "i32" }] as const;
    this.#editor.func({ type: this.#type, locals, code: code.op("end").finish() });
    this.#counts.func++;
  }

  export(kind: ExternKind, index: number, name: string): void {
    this.#editor.export(name, kind, (index % this.#counts[kind]) as never);
  }

  segments(pick: number): void {
    const table = (pick % this.#counts.table) as TableIdx;
    const memory = (pick % this.#counts.memory) as MemoryIdx;
    const func = (pick % this.#counts.func) as FuncIdx;
    const zero =
      this.#memory.address === "i64" ? new CodeWriter().op("i64.const", 0n) : new CodeWriter().op("i32.const", 0);
    const offset = zero.op("end").finish();
    const expression = new CodeWriter().op("ref.func", func).op("end").finish();
    this.#editor.data({ mode: { kind: "active", memory, offset }, bytes: new Uint8Array(pick) });
    this.#editor.elem({
      mode: { kind: "active", table, offset },
      type: FUNCREF,
      items: { kind: "expressions", expressions: [expression] },
    });
    this.#segment();
  }

  /** Passive segments; the first of them are those that instructions name. */
  #segment(): void {
    const items = { kind: "functions", functions: [this.first] } as const;
    this.#editor.elem({ mode: { kind: "passive" }, type: { nullable: false, heap: "func" }, items });
    this.#editor.data({ mode: { kind: "passive" }, bytes: new Uint8Array(4) });
  }

  /** Any of each, except where it has to be of one kind: `ref.func` names what is exported. */
  #indices(pick: number, name: string): Values {
    const of = (kind: ExternKind): never => (pick % this.#counts[kind]) as never;
    const func = name === "ref.func" ? this.first : of("func");
    return { func, table: of("table"), memory: of("memory"), global: of("global"), tag: of("tag") };
  }
}
