/** The type of a core module in a component: its imports and exports, read from its bytes. */
import {
  type ExternKind,
  type ModuleInterface,
  readInterface,
  type StorageType,
  type SubType,
  type ValType,
  WasmError,
} from "@weft/wasm";
import { ValidationError } from "../errors.ts";
import { addImport } from "./core-module-type.ts";
import type { CoreExtern, CoreFuncType, CoreModuleType } from "./core-type.ts";
import { type CoreTypeNames, valText } from "./core-type-names.ts";
import type { Scope } from "./scope.ts";
import { withArticle } from "./shape.ts";

export function embeddedModule(scope: Scope, begin: number, size: number): CoreModuleType {
  const module = read(scope, begin, size);
  const types = new ModuleTypes(scope, module);
  const imports = new Map<string, Map<string, CoreExtern>>();
  for (const each of module.imports)
    addImport(scope, imports, each.module, each.name, types.extern(each.kind, each.index));
  const exports = new Map(module.exports.map(({ name, kind, index }) => [name, types.extern(kind, index)]));
  return { kind: "core module", imports, exports };
}

function read(scope: Scope, begin: number, size: number): ModuleInterface {
  try {
    return readInterface(scope.validation.bytes.subarray(begin, begin + size));
  } catch (error) {
    if (!(error instanceof WasmError)) throw error;
    // Its own offset is from the start of the module.
    const message = error.message.replace(/ \(at offset \w+\)$/, "");
    throw new ValidationError(`Invalid core module: ${message}`, begin + error.offset, scope.path, {
      cause: error,
    });
  }
}

/** The types of a module's items, in a form that compares across modules. */
class ModuleTypes {
  readonly #scope: Scope;
  readonly #module: ModuleInterface;
  readonly #numbers: readonly number[];

  constructor(scope: Scope, module: ModuleInterface) {
    this.#scope = scope;
    this.#module = module;
    this.#numbers = numberTypes(module, scope.validation.coreNames);
  }

  extern(kind: ExternKind, index: number): CoreExtern {
    const { functions, tables, memories, globals, tags } = this.#module;
    switch (kind) {
      case "func":
        return { kind, type: this.#func(this.#at(functions, index, kind).type) };
      case "tag":
        return { kind, type: this.#func(this.#at(tags, index, kind).type) };
      case "table": {
        const { element, limits } = this.#at(tables, index, kind).type;
        return { kind, type: { element: this.#text(element), limits, shared: false } };
      }
      case "memory":
        return { kind, type: this.#at(memories, index, kind).type };
      case "global": {
        const { type, mutable } = this.#at(globals, index, kind).type;
        return { kind, type: { type: this.#text(type), mutable } };
      }
    }
  }

  #func(index: number): CoreFuncType {
    const { type } = this.#at(this.#module.types, index, "type");
    if (type.kind !== "func") this.#scope.fail(`Invalid core module: expected a function type, found a ${type.kind}`);
    return {
      params: type.params.map((each) => this.#text(each)),
      results: type.results.map((each) => this.#text(each)),
    };
  }

  #text(type: ValType): string {
    return valText(type, (index) => this.#at(this.#numbers, index, "type"));
  }

  #at<T>(items: readonly T[], index: number, what: string): T {
    const item = items[index];
    if (item !== undefined) return item;
    return this.#scope.fail(
      `Invalid core module: expected ${withArticle(what)} index below ${items.length}, found ${index}`,
    );
  }
}

/** One number for each type of the module's index space, the same for equal types of other modules. */
function numberTypes({ types, recGroups }: ModuleInterface, names: CoreTypeNames): readonly number[] {
  const numbers: number[] = [];
  for (const { first, count } of recGroups) {
    const numberAt = (index: number): number | string =>
      index >= first && index < first + count ? `rec.${index - first}` : (numbers[index] ?? "unknown");
    const texts = types.slice(first, first + count).map((type) => typeText(type, numberAt));
    const group = texts.join("; ");
    for (let i = 0; i < count; i++) numbers.push(names.number(count === 1 ? group : `${group} @ ${i}`));
  }
  return numbers;
}

type NumberAt = (index: number) => number | string;

function typeText({ final, supertypes, type }: SubType, numberAt: NumberAt): string {
  const text = (each: StorageType): string => (each === "i8" || each === "i16" ? each : valText(each, numberAt));
  const open = final && supertypes.length === 0 ? "" : `sub ${final} ${supertypes.map(numberAt).join()} `;
  switch (type.kind) {
    case "func":
      return `${open}func ${type.params.map(text).join()} > ${type.results.map(text).join()}`;
    case "struct":
      return `${open}struct ${type.fields.map((field) => `${field.mutable} ${text(field.type)}`).join()}`;
    case "array":
      return `${open}array ${type.field.mutable} ${text(type.field.type)}`;
  }
}
