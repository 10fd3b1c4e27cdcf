/**
 * Writes components, definition by definition: the counterpart of `decodeComponent` for tests. Each method appends one definition
 * and returns its index. Nominal types (record, variant, enum, flags) get an import that names them, as the rules for types of
 * exported functions ask.
 */
import type { PrimitiveKind, ValType } from "../src/types.ts";
import { type Bytes, component, leb, name, section, sleb, vec } from "./bytes.ts";

export type StringEncoding = "utf8" | "utf16" | "latin1+utf16";

/** Options of a `canon`, by index. */
export interface CanonOptions {
  readonly encoding?: StringEncoding;
  readonly memory?: number;
  readonly realloc?: number;
  readonly postReturn?: number;
}

export interface FuncSignature {
  readonly params: readonly ValType[];
  readonly result?: ValType;
}

export type Space =
  | "type"
  | "func"
  | "component"
  | "instance"
  | "core module"
  | "core instance"
  | "core func"
  | "core memory";

const SORTS: Readonly<Record<Space, Bytes>> = {
  func: [0x01],
  type: [0x03],
  component: [0x04],
  instance: [0x05],
  "core func": [0x00, 0x00],
  "core memory": [0x00, 0x02],
  "core module": [0x00, 0x11],
  "core instance": [0x00, 0x12],
};

const PRIMITIVES: Readonly<Record<PrimitiveKind, number>> = {
  bool: 0x7f,
  s8: 0x7e,
  u8: 0x7d,
  s16: 0x7c,
  u16: 0x7b,
  s32: 0x7a,
  u32: 0x79,
  s64: 0x78,
  u64: 0x77,
  f32: 0x76,
  f64: 0x75,
  char: 0x74,
  string: 0x73,
  "error-context": 0x64,
};

const ENCODINGS: Readonly<Record<StringEncoding, number>> = { utf8: 0x00, utf16: 0x01, "latin1+utf16": 0x02 };

/** Something to pass under a name: a sort and an index. */
export interface Argument {
  readonly name: string;
  readonly space: Space;
  readonly index: number;
}

export class ComponentBuilder {
  readonly #sections: Bytes[] = [];
  readonly #counts = new Map<Space, number>();
  readonly #types = new Map<string, number>();
  readonly #named: Argument[] = [];

  /** Appends a section of one definition to the index space it enters. */
  define(space: Space, id: number, definition: Bytes): number {
    this.#sections.push(section(id, definition));
    return this.#enter(space);
  }

  #enter(space: Space): number {
    const index = this.#counts.get(space) ?? 0;
    this.#counts.set(space, index + 1);
    return index;
  }

  type(definition: Bytes): number {
    return this.define("type", 7, vec([definition]));
  }

  /** A value type where it is used, with the definitions it needs. */
  valType(type: ValType): Bytes {
    if (type.kind in PRIMITIVES) return [PRIMITIVES[type.kind as PrimitiveKind]];
    const key = JSON.stringify(type);
    const index = this.#types.get(key) ?? this.#defineValType(type);
    this.#types.set(key, index);
    return sleb(index);
  }

  #defineValType(type: ValType): number {
    const index = this.type(this.#valTypeDef(type));
    if (!["record", "variant", "enum", "flags"].includes(type.kind)) return index;
    const label = `type-${"abcdefghijklmnopqrstuvwxyz"[this.#named.length % 26]}${this.#named.length}`;
    const named = this.define("type", 10, vec([[0x00, ...name(label), 0x03, 0x00, ...leb(index)]]));
    this.#named.push({ name: label, space: "type", index: named });
    return named;
  }

  #valTypeDef(type: ValType): Bytes {
    const ref = (each: ValType): Bytes => this.valType(each);
    const optional = (each: ValType | undefined): Bytes => (each === undefined ? [0x00] : [0x01, ...ref(each)]);
    switch (type.kind) {
      case "record":
        return [0x72, ...vec(type.fields.map((field) => [...name(field.name), ...ref(field.type)]))];
      case "variant":
        return [0x71, ...vec(type.cases.map((each) => [...name(each.name), ...optional(each.type), 0x00]))];
      case "list":
        return type.length === undefined
          ? [0x70, ...ref(type.element)]
          : [0x67, ...ref(type.element), ...leb(type.length)];
      case "tuple":
        return [0x6f, ...vec(type.types.map(ref))];
      case "flags":
        return [0x6e, ...vec(type.names.map(name))];
      case "enum":
        return [0x6d, ...vec(type.names.map(name))];
      case "option":
        return [0x6b, ...ref(type.type)];
      case "result":
        return [0x6a, ...optional(type.ok), ...optional(type.err)];
      case "map":
        return [0x63, ...ref(type.key), ...ref(type.value)];
      default:
        throw new Error(`No definition of a type of kind ${type.kind}`);
    }
  }

  /** The imports that name types, as arguments for a component built of the same types in the same order. */
  get namedTypes(): readonly Argument[] {
    return this.#named;
  }

  funcType({ params, result }: FuncSignature): number {
    const taken = params.map((param, i) => [...name(`p${i}`), ...this.valType(param)]);
    const returned = result === undefined ? [0x01, 0x00] : [0x00, ...this.valType(result)];
    return this.type([0x40, ...vec(taken), ...returned]);
  }

  importFunc(label: string, type: number): number {
    return this.define("func", 10, vec([[0x00, ...name(label), 0x01, ...leb(type)]]));
  }

  export({ name: label, space, index }: Argument): number {
    return this.define(space, 11, vec([[0x00, ...name(label), ...SORTS[space], ...leb(index), 0x00]]));
  }

  coreModule(bytes: Bytes): number {
    return this.define("core module", 1, bytes);
  }

  instantiateCore(module: number, args: Readonly<Record<string, number>> = {}): number {
    const given = Object.entries(args).map(([label, index]) => [...name(label), 0x12, ...leb(index)]);
    return this.define("core instance", 2, vec([[0x00, ...leb(module), ...vec(given)]]));
  }

  /** A core instance of functions, by name. */
  coreFuncs(funcs: Readonly<Record<string, number>>): number {
    const exported = Object.entries(funcs).map(([label, index]) => [...name(label), 0x00, ...leb(index)]);
    return this.define("core instance", 2, vec([[0x01, ...vec(exported)]]));
  }

  coreExport(space: "core func" | "core memory", instance: number, label: string): number {
    return this.define(space, 6, vec([[...SORTS[space], 0x01, ...leb(instance), ...name(label)]]));
  }

  lift(func: number, type: number, options: CanonOptions = {}): number {
    return this.define("func", 8, vec([[0x00, 0x00, ...leb(func), ...canonOptions(options), ...leb(type)]]));
  }

  lower(func: number, options: CanonOptions = {}): number {
    return this.define("core func", 8, vec([[0x01, 0x00, ...leb(func), ...canonOptions(options)]]));
  }

  /** A nested component, given as a whole binary. */
  component(bytes: Iterable<number>): number {
    return this.define("component", 4, [...bytes]);
  }

  instantiate(index: number, args: readonly Argument[]): number {
    const given = args.map((each) => [...name(each.name), ...SORTS[each.space], ...leb(each.index)]);
    return this.define("instance", 5, vec([[0x00, ...leb(index), ...vec(given)]]));
  }

  instanceExport(space: Space, instance: number, label: string): number {
    return this.define(space, 6, vec([[...SORTS[space], 0x00, ...leb(instance), ...name(label)]]));
  }

  finish(): Uint8Array<ArrayBuffer> {
    return component(...this.#sections);
  }
}

function canonOptions({ encoding, memory, realloc, postReturn }: CanonOptions): Bytes {
  return vec([
    ...(encoding === undefined ? [] : [[ENCODINGS[encoding]]]),
    ...(memory === undefined ? [] : [[0x03, ...leb(memory)]]),
    ...(realloc === undefined ? [] : [[0x04, ...leb(realloc)]]),
    ...(postReturn === undefined ? [] : [[0x05, ...leb(postReturn)]]),
  ]);
}
