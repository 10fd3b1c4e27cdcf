/** Imports found by name, version and shape; what is missing, all at once; and what is exported of what was imported. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Component, type Imports, LinkError } from "@weft/core";
import { coreModule, i32Const, localGet } from "../../packages/core/test/core-module.ts";
import { componentFile } from "./component-file.ts";

const component = await Component.compile(componentFile("linking"));

const doubling = new WebAssembly.Module(
  new Uint8Array(
    coreModule({
      funcs: [{ name: "double", params: ["i32"], results: ["i32"], body: [...localGet(0), ...i32Const(2), 0x6c] }],
    }),
  ),
);

class Counter {
  static made = 0;
  readonly count = ++Counter.made;
  getCount(): number {
    return this.count;
  }
  static howMany(): number {
    return Counter.made;
  }
}

const math = { Counter, add: (x: number, y: number) => (x + y) >>> 0 };
const MATH = "test:deps/math";
const EXACT = `${MATH}@1.2.3`;

function imports(given: Record<string, unknown> = {}): Imports & { readonly logged: number[] } {
  const logged: number[] = [];
  const all = {
    logLine: (n: number) => void logged.push(n),
    toString: () => 5,
    [EXACT]: math,
    "test:deps/plain": { one: () => 1 },
    "math-core": doubling,
    ...given,
  };
  return Object.defineProperty(all, "logged", { value: logged }) as typeof all & { logged: number[] };
}

const without = (given: Imports, ...names: string[]): Imports =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));

test("everything is where its name says", async () => {
  const host = imports();
  const { exports } = await component.instantiate(host);
  assert.equal(exports["double"](21), 42);
  assert.equal(exports["plusSeven"](1), 8);
  assert.equal(exports["test:deps/plus-one"].run(1), 2);
  assert.deepEqual(exports["test:deps/nested"].swap([1, 2]), [2, 1]);
  assert.equal(exports["test:deps/nested"].inner.value(), 7);
  assert.equal(exports["test:deps/inner"].value(), 7);
  Counter.made = 10;
  assert.equal(exports["use"](), 5);
  assert.deepEqual(host.logged, [11, 11]);
});

test("what is imported can be exported: functions, interfaces with their classes, core modules", async () => {
  const host = imports();
  const { exports } = await component.instantiate(host);
  assert.equal(exports["add"](1, 2), 3);
  exports["say"](9);
  assert.deepEqual(host.logged, [9]);
  assert.equal(exports["test:deps/again"].add(2, 3), 5);
  assert.equal(exports["test:deps/again"].Counter, Counter);
  assert.equal(exports["mathModule"], doubling);
  assert.ok(exports["swapModule"] instanceof WebAssembly.Module);
});

// ——— Versions ———

const VERSIONS: readonly (readonly [offered: readonly string[], taken: string | undefined])[] = [
  [["@1.2.3"], "@1.2.3"],
  [["@1.0.0"], "@1.0.0"],
  [["@1.9.9"], "@1.9.9"],
  [[""], ""],
  [["@1.9.0", "@1.10.0", "@1.2.4"], "@1.10.0"],
  [["@1.9.0", "@1.2.3"], "@1.2.3"],
  [["", "@1.9.0"], "@1.9.0"],
  [["@2.0.0", ""], ""],
  [["@2.0.0"], undefined],
  [["@0.2.3"], undefined],
  [["@1.2.3-rc.1"], undefined],
  [[], undefined],
];

for (const [offered, taken] of VERSIONS) {
  test(`of ${offered.map((each) => each || "no version").join(", ") || "nothing"}, 1.2.3 takes ${taken === "" ? "no version" : (taken ?? "nothing")}`, async () => {
    const versions = Object.fromEntries(offered.map((version, i) => [`${MATH}${version}`, { Counter, add: () => i }]));
    const given = { ...without(imports(), EXACT), ...versions };
    if (taken === undefined) {
      const message = `Cannot link import "${EXACT}": expected an interface, found nothing`;
      assert.throws(() => component.link(given), { name: "LinkError", message });
    } else {
      const { exports } = await component.instantiate(given);
      assert.equal(exports["add"](0, 0), offered.indexOf(taken));
    }
  });
}

test("an interface the component wants without version is given without", async () => {
  const given = { ...without(imports(), "test:deps/plain"), "test:deps/plain@1.0.0": { one: () => 1 } };
  assert.throws(() => component.link(given), LinkError);
});

// ——— Functions of the world ———

const FUNCTIONS: Readonly<Record<string, Record<string, unknown>>> = {
  "in camel case": { logLine: () => undefined },
  "by its own name": { "log-line": () => undefined },
  "as the default of a module": { "log-line": { default: () => undefined } },
  "as the default, in camel case": { logLine: { default: () => undefined } },
};

for (const [how, given] of Object.entries(FUNCTIONS)) {
  test(`a function of the world is given ${how}`, () => {
    component.link({ ...without(imports(), "logLine"), ...given });
  });
}

// ——— What is missing ———

class Empty {}
class Half {
  getCount = 1;
  static howMany = "many";
}

const ADD = "func(x: u32, y: u32) -> u32";
const GET = "func(self: borrow<counter>) -> u32";
const MISSING: Readonly<Record<string, readonly [Imports, ...(readonly [string, string, string])[]]>> = {
  nothing: [
    {},
    ["log-line", "func(n: u32)", "nothing"],
    ["to-string", "func() -> u32", "nothing"],
    [EXACT, "an interface", "nothing"],
    ["test:deps/plain", "an interface", "nothing"],
    ["math-core", "a core module (WebAssembly.Module)", "nothing"],
  ],
  "an interface that is a number": [imports({ [EXACT]: 7 }), [EXACT, "an interface", "a number"]],
  "an interface that is null": [imports({ [EXACT]: null }), [EXACT, "an interface", "null"]],
  "an interface without members": [
    imports({ [EXACT]: {} }),
    [`${EXACT}#add`, ADD, "nothing"],
    [`${EXACT}#[constructor]counter`, "func() -> counter", "nothing instead of the class Counter"],
    [`${EXACT}#[method]counter.get-count`, GET, "nothing instead of the class Counter"],
    [`${EXACT}#[static]counter.how-many`, "func() -> u32", "nothing instead of the class Counter"],
  ],
  "a class that is an object": [
    imports({ [EXACT]: { ...math, Counter: { getCount() {} } } }),
    [`${EXACT}#[constructor]counter`, "func() -> counter", "an object instead of the class Counter"],
    [`${EXACT}#[method]counter.get-count`, GET, "an object instead of the class Counter"],
    [`${EXACT}#[static]counter.how-many`, "func() -> u32", "an object instead of the class Counter"],
  ],
  "a class without members": [
    imports({ [EXACT]: { ...math, Counter: Empty } }),
    [`${EXACT}#[method]counter.get-count`, GET, "nothing"],
    [`${EXACT}#[static]counter.how-many`, "func() -> u32", "nothing"],
  ],
  "a class whose members are no functions": [
    imports({ [EXACT]: { ...math, Counter: Half } }),
    [`${EXACT}#[method]counter.get-count`, GET, "nothing"],
    [`${EXACT}#[static]counter.how-many`, "func() -> u32", "a string"],
  ],
  "functions that are none": [
    imports({ [EXACT]: { Counter, add: "+" }, logLine: null, "test:deps/plain": { one: 1 } }),
    ["log-line", "func(n: u32)", "null"],
    [`${EXACT}#add`, ADD, "a string"],
    ["test:deps/plain#one", "func() -> u32", "a number"],
  ],
  "a module that is bytes": [
    imports({ "math-core": new Uint8Array() }),
    ["math-core", "a core module (WebAssembly.Module)", "an object"],
  ],
  "what every object inherits": [without(imports(), "toString"), ["to-string", "func() -> u32", "nothing"]],
};

for (const [what, [given, ...unmet]] of Object.entries(MISSING)) {
  test(`given ${what}, a LinkError lists each import that is not met`, () => {
    assert.throws(
      () => component.link(given),
      (error) => {
        assert.ok(error instanceof LinkError);
        assert.deepEqual(
          error.unmet.map(({ name, expected, found }) => [name, expected, found]),
          unmet,
        );
        const [[name, expected, found] = []] = unmet;
        assert.ok(error.message.startsWith(`Cannot link import "${name}": expected ${expected}, found ${found}`));
        assert.equal(error.message.split("\n").length, unmet.length);
        return true;
      },
    );
  });
}

test("a component is described by what it imports and exports", () => {
  assert.deepEqual(
    component.imports.map(({ name, type }) => [name, type.kind]),
    [
      ["log-line", "func"],
      ["to-string", "func"],
      [EXACT, "instance"],
      ["test:deps/plain", "instance"],
      ["math-core", "module"],
    ],
  );
  assert.deepEqual(
    component.exports.map(({ name, type }) => [name, type.kind]),
    [
      ["plus-seven", "func"],
      ["test:deps/plus-one", "instance"],
      ["test:deps/nested", "instance"],
      ["test:deps/inner", "instance"],
      ["add", "func"],
      ["say", "func"],
      ["test:deps/again", "instance"],
      ["swap-module", "module"],
      ["math-module", "module"],
      ["double", "func"],
      ["use", "func"],
    ],
  );
});

test("the description and the plan are plain data", () => {
  assert.deepEqual(structuredClone(component.imports), component.imports);
  assert.deepEqual(structuredClone(component.exports), component.exports);
  assert.deepEqual(structuredClone(component.plan), component.plan);
});

test("links of one component share nothing but its code", async () => {
  const [one, two] = [imports(), imports()];
  const [first, second] = await Promise.all([component.instantiate(one), component.instantiate(two)]);
  first.exports["say"](1);
  second.exports["say"](2);
  assert.deepEqual([one.logged, two.logged], [[1], [2]]);
});
