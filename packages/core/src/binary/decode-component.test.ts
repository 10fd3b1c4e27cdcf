import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Bytes,
  COMPONENT_PREAMBLE,
  component,
  leb,
  MODULE_PREAMBLE,
  name,
  section,
  vec,
} from "../../test/bytes.ts";
import { ParseError } from "../errors.ts";
import { decodeComponent } from "./decode-component.ts";
import type { Definition } from "./model.ts";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const importing = (module: string): Uint8Array =>
  new Uint8Array([
    ...MODULE_PREAMBLE,
    ...section(1, vec([[0x60, 0x00, 0x00]])),
    ...section(2, vec([[...name(module), ...name("fd_write"), 0x00, 0x00]])),
  ]);

const NOT_COMPONENTS: readonly (readonly [what: string, bytes: Uint8Array, message: string, offset: number])[] = [
  ["an empty file", new Uint8Array(), "Expected a component, found an empty file", 0],
  [
    "a core module",
    importing("env"),
    "Expected a component, found a core module. Make it a component: wasm-tools component embed, then wasm-tools component new",
    4,
  ],
  [
    "a preview 1 module",
    importing("wasi_snapshot_preview1"),
    "Expected a component, found a core module that imports wasi_snapshot_preview1. " +
      "Make it a component: wasm-tools component new module.wasm --adapt wasi_snapshot_preview1=adapter.wasm",
    4,
  ],
  ...[
    "(component)",
    "  ( component $name",
    ";; a comment\n(component",
    "(; block ;) (; ; ;)\n;; line\n\n\t(module)",
    "(core module)",
  ].map((source): (typeof NOT_COMPONENTS)[number] => [
    `text: ${JSON.stringify(source)}`,
    text(source),
    "Expected a component in binary form, found component text. Assemble it: wasm-tools parse x.wat -o x.wasm",
    0,
  ]),
  ["a script", text("#!/bin/sh\n"), "Expected a component, which begins with 00 61 73 6d, found 23 21 2f 62", 0],
  [
    "prose in parentheses",
    text("(componentry)"),
    "Expected a component, which begins with 00 61 73 6d, found 28 63 6f 6d",
    0,
  ],
  ["one byte", new Uint8Array([0]), "Expected a component, which begins with 00 61 73 6d, found 00", 0],
  [
    "another version",
    new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x0a, 0x00, 0x01, 0x00]),
    "Expected a component (version 0d 00, layer 01 00), found 0a 00 01 00",
    4,
  ],
  [
    "half a preamble",
    new Uint8Array(COMPONENT_PREAMBLE.slice(0, 6)),
    "Expected a component (version 0d 00, layer 01 00), found 0d 00",
    4,
  ],
  [
    "the magic alone",
    new Uint8Array(COMPONENT_PREAMBLE.slice(0, 4)),
    "Expected a component (version 0d 00, layer 01 00), found the end of the file",
    4,
  ],
];

for (const [what, bytes, message, offset] of NOT_COMPONENTS) {
  test(`${what} is not a component, and the message says what it is`, () => {
    assert.throws(() => decodeComponent(bytes), new ParseError(message, offset));
  });
}

test("text of comments only is told in no time", () => {
  const begin = performance.now();
  assert.throws(() => decodeComponent(text("(;;)".repeat(1000))), ParseError);
  assert.throws(() => decodeComponent(text(`(;${" ;".repeat(2000)}`)), ParseError);
  assert.ok(performance.now() - begin < 100);
});

// ——— Sections ———

type Shape = Record<string, unknown>;
type Row = readonly [what: string, id: number, content: Bytes, expected: Shape | readonly Shape[]];

const plain = (label: string): Bytes => [0x00, ...name(label)];
const nothing: Bytes = [0x60, 0x00, 0x00];

const CORE: readonly Row[] = [
  ["a core module", 1, MODULE_PREAMBLE, { kind: "core module", begin: 10, size: 8 }],
  [
    "a core instance of a module",
    2,
    vec([[0x00, 0x03, ...vec([[...name("a"), 0x12, 0x05]])]]),
    { kind: "core instance", expr: { kind: "instantiate", module: 3, args: [{ name: "a", instance: 5 }] } },
  ],
  [
    "a core instance of exports",
    2,
    vec([[0x01, ...vec([0x00, 0x01, 0x02, 0x03, 0x04].map((sort) => [...name("x"), sort, 0x07]))]]),
    {
      kind: "core instance",
      expr: {
        kind: "exports",
        exports: ["func", "table", "memory", "global", "tag"].map((sort) => ({ name: "x", item: { sort, index: 7 } })),
      },
    },
  ],
  [
    "a core function type",
    3,
    vec([[0x60, ...vec([[0x7f], [0x7e], [0x7d]]), ...vec([[0x7c], [0x7b], [0x70], [0x63, 0x70]])]]),
    {
      kind: "core type",
      type: {
        kind: "func",
        params: ["i32", "i64", "f32"],
        results: ["f64", "v128", { nullable: true, heap: "func" }, { nullable: true, heap: "func" }],
      },
    },
  ],
  [
    "a struct type",
    3,
    vec([
      [
        0x5f,
        ...vec([
          [0x7f, 0x01],
          [0x78, 0x00],
        ]),
      ],
    ]),
    { kind: "core type", type: { kind: "other", count: 1 } },
  ],
  ["an array type", 3, vec([[0x5e, 0x77, 0x01]]), { kind: "core type", type: { kind: "other", count: 1 } }],
  ["a continuation type", 3, vec([[0x5d, 0x00]]), { kind: "core type", type: { kind: "other", count: 1 } }],
  [
    "a final sub type",
    3,
    vec([[0x4f, 0x00, ...nothing]]),
    { kind: "core type", type: { kind: "func", params: [], results: [] } },
  ],
  [
    "an open sub type",
    3,
    vec([[0x00, 0x50, 0x01, 0x00, ...nothing]]),
    { kind: "core type", type: { kind: "func", params: [], results: [] } },
  ],
  [
    "a recursion group",
    3,
    vec([[0x4e, ...vec([nothing, [0x50, 0x00, ...nothing]])]]),
    { kind: "core type", type: { kind: "other", count: 2 } },
  ],
  [
    "a module type",
    3,
    vec([
      [
        0x50,
        ...vec([
          [0x01, ...nothing],
          [0x02, 0x10, 0x01, 0x00, 0x04],
          [0x00, ...name("m"), ...name("f"), 0x00, 0x00],
          [0x00, ...name("m"), ...name("t"), 0x01, 0x70, 0x00, 0x01],
          [0x00, ...name("m"), ...name("m"), 0x02, 0x01, 0x01, 0x02],
          [0x03, ...name("g"), 0x03, 0x7f, 0x01],
          [0x03, ...name("e"), 0x04, 0x00, 0x00],
        ]),
      ],
    ]),
    {
      kind: "core type",
      type: {
        kind: "module",
        declarations: [
          { kind: "type", type: { kind: "func", params: [], results: [] } },
          { kind: "outer alias", count: 0, index: 4 },
          { kind: "import", module: "m", name: "f", type: { kind: "func", type: 0 } },
          {
            kind: "import",
            module: "m",
            name: "t",
            type: {
              kind: "table",
              type: {
                element: { nullable: true, heap: "func" },
                limits: { min: 1n, address: "i32" },
                shared: false,
              },
            },
          },
          {
            kind: "import",
            module: "m",
            name: "m",
            type: { kind: "memory", type: { min: 1n, max: 2n, address: "i32", shared: false } },
          },
          { kind: "export", name: "g", type: { kind: "global", type: { type: "i32", mutable: true } } },
          { kind: "export", name: "e", type: { kind: "tag", type: 0 } },
        ],
      },
    },
  ],
];

const INSTANCES: readonly Row[] = [
  [
    "a component",
    4,
    [...COMPONENT_PREAMBLE, ...section(7, vec([[0x70, 0x7d]]))],
    {
      kind: "component",
      component: {
        offset: 10,
        size: 13,
        definitions: [{ offset: 21, kind: "type", type: { kind: "list", element: "u8" } }],
        customs: [],
      },
    },
  ],
  [
    "an instance of a component",
    5,
    vec([
      [
        0x00,
        0x02,
        ...vec([
          [...name("f"), 0x01, 0x04],
          [...name("m"), 0x00, 0x11, 0x05],
        ]),
      ],
    ]),
    {
      kind: "instance",
      expr: {
        kind: "instantiate",
        component: 2,
        args: [
          { name: "f", item: { sort: "func", index: 4 } },
          { name: "m", item: { sort: "core module", index: 5 } },
        ],
      },
    },
  ],
  [
    "an instance of exports",
    5,
    vec([
      [
        0x01,
        ...vec([
          [...plain("t"), 0x03, 0x00],
          [...plain("c"), 0x04, 0x01],
          [...plain("i"), 0x05, 0x02],
        ]),
      ],
    ]),
    {
      kind: "instance",
      expr: {
        kind: "exports",
        exports: [
          { name: { name: "t" }, item: { sort: "type", index: 0 } },
          { name: { name: "c" }, item: { sort: "component", index: 1 } },
          { name: { name: "i" }, item: { sort: "instance", index: 2 } },
        ],
      },
    },
  ],
  [
    "an alias of an export",
    6,
    vec([[0x05, 0x00, 0x01, ...name("x")]]),
    { kind: "alias", alias: { kind: "export", sort: "instance", instance: 1, name: "x" } },
  ],
  [
    "an alias of a core export",
    6,
    vec([[0x00, 0x02, 0x01, 0x01, ...name("x")]]),
    { kind: "alias", alias: { kind: "core export", sort: "memory", instance: 1, name: "x" } },
  ],
  ...(
    [
      ["type", [0x03]],
      ["component", [0x04]],
      ["core module", [0x00, 0x11]],
      ["core type", [0x00, 0x10]],
    ] as const
  ).map(
    ([sort, bytes]): Row => [
      `an outer alias of a ${sort}`,
      6,
      vec([[...bytes, 0x02, 0x01, 0x09]]),
      { kind: "alias", alias: { kind: "outer", sort, count: 1, index: 9 } },
    ],
  ),
];

const PRIMITIVES = ["bool", "s8", "u8", "s16", "u16", "s32", "u32", "s64", "u64", "f32", "f64", "char", "string"];

const type = (what: string, bytes: Bytes, expected: Shape): Row => [
  what,
  7,
  vec([bytes]),
  { kind: "type", type: expected },
];

const TYPES: readonly Row[] = [
  ...PRIMITIVES.map((primitive, i): Row => type(`the type ${primitive}`, [0x7f - i], { kind: "primitive", primitive })),
  type("an error-context", [0x64], { kind: "primitive", primitive: "error-context" }),
  type(
    "a record",
    [
      0x72,
      ...vec([
        [...name("a"), 0x7d],
        [...name("b"), 0x03],
      ]),
    ],
    {
      kind: "record",
      fields: [
        { label: "a", type: "u8" },
        { label: "b", type: 3 },
      ],
    },
  ),
  type(
    "a variant",
    [
      0x71,
      ...vec([
        [...name("a"), 0x00, 0x00],
        [...name("b"), 0x01, 0x73, 0x00],
      ]),
    ],
    {
      kind: "variant",
      cases: [{ label: "a" }, { label: "b", type: "string" }],
    },
  ),
  type("a list", [0x70, 0x74], { kind: "list", element: "char" }),
  type("a list of fixed length", [0x67, 0x74, 0x80, 0x01], { kind: "list", element: "char", length: 128 }),
  type("a tuple", [0x6f, ...vec([[0x7f], [0x7e]])], { kind: "tuple", types: ["bool", "s8"] }),
  type("flags", [0x6e, ...vec([name("a"), name("b")])], { kind: "flags", labels: ["a", "b"] }),
  type("an enum", [0x6d, ...vec([name("a"), name("b")])], { kind: "enum", labels: ["a", "b"] }),
  type("an option", [0x6b, 0xc0, 0x00], { kind: "option", type: 64 }),
  type("a result of nothing", [0x6a, 0x00, 0x00], { kind: "result" }),
  type("a result of both", [0x6a, 0x01, 0x7f, 0x01, 0x73], { kind: "result", ok: "bool", err: "string" }),
  type("an own handle", [0x69, 0x05], { kind: "own", resource: 5 }),
  type("a borrow handle", [0x68, 0x05], { kind: "borrow", resource: 5 }),
  type("a stream", [0x66, 0x01, 0x7d], { kind: "stream", element: "u8" }),
  type("a future of nothing", [0x65, 0x00], { kind: "future" }),
  type("a map", [0x63, 0x73, 0x7d], { kind: "map", key: "string", value: "u8" }),
  type("a function type", [0x40, ...vec([[...name("x"), 0x7d]]), 0x00, 0x73], {
    kind: "func",
    async: false,
    params: [{ label: "x", type: "u8" }],
    result: "string",
  }),
  type("an async function type without result", [0x43, 0x00, 0x01, 0x00], { kind: "func", async: true, params: [] }),
  type("a resource", [0x3f, 0x7f, 0x00], { kind: "resource", rep: "i32" }),
  type("a resource with a destructor", [0x3f, 0x7f, 0x01, 0x04], { kind: "resource", rep: "i32", dtor: 4 }),
  type(
    "a component type",
    [
      0x41,
      ...vec([
        [0x03, ...plain("f"), 0x01, 0x00],
        [0x04, ...plain("g"), 0x01, 0x00],
      ]),
    ],
    {
      kind: "component",
      declarations: [
        { offset: 13, kind: "import", name: { name: "f" }, type: { kind: "func", type: 0 } },
        { offset: 19, kind: "export", name: { name: "g" }, type: { kind: "func", type: 0 } },
      ],
    },
  ),
  type(
    "an instance type",
    [
      0x42,
      ...vec([
        [0x00, ...nothing],
        [0x01, 0x40, 0x00, 0x01, 0x00],
        [0x02, 0x03, 0x02, 0x01, 0x02],
        [0x04, ...plain("t"), 0x03, 0x01],
      ]),
    ],
    {
      kind: "instance",
      declarations: [
        { offset: 13, kind: "core type", type: { kind: "func", params: [], results: [] } },
        { offset: 17, kind: "type", type: { kind: "func", async: false, params: [] } },
        { offset: 22, kind: "alias", alias: { kind: "outer", sort: "type", count: 1, index: 2 } },
        { offset: 27, kind: "export", name: { name: "t" }, type: { kind: "type" } },
      ],
    },
  ),
];

const canon = (what: string, bytes: Bytes, expected: Shape): Row => [
  `canon ${what}`,
  8,
  vec([bytes]),
  { kind: "canon", canon: expected },
];
const typed = (first: number, ...kinds: readonly string[]): Row[] =>
  kinds.map((kind, i) => canon(kind, [first + i, 0x05], { kind, type: 5 }));
const bare = (rows: Readonly<Record<string, number>>): Row[] =>
  Object.entries(rows).map(([kind, opcode]) => canon(kind, [opcode], { kind }));
const flagged = (flag: string, rows: Readonly<Record<string, number>>): Row[] =>
  Object.entries(rows).map(([kind, opcode]) => canon(kind, [opcode, 0x01], { kind, [flag]: true }));

const ALL_OPTIONS = vec([[0x02], [0x03, 0x01], [0x04, 0x02], [0x05, 0x03], [0x06], [0x07, 0x04]]);
const allOptions = { encoding: "latin1+utf16", memory: 1, realloc: 2, postReturn: 3, async: true, callback: 4 };
const noOptions = { encoding: "utf8", async: false };

const CANONS: readonly Row[] = [
  canon("lift", [0x00, 0x00, 0x04, ...ALL_OPTIONS, 0x06], { kind: "lift", func: 4, options: allOptions, type: 6 }),
  canon("lower", [0x01, 0x00, 0x04, ...vec([[0x01]])], {
    kind: "lower",
    func: 4,
    options: { ...noOptions, encoding: "utf16" },
  }),
  canon("resource.new", [0x02, 0x05], { kind: "resource.new", resource: 5 }),
  canon("resource.drop", [0x03, 0x05], { kind: "resource.drop", resource: 5 }),
  canon("resource.rep", [0x04, 0x05], { kind: "resource.rep", resource: 5 }),
  canon("task.return", [0x09, 0x00, 0x7d, 0x00], { kind: "task.return", result: "u8", options: noOptions }),
  canon("task.return of nothing", [0x09, 0x01, 0x00, 0x00], { kind: "task.return", options: noOptions }),
  canon("context.get", [0x0a, 0x7f, 0x00], { kind: "context.get", type: "i32", index: 0 }),
  canon("context.set", [0x0b, 0x7f, 0x01], { kind: "context.set", type: "i32", index: 1 }),
  ...typed(0x0e, "stream.new"),
  ...typed(0x13, "stream.drop-readable", "stream.drop-writable", "future.new"),
  ...typed(0x1a, "future.drop-readable", "future.drop-writable"),
  ...(["stream.read", "stream.write"] as const).map((kind, i) =>
    canon(kind, [0x0f + i, 0x05, 0x00], { kind, type: 5, options: noOptions }),
  ),
  ...(["future.read", "future.write"] as const).map((kind, i) =>
    canon(kind, [0x16 + i, 0x05, 0x00], { kind, type: 5, options: noOptions }),
  ),
  ...(["stream.cancel-read", "stream.cancel-write"] as const).map((kind, i) =>
    canon(kind, [0x11 + i, 0x05, 0x01], { kind, type: 5, async: true }),
  ),
  ...(["future.cancel-read", "future.cancel-write"] as const).map((kind, i) =>
    canon(kind, [0x18 + i, 0x05, 0x00], { kind, type: 5, async: false }),
  ),
  canon("error-context.new", [0x1c, 0x00], { kind: "error-context.new", options: noOptions }),
  canon("error-context.debug-message", [0x1d, 0x00], { kind: "error-context.debug-message", options: noOptions }),
  canon("waitable-set.wait", [0x20, 0x01, 0x02], { kind: "waitable-set.wait", cancellable: true, memory: 2 }),
  canon("waitable-set.poll", [0x21, 0x00, 0x02], { kind: "waitable-set.poll", cancellable: false, memory: 2 }),
  canon("thread.new-indirect", [0x27, 0x01, 0x02], { kind: "thread.new-indirect", type: 1, table: 2 }),
  canon("thread.spawn-ref", [0x40, 0x01, 0x02], { kind: "thread.spawn-ref", shared: true, type: 2 }),
  canon("thread.spawn-indirect", [0x41, 0x00, 0x02, 0x03], {
    kind: "thread.spawn-indirect",
    shared: false,
    type: 2,
    table: 3,
  }),
  ...flagged("async", { "subtask.cancel": 0x06 }),
  ...flagged("shared", { "thread.available-parallelism": 0x42 }),
  ...flagged("cancellable", {
    "thread.yield": 0x0c,
    "thread.suspend": 0x29,
    "thread.suspend-then-resume": 0x2a,
    "thread.yield-then-resume": 0x2b,
    "thread.suspend-then-promote": 0x2c,
    "thread.yield-then-promote": 0x2d,
  }),
  ...bare({
    "task.cancel": 0x05,
    "subtask.drop": 0x0d,
    "error-context.drop": 0x1e,
    "waitable-set.new": 0x1f,
    "waitable-set.drop": 0x22,
    "waitable.join": 0x23,
    "backpressure.inc": 0x24,
    "backpressure.dec": 0x25,
    "thread.index": 0x26,
    "thread.resume-later": 0x28,
  }),
];

const EDGES: readonly Row[] = [
  ["a start function", 9, [0x02, ...vec([[0x00], [0x01]]), 0x01], { kind: "start", func: 2, args: [0, 1], results: 1 }],
  ...(
    [
      ["core module", [0x00, 0x11, 0x04], { kind: "core module", type: 4 }],
      ["func", [0x01, 0x04], { kind: "func", type: 4 }],
      ["value of a type", [0x02, 0x01, 0x7d], { kind: "value", bound: { type: "u8" } }],
      ["value equal to another", [0x02, 0x00, 0x03], { kind: "value", bound: { eq: 3 } }],
      ["type equal to another", [0x03, 0x00, 0x04], { kind: "type", eq: 4 }],
      ["resource", [0x03, 0x01], { kind: "type" }],
      ["component", [0x04, 0x04], { kind: "component", type: 4 }],
      ["instance", [0x05, 0x04], { kind: "instance", type: 4 }],
    ] as const
  ).map(
    ([what, bytes, expected]): Row => [
      `an import of a ${what}`,
      10,
      vec([[...plain("x"), ...bytes]]),
      { kind: "import", name: { name: "x" }, type: expected },
    ],
  ),
  [
    "an export",
    11,
    vec([[...plain("x"), 0x01, 0x04, 0x00]]),
    { kind: "export", name: { name: "x" }, item: { sort: "func", index: 4 } },
  ],
  [
    "an export with a type",
    11,
    vec([[...plain("x"), 0x05, 0x04, 0x01, 0x05, 0x06]]),
    { kind: "export", name: { name: "x" }, item: { sort: "instance", index: 4 }, type: { kind: "instance", type: 6 } },
  ],
  [
    "names with attributes",
    11,
    vec([
      [0x01, ...name("a"), 0x01, 0x00, 0x00],
      [
        0x02,
        ...name("b"),
        ...vec([
          [0x00, ...name("i")],
          [0x01, ...name(".1")],
          [0x02, ...name("e")],
        ]),
        0x01,
        0x00,
        0x00,
      ],
    ]),
    [
      { kind: "export", name: { name: "a" }, item: { sort: "func", index: 0 } },
      {
        kind: "export",
        name: { name: "b", implements: "i", versionSuffix: ".1", externalId: "e" },
        item: { sort: "func", index: 0 },
      },
    ],
  ],
  ["a value", 12, vec([[0x7d, 0x01, 0x2a]]), { kind: "value", type: "u8", begin: 13, size: 1 }],
];

const withoutOffset = ({ offset: _, ...rest }: Definition): object => rest;

for (const [what, id, content, expected] of [CORE, INSTANCES, TYPES, CANONS, EDGES].flat()) {
  test(`reads ${what}`, () => {
    const { definitions, customs } = decodeComponent(component(section(id, content)));
    assert.deepEqual(definitions.map(withoutOffset), Array.isArray(expected) ? expected : [expected]);
    assert.deepEqual(customs, []);
  });
}

test("every row has the offset its definition begins at", () => {
  const bytes = component(
    section(
      7,
      vec([
        [0x70, 0x7d],
        [0x6b, 0x00],
      ]),
    ),
    section(1, MODULE_PREAMBLE),
  );
  assert.deepEqual(
    decodeComponent(bytes).definitions.map(({ offset }) => offset),
    [11, 13, 17],
  );
});

test("custom sections are named and stepped over", () => {
  const bytes = component(section(0, [...name("note"), 1, 2, 3]), section(0, name("")));
  assert.deepEqual(decodeComponent(bytes), {
    offset: 0,
    size: bytes.length,
    definitions: [],
    customs: [
      { name: "note", offset: 15, size: 3 },
      { name: "", offset: 21, size: 0 },
    ],
  });
});

// ——— Refusals ———

const REFUSED: readonly (readonly [id: number, content: Bytes, message: string, offset: number])[] = [
  [13, [], "Expected a section id from 0 to 12, found 13", 8],
  [7, [0x00, 0x00], "Expected the end of section 7, found 1 more bytes", 11],
  [7, vec([[0x70]]), "Unexpected end of input: expected a value type", 12],
  [7, vec([[0x41, 0x05]]), "Expected 5 component declarations, found only 0 bytes", 12],
  [7, [0xff, 0xff, 0x03], "Expected 65535 types, found only 0 bytes", 10],
  [7, vec([[0x3e]]), "Expected a type, found the unknown opcode 0x3e", 11],
  [7, vec([[0x70, 0x60]]), "Expected a value type, found the unknown opcode 0x60", 12],
  [7, vec([[0x70, 0xff, 0x7f]]), "Expected a value type, found the unknown opcode 0x7f", 12],
  [7, vec([[0x72, 0x00]]), "Expected at least one of record fields, found none", 13],
  [7, vec([[0x71, 0x00]]), "Expected at least one of variant cases, found none", 13],
  [7, vec([[0x6f, 0x00]]), "Expected at least one of tuple types, found none", 13],
  [7, vec([[0x6d, 0x00]]), "Expected at least one of enum labels, found none", 13],
  [7, vec([[0x6e, 0x00]]), "Expected 1 to 32 flags, found 0", 12],
  [
    7,
    vec([[0x6e, ...vec(Array.from({ length: 33 }, (_, i) => name(`f${i}`)))]]),
    "Expected 1 to 32 flags, found 33",
    12,
  ],
  [7, vec([[0x67, 0x7d, 0x00]]), "Expected a list's length greater than 0, found 0", 13],
  [7, vec([[0x71, 0x01, ...name("a"), 0x00, 0x01]]), "Expected the end of a case (0x00), found 0x01", 16],
  [7, vec([[0x40, 0x00, 0x02]]), "Expected a result list (0x00 or 0x01), found 0x02", 13],
  [7, vec([[0x40, 0x00, 0x01, 0x01]]), "Expected an empty result list (0x00), found 0x01", 14],
  [7, vec([[0x42, 0x01, 0x05]]), "Expected a declaration, found 0x05", 13],
  [2, vec([[0x02]]), "Expected the form of a core instance (0x00 or 0x01), found 0x02", 11],
  [2, vec([[0x00, 0x00, 0x01, ...name("a"), 0x11]]), "Expected the sort core instance (0x12), found 0x11", 16],
  [3, vec([[0x61]]), "Expected a core type, found 0x61", 11],
  [3, vec([[0x60, 0x01, 0x60]]), "Expected a core value type, found 0x60", 13],
  [3, vec([[0x50, 0x01, 0x04]]), "Expected a module declaration, found 0x04", 13],
  [3, vec([[0x50, 0x01, 0x01, 0x50, 0x00]]), "Expected a core type other than a module type", 13],
  [3, vec([[0x50, 0x01, 0x03, ...name("x"), 0x02, 0x10]]), "Expected limits, found 0x10", 17],
  [
    3,
    vec([[0x50, 0x01, 0x03, ...name("x"), 0x11]]),
    "Expected a func, table, memory, global or tag, found the sort module",
    16,
  ],
  [4, MODULE_PREAMBLE, "Expected a nested component's preamble", 10],
  [6, vec([[0x06]]), "Expected a sort, found 0x06", 11],
  [6, vec([[0x00, 0x05]]), "Expected a core sort, found 0x05", 12],
  [6, vec([[0x01, 0x03]]), "Expected an alias target (0x00 to 0x02), found 0x03", 12],
  [6, vec([[0x01, 0x01]]), "Expected a core sort in an alias of a core export, found func", 11],
  [6, vec([[0x01, 0x02]]), "Expected a type, component or core module in an outer alias, found func", 11],
  [8, vec([[0x43]]), "Expected a canonical definition, found the unknown opcode 0x43", 11],
  [8, vec([[0x00, 0x01]]), "Expected the sort func (0x00), found 0x01", 12],
  [8, vec([[0x01, 0x00, 0x00, 0x01, 0x08]]), "Expected a canonical option, found 0x08", 15],
  [8, vec([[0x01, 0x00, 0x00, 0x02, 0x00, 0x01]]), "Expected the canonical option encoding once, found it twice", 16],
  [10, vec([[0x03]]), "Expected the form of a name (0x00 to 0x02), found 0x03", 11],
  [10, vec([[...plain("x"), 0x06]]), "Expected the sort of an import or export, found 0x06", 14],
  [10, vec([[...plain("x"), 0x00, 0x10]]), "Expected the sort core module (0x11), found 0x10", 15],
  [11, vec([[0x02, ...name("x"), 0x01, 0x03]]), "Expected a name attribute, found 0x03", 15],
  [
    11,
    vec([
      [
        0x02,
        ...name("x"),
        ...vec([
          [0x00, 0x00],
          [0x00, 0x00],
        ]),
      ],
    ]),
    'Expected each attribute of "x" once',
    11,
  ],
  [12, vec([[0x7d, 0x04, 0x2a]]), "Unexpected end of input: expected 4 bytes of a value, found 1", 13],
];

for (const [id, content, message, offset] of REFUSED) {
  test(`refuses section ${id}: ${message}`, () => {
    assert.throws(() => decodeComponent(component(section(id, content))), new ParseError(message, offset));
  });
}

test("a section longer than its component is refused where its body begins", () => {
  const message = "Unexpected end of input: expected 9 bytes of section 7, found 1";
  assert.throws(() => decodeComponent(component([7, 9, 0])), new ParseError(message, 10));
});

// ——— Nesting ———

const nest = (depth: number, inner: Bytes, wrap: (content: Bytes) => Bytes): Bytes =>
  Array.from({ length: depth }).reduce<Bytes>(wrap, inner);
const nestedComponents = (depth: number): Uint8Array =>
  new Uint8Array(nest(depth, COMPONENT_PREAMBLE, (content) => [...COMPONENT_PREAMBLE, ...section(4, content)]));
const nestedTypes = (depth: number): Uint8Array =>
  component(section(7, vec([nest(depth, [0x42, 0x00], (content) => [0x42, 0x01, 0x01, ...content])])));

test("components may be nested 100 deep and no deeper", () => {
  decodeComponent(nestedComponents(100));
  assert.throws(
    () => decodeComponent(nestedComponents(101)),
    /^ParseError: Components are nested deeper than 100 levels/,
  );
});

test("types may be nested 100 deep and no deeper", () => {
  decodeComponent(nestedTypes(100));
  assert.throws(() => decodeComponent(nestedTypes(101)), /^ParseError: Types are nested deeper than 100 levels/);
});

test("no input makes the decoder recurse until the stack ends", () => {
  const moduleTypes = [...leb(1), ...Array.from({ length: 50_000 }, () => [0x50, 0x01, 0x01]).flat()];
  assert.throws(() => decodeComponent(component(section(3, moduleTypes))), ParseError);
  assert.throws(() => decodeComponent(nestedTypes(2000)), ParseError);
});
