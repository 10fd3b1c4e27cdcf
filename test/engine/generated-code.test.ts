/** The JavaScript that is generated: as reviewed, linear in what it is generated from, and closed to the names in it. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { Component, ComponentError, webPlatform } from "@weft/core";
import type { ValType } from "@weft/core/types";
import { emitComponent } from "../../packages/core/src/abi/emit-component.ts";
import { decodeComponent } from "../../packages/core/src/binary/decode-component.ts";
import { planComponent } from "../../packages/core/src/link/evaluate-component.ts";
import { createSupport } from "../../packages/core/src/runtime/support.ts";

import { name as coreName, leb, vec } from "../../packages/core/test/bytes.ts";
import { ComponentBuilder } from "../../packages/core/test/component-builder.ts";
import { chainComponent, Probe, probeComponent } from "../../packages/core/test/probe.ts";
import * as t from "../../packages/wit/test/types.ts";
import { componentFile } from "./component-file.ts";

const everyType = await Component.compile(componentFile("every-type"));

/** Compares with `expected/<name>`; `BLESS=1` rewrites the file instead. */
function assertGolden(name: string, actual: string): void {
  const file = new URL(`expected/${name}`, import.meta.url);
  if (process.env["BLESS"] === "1") writeFileSync(file, actual);
  const expected = existsSync(file) ? readFileSync(file, "utf8") : "";
  assert.equal(
    actual,
    expected,
    `${name} differs from what was reviewed; if that is meant, run it with BLESS=1 and commit`,
  );
}

test("the code of every type is as reviewed", () => assertGolden("every-type.js", everyType.source()));
test("the code of every type is as reviewed, where imports may wait", () =>
  assertGolden("every-type.suspend.js", everyType.source({ suspend: true })));

const everything = {
  aBool: true,
  aS8: -1,
  aU8: 1,
  aS16: -2,
  aU16: 2,
  aS32: -3,
  aU32: 3,
  aS64: -4n,
  aU64: 4n,
  anF32: 0.5,
  anF64: 0.1,
  aChar: "☃",
  aString: "snow ☃",
  bytes: Uint8Array.of(1, 2, 3),
  names: ["a", "", "☃"],
  three: Uint16Array.of(1, 2, 3),
  pair: [1, 2n],
  kind: "large",
  rights: { read: true, write: false, runIt: true },
  shape: { tag: "named", val: "circle" },
  maybe: undefined,
  perhaps: { tag: "some", val: "x" },
  outcome: { tag: "err", val: "no" },
  table: new Map([["a", 1]]),
};

class File {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
  size(): bigint {
    return BigInt(this.path.length);
  }
  static open(path: string): File {
    return new File(path);
  }
}

test("the reviewed code does what it is generated for", async () => {
  const pass = (x: typeof everything): typeof everything => {
    if (x.aU8 === 0) throw new ComponentError(x.shape);
    return x;
  };
  const { exports } = await everyType.instantiate({
    host: { File, pass, choose: (x: { tag: string }) => x.tag === "dot" },
  });
  assert.deepEqual(exports["pass"](everything), everything);
  assert.throws(() => exports["pass"]({ ...everything, aU8: 0 }), new ComponentError(everything.shape));
  assert.equal(exports["choose"]({ tag: "dot" }), true);
  assert.equal(exports["measure"](new File("12345")), 5n);
  const { Counter } = exports["weft:test/counters@1.0.0"];
  assert.equal(new Counter(7).get(), 7);
});

// ——— Growth ———

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const nested = (depth: number): ValType =>
  times(depth, (i) => i).reduce<ValType>((type) => t.tuple(type, type), t.string);

/** A component's code where `size` of something is in it. */
const GROWING: Readonly<Record<string, (size: number) => Uint8Array<ArrayBuffer>>> = {
  "types that differ": (size) => probeComponent(t.tuple(...times(size, (i) => t.record({ [`f${i}`]: t.string })))),
  "cases of a variant": (size) =>
    probeComponent(t.variant(Object.fromEntries(times(size, (i) => [`c${i}`, t.string])))),
  "guests in a row": (size) =>
    chainComponent(
      t.list(t.string),
      times(size, () => "utf8"),
    ),
};

for (const [what, make] of Object.entries(GROWING)) {
  test(`code grows with the number of ${what}, no faster`, async () => {
    const lengths: number[] = [];
    for (const size of [20, 40, 80]) lengths.push((await Component.compile(make(size))).source().length);
    const [small = 0, middle = 0, large = 0] = lengths;
    // Twice as many more cost at most twice as much more, but for longer numbers in names.
    assert.ok(large - middle < 2.2 * (middle - small), lengths.join(", "));
  });
}

test("code grows with the depth of a type that doubles at each level, not with its size", async () => {
  const lengths: number[] = [];
  for (const depth of [8, 16, 18])
    lengths.push((await Component.compile(probeComponent(nested(depth)))).source().length);
  const [small = 0, middle = 0, large = 0] = lengths;
  assert.ok(middle < 2 * small && large < 1.2 * middle, lengths.join(", "));
});

test("a component of thousands of functions is generated and linked", async () => {
  const b = new ComponentBuilder();
  const type = b.funcType({ params: [t.string], result: t.list(t.u8) });
  for (let i = 0; i < 2000; i++) b.importFunc(`f${i}`, type);
  const imports = Object.fromEntries(times(2000, (i) => [`f${i}`, () => new Uint8Array()]));
  const component = await Component.compile(b.finish());
  component.link(imports);
  component.link(imports, { suspend: true });
});

// ——— Names ———

test("no name the emitters make up is one the runtime offers", () => {
  const made =
    /^(?:[acdhimprtv]|fn|call|u8_|dv_|refresh_|lift_|finish_|flat|arg|load_|store_|names_|indices_)\d+(?:_\d+)*$/;
  const offered = Object.keys(createSupport(webPlatform));
  assert.deepEqual(
    offered.filter((each) => made.test(each)),
    [],
  );
});

for (const suspend of [false, true]) {
  test(`a component with a hundred imports and exports can be called (suspend: ${suspend})`, async () => {
    const chain = await Component.compile(
      chainComponent(
        t.tuple(t.s8, t.s16, t.s32, t.s64, t.f32, t.f64),
        times(100, () => "utf8"),
      ),
    );
    const { exports } = await chain.instantiate({ echo: (x: unknown) => x }, { suspend });
    assert.deepEqual(await exports["relay"]([-1, -2, -3, -4n, 0.5, 0.25]), [-1, -2, -3, -4n, 0.5, 0.25]);
    const probe = await Probe.start(t.s8, { suspend });
    assert.equal(await probe.relay(-5), -5);
  });
}

/** Each would, written as it is, end a string, comment, name or property and run what follows. */
const HOSTILE = [
  '"]; globalThis.broken = 1; //',
  "\n globalThis.broken = 1; //",
  "\r globalThis.broken = 1; //",
  "\u2028globalThis.broken = 1; //",
  "\u2029globalThis.broken = 1; //",
  "*/ globalThis.broken = 1; /*",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it would be one, in a template
  "${globalThis.broken = 1}",
  "`; globalThis.broken = 1; `",
  "\\",
  "'",
  "x extends (globalThis.broken = 1, Object) {} //",
  "x { static { globalThis.broken = 1 } } //",
  "__proto__",
  "constructor",
  "prototype",
  "to-string",
  "guest-resource",
  "class",
  "await",
  "a b",
  "",
  "é",
  "1",
];

type Place = (name: string) => Uint8Array<ArrayBuffer>;
const func = [0x40, 0x00, 0x01, 0x00];

/** Where a component's names come into the code. */
const PLACES: Readonly<Record<string, Place>> = {
  "a field": (name) => probeComponent(t.record({ [name]: t.string, other: t.u8 })),
  "a case": (name) => probeComponent(t.variant({ [name]: t.string, other: undefined })),
  "an enum's name": (name) => probeComponent(t.enumeration(name, "other")),
  "a flag": (name) => probeComponent(t.flags(name, "other")),
  "a parameter": (name) => {
    const b = new ComponentBuilder();
    b.importFunc("f", b.type([0x40, ...vec([[...coreName(name), 0x7d]]), 0x01, 0x00]));
    return lowered(b);
  },
  "an import": (name) => {
    const b = new ComponentBuilder();
    b.importFunc(name, b.type(func));
    return lowered(b);
  },
  "an interface": (name) => {
    const b = new ComponentBuilder();
    b.type([
      0x42,
      ...vec([
        [0x01, ...func],
        [0x04, 0x00, ...coreName("f"), 0x01, 0x00],
      ]),
    ]);
    b.define("instance", 10, vec([[0x00, ...coreName(name), 0x05, 0x00]]));
    b.instanceExport("func", 0, "f");
    return lowered(b);
  },
  "a member of an interface": (name) => {
    const b = new ComponentBuilder();
    b.type([
      0x42,
      ...vec([
        [0x01, ...func],
        [0x04, 0x00, ...coreName(name), 0x01, 0x00],
      ]),
    ]);
    b.define("instance", 10, vec([[0x00, ...coreName("i"), 0x05, 0x00]]));
    b.instanceExport("func", 0, name);
    return lowered(b);
  },
  "an imported resource": (name) => {
    const b = new ComponentBuilder();
    const resource = b.define("type", 10, vec([[0x00, ...coreName(name), 0x03, 0x01]]));
    const own = b.type([0x69, ...leb(resource)]);
    b.importFunc("f", b.type([0x40, ...vec([[...coreName("x"), ...leb(own)]]), 0x01, 0x00]));
    return lowered(b);
  },
  "an exported function": (name) => {
    const b = new ComponentBuilder();
    const index = b.importFunc("f", b.type(func));
    b.export({ name, space: "func", index });
    return b.finish();
  },
  "an exported resource": (name) => {
    const b = new ComponentBuilder();
    b.export({ name, space: "type", index: b.type([0x3f, 0x7f, 0x00]) });
    return b.finish();
  },
  "a method": (name) => memberOf("method", name),
  "a static function": (name) => memberOf("static", name),
  "an export of a core module": (name) => {
    const b = new ComponentBuilder();
    const instance = b.instantiateCore(b.coreModule(probeCore(name)));
    b.export({ name: "f", space: "func", index: b.lift(b.coreExport("core func", instance, name), b.type(func)) });
    return b.finish();
  },
};

/** Makes the code of import function 0. */
function lowered(b: ComponentBuilder): Uint8Array<ArrayBuffer> {
  b.lower(0);
  return b.finish();
}

function memberOf(kind: "method" | "static", name: string): Uint8Array<ArrayBuffer> {
  const b = new ComponentBuilder();
  const resource = b.type([0x3f, 0x7f, 0x00]);
  const borrow = b.type([0x68, ...leb(resource)]);
  const params = kind === "method" ? [[...coreName("self"), ...leb(borrow)]] : [];
  const instance = b.instantiateCore(b.coreModule(probeCore("f", kind === "method")));
  const lifted = b.lift(b.coreExport("core func", instance, "f"), b.type([0x40, ...vec(params), 0x01, 0x00]));
  b.define(
    "instance",
    5,
    vec([
      [
        0x01,
        ...vec([
          [0x00, ...coreName("r"), 0x03, ...leb(resource)],
          [0x00, ...coreName(`[${kind}]r.${name}`), 0x01, ...leb(lifted)],
        ]),
      ],
    ]),
  );
  b.export({ name: "i", space: "instance", index: 0 });
  return b.finish();
}

function probeCore(name: string, takesHandle = false): number[] {
  const type = takesHandle ? [0x01, 0x60, 0x01, 0x7f, 0x00] : [0x01, 0x60, 0x00, 0x00];
  const section = (id: number, content: readonly number[]): number[] => [id, ...leb(content.length), ...content];
  return [
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, type),
    ...section(3, [0x01, 0x00]),
    ...section(7, [0x01, ...coreName(name), 0x00, 0x00]),
    ...section(10, [0x01, 0x02, 0x00, 0x0b]),
  ];
}

for (const [place, make] of Object.entries(PLACES)) {
  test(`whatever the name of ${place} is, no code comes of it`, async () => {
    for (const name of HOSTILE) await assertHarmless(make(name), `${place} called ${JSON.stringify(name)}`);
  });
}

/** Either the component is refused, or its code parses, and what the name says is in strings and comments only. */
async function assertHarmless(bytes: Uint8Array<ArrayBuffer>, what: string): Promise<void> {
  // Validation refuses most of these names. Here it is asked what would become of them without it.
  const plan = planComponent(decodeComponent(bytes));
  for (const suspend of [false, true]) {
    const { source } = emitComponent(plan, { suspend, supportNames: Object.keys(createSupport(webPlatform)) });
    new Function("rt", "env", source);
    assert.doesNotMatch(source.replace(/"(?:[^"\\\n]|\\.)*"/g, '""').replace(/\/\/.*$/gm, ""), /broken/, what);
  }
}
