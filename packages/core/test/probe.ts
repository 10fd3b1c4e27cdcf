/**
 * Probes: components that carry values of one type across the boundary in every direction, and let a test see and choose each byte.
 *
 *     relay(x) -> x     passes x on to the import `echo` and answers with its answer: lowered, lifted, lowered and lifted again
 *     take(x)           keeps the flat values it is called with at 512
 *     give() -> x       answers with the flat value at 512: the value itself, or the pointer to it
 *     send()            calls the import `sink` with the flat values at 512
 *     receive()         calls the import `source`; keeps its flat answer at 512, or gives the pointer found there
 *     peek poke blocks size set-growing      see probe-memory.wat
 *
 * A chain is guests in a row that pass a value from one to the next, each in a string encoding of its own, up to the host.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type FlatType, MAX_FLAT_PARAMS, MAX_FLAT_RESULTS, TypeTable } from "../src/abi/type-table.ts";
import { Component, type Imports, type Instance, type LinkOptions } from "../src/index.ts";
import type { ValType } from "../src/types.ts";
import { type Bytes, hexOf } from "./bytes.ts";
import { type Argument, type CanonOptions, ComponentBuilder, type StringEncoding } from "./component-builder.ts";
import { type CoreFunc, type CoreImport, call, coreModule, i32Const, load, localGet, store } from "./core-module.ts";

const MEMORY_MODULE = [...readFileSync(new URL("probe-memory.wasm", import.meta.url))];

/** Where `take` and `receive` keep flat values, and `give`, `send` and `receive` find them. */
export const FLATS = 512;
/** Where the heap begins. Below it nothing is ever allocated. */
export const HEAP = 32768;
const GUARD = 0xa5;

const U8: ValType = { kind: "u8" };
const U32: ValType = { kind: "u32" };

export interface ProbeOptions {
  readonly encoding?: StringEncoding;
}

/** A probe for values of `type`. It imports `echo`, `sink` and `source`. */
export function probeComponent(type: ValType, { encoding = "utf8" }: ProbeOptions = {}): Uint8Array<ArrayBuffer> {
  const b = new ComponentBuilder();
  const through = b.funcType({ params: [type], result: type });
  const into = b.funcType({ params: [type] });
  const from = b.funcType({ params: [], result: type });
  const echo = b.importFunc("echo", through);
  const sink = b.importFunc("sink", into);
  const source = b.importFunc("source", from);
  const { memory, options } = defineMemory(b, encoding);
  const host = b.coreFuncs({
    echo: b.lower(echo, options),
    sink: b.lower(sink, options),
    source: b.lower(source, options),
  });
  const core = b.instantiateCore(b.coreModule(probeModule(type)), { memory, host });
  const lift = (label: string, instance: number, funcType: number): void => {
    const func = b.lift(b.coreExport("core func", instance, label), funcType, options);
    b.export({ name: label, space: "func", index: func });
  };
  lift("relay", core, through);
  lift("take", core, into);
  lift("give", core, from);
  lift("send", core, b.funcType({ params: [] }));
  lift("receive", core, b.funcType({ params: [] }));
  lift("peek", memory, b.funcType({ params: [U32, U32], result: { kind: "list", element: U8 } }));
  lift("blocks", memory, b.funcType({ params: [], result: { kind: "list", element: U32 } }));
  lift("poke", memory, b.funcType({ params: [U32, U8] }));
  lift("size", memory, b.funcType({ params: [], result: U32 }));
  lift("set-growing", memory, b.funcType({ params: [] }));
  return b.finish();
}

/** One guest in each of the encodings, the first called by the host; the last calls the import `echo`. All export `relay`. */
export function chainComponent(type: ValType, encodings: readonly StringEncoding[]): Uint8Array<ArrayBuffer> {
  const b = new ComponentBuilder();
  const through = b.funcType({ params: [type], result: type });
  let next = b.importFunc("echo", through);
  for (const encoding of encodings.toReversed()) {
    const link = b.component(linkComponent(type, encoding));
    const echo: Argument = { name: "echo", space: "func", index: next };
    next = b.instanceExport("func", b.instantiate(link, [...b.namedTypes, echo]), "relay");
  }
  b.export({ name: "relay", space: "func", index: next });
  return b.finish();
}

function linkComponent(type: ValType, encoding: StringEncoding): Uint8Array<ArrayBuffer> {
  const b = new ComponentBuilder();
  const through = b.funcType({ params: [type], result: type });
  const echo = b.importFunc("echo", through);
  const { memory, options } = defineMemory(b, encoding);
  const host = b.coreFuncs({ echo: b.lower(echo, options) });
  const { relay } = valueFuncs(type);
  const imports = [...MEMORY_IMPORTS, { module: "host", name: "echo", ...coreSignature(type, true, true, "lower") }];
  const core = b.instantiateCore(b.coreModule(coreModule({ memory: "memory", imports, funcs: [relay] })), {
    memory,
    host,
  });
  const lifted = b.lift(b.coreExport("core func", core, "relay"), through, options);
  b.export({ name: "relay", space: "func", index: lifted });
  return b.finish();
}

function defineMemory(b: ComponentBuilder, encoding: StringEncoding): { memory: number; options: CanonOptions } {
  const instance = b.instantiateCore(b.coreModule(MEMORY_MODULE));
  const memory = b.coreExport("core memory", instance, "memory");
  return {
    memory: instance,
    options: { encoding, memory, realloc: b.coreExport("core func", instance, "realloc") },
  };
}

const MEMORY_IMPORTS: readonly CoreImport[] = [
  { module: "memory", name: "realloc", params: ["i32", "i32", "i32", "i32"], results: ["i32"] },
  { module: "memory", name: "touch", params: [], results: [] },
];
const [REALLOC, TOUCH, ECHO, SINK, SOURCE] = [0, 1, 2, 3, 4];

function probeModule(type: ValType): Bytes {
  const imports: CoreImport[] = [
    ...MEMORY_IMPORTS,
    { module: "host", name: "echo", ...coreSignature(type, true, true, "lower") },
    { module: "host", name: "sink", ...coreSignature(type, true, false, "lower") },
    { module: "host", name: "source", ...coreSignature(type, false, true, "lower") },
  ];
  return coreModule({ memory: "memory", imports, funcs: Object.values(valueFuncs(type)) });
}

/** Source: CanonicalABI.md, `flatten_functype`. */
function coreSignature(type: ValType, takes: boolean, gives: boolean, context: "lift" | "lower") {
  const { flat } = new TypeTable().info(type);
  const params: FlatType[] = !takes ? [] : flat.length > MAX_FLAT_PARAMS ? ["i32"] : [...flat];
  const inMemory = gives && flat.length > MAX_FLAT_RESULTS;
  if (inMemory && context === "lower") params.push("i32");
  const results: FlatType[] = !gives ? [] : !inMemory ? [...flat] : context === "lift" ? ["i32"] : [];
  return { params, results, inMemory };
}

function valueFuncs(type: ValType): Record<"relay" | "take" | "give" | "send" | "receive", CoreFunc> {
  const { size, align } = new TypeTable().info(type);
  const relay = coreSignature(type, true, true, "lift");
  const take = coreSignature(type, true, false, "lift");
  const give = coreSignature(type, false, true, "lift");
  const args = relay.params.flatMap((_, i) => localGet(i));
  const room = [i32Const(0), i32Const(0), i32Const(align), i32Const(size), call(REALLOC)].flat();
  // The scratch word at 16 holds the pointer to the answer while `echo` runs.
  const passOn = relay.inMemory
    ? [...store("i32", 16, room), ...args, ...load("i32", 16), ...call(ECHO), ...load("i32", 16)]
    : [...args, ...call(ECHO)];
  const received = give.inMemory
    ? [...load("i32", FLATS), ...call(SOURCE)]
    : store(give.results[0] ?? "i32", FLATS, call(SOURCE));
  return {
    relay: { name: "relay", ...relay, body: [...call(TOUCH), ...passOn] },
    take: {
      name: "take",
      ...take,
      body: [...call(TOUCH), ...take.params.flatMap((each, i) => store(each, FLATS + 8 * i, localGet(i)))],
    },
    give: { name: "give", ...give, body: [...call(TOUCH), ...load(give.results[0] ?? "i32", FLATS)] },
    send: {
      name: "send",
      params: [],
      results: [],
      body: [...take.params.flatMap((each, i) => load(each, FLATS + 8 * i)), ...call(SINK)],
    },
    receive: { name: "receive", params: [], results: [], body: received },
  };
}

/** A probe that runs, with the host's end of its imports in a test's hands. */
export class Probe {
  readonly instance: Instance;
  /** What `sink` was called with, in order. */
  readonly sent: unknown[];

  private constructor(instance: Instance, sent: unknown[]) {
    this.instance = instance;
    this.sent = sent;
  }

  /** `answer` is what `source` returns; `echo` returns what it is given. */
  static async start(type: ValType, options: ProbeOptions & LinkOptions & { answer?: unknown } = {}): Promise<Probe> {
    const component = await Component.compile(probeComponent(type, options));
    const sent: unknown[] = [];
    const host = { echo: (x: unknown) => x, sink: (x: unknown) => void sent.push(x), source: () => options.answer };
    const { suspend } = options;
    return new Probe(await component.instantiate(host, suspend === undefined ? {} : { suspend }), sent);
  }

  relay(value: unknown): unknown {
    return this.instance.exports["relay"](value);
  }

  take(value: unknown): void {
    this.instance.exports["take"](value);
  }

  give(): unknown {
    return this.instance.exports["give"]();
  }

  send(): unknown {
    this.instance.exports["send"]();
    return this.sent.at(-1);
  }

  receive(): void {
    this.instance.exports["receive"]();
  }

  peek(at: number, length: number): Uint8Array {
    return this.instance.exports["peek"](at, length);
  }

  /** The bytes at `at`, as hex. */
  hex(at: number, length: number): string {
    return hexOf(this.peek(at, length));
  }

  /** Flat value `i` kept by `take` or `receive`, as an unsigned 32-bit number: a pointer or a length. */
  flat(i: number): number {
    return new DataView(this.peek(FLATS + 8 * i, 4).buffer).getUint32(0, true);
  }

  poke(at: number, bytes: Iterable<number>): void {
    let to = at;
    for (const byte of bytes) this.instance.exports["poke"](to++, byte);
  }

  /** Sets flat value `i` of `give`, `send` or `receive` to an integer. */
  pokeFlat(i: number, value: number | bigint): void {
    this.poke(FLATS + 8 * i, new Uint8Array(BigUint64Array.of(BigInt.asUintN(64, BigInt(value))).buffer));
  }

  get size(): number {
    return this.instance.exports["size"]();
  }

  setGrowing(): void {
    this.instance.exports["setGrowing"]();
  }

  /** Fails unless every byte of the heap outside the blocks given is as it was. */
  assertGuardsIntact(): void {
    assertGuardsIntact(this.peek(HEAP, this.size - HEAP), this.instance.exports["blocks"]());
  }
}

function assertGuardsIntact(heap: Uint8Array, blocks: Uint32Array): void {
  const outside = heap.slice();
  for (let i = 0; i < blocks.length; i += 2) {
    const at = (blocks[i] ?? 0) - HEAP;
    outside.fill(GUARD, at, at + (blocks[i + 1] ?? 0));
  }
  const touched = outside.findIndex((byte) => byte !== GUARD);
  assert.equal(touched, -1, `the byte at ${HEAP + touched} lies outside every block and was written`);
}

/** A chain that runs; `echo` is the host's end. */
export async function startChain(
  type: ValType,
  encodings: readonly StringEncoding[],
  options: LinkOptions & { echo?: (x: unknown) => unknown } = {},
): Promise<(value: unknown) => unknown> {
  const component = await Component.compile(chainComponent(type, encodings));
  const imports: Imports = { echo: options.echo ?? ((x: unknown) => x) };
  const { suspend } = options;
  const { exports } = await component.instantiate(imports, suspend === undefined ? {} : { suspend });
  return (value) => exports["relay"](value);
}
