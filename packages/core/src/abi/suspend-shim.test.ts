import assert from "node:assert/strict";
import { test } from "node:test";
import { Suspension } from "../runtime/suspension.ts";
import { encodeSuspendShim, type ShimFunc } from "./suspend-shim.ts";
import type { FlatType } from "./type-table.ts";

interface Shim {
  readonly exports: WebAssembly.Exports;
  readonly suspension: Suspension;
}

function shimOf(funcs: readonly ShimFunc[], tries: readonly ((...args: never[]) => unknown)[]): Shim {
  const suspension = new Suspension();
  const wait = Object.fromEntries([0, 1, 2, 3, 4].map((i) => [i, suspension.wait]));
  const imports = { wait, try: { ...tries }, flag: { flag: suspension.flag } };
  const module = new WebAssembly.Module(encodeSuspendShim(funcs));
  return { exports: new WebAssembly.Instance(module, imports as WebAssembly.Imports).exports, suspension };
}

const VALUES: readonly (readonly [type: FlatType, value: number | bigint])[] = [
  ["i32", -1],
  ["i64", 2n ** 62n],
  ["f32", 0.5],
  ["f64", 0.1],
];

for (const [type, value] of VALUES) {
  const func: ShimFunc = { params: [type], results: [type] };

  test(`an ${type} that is there is passed on at once`, () => {
    const { exports } = shimOf([func], [(x: number) => x]);
    assert.equal((exports["0"] as WebAssembly.ExportedFunction)(value), value);
  });

  test(`an ${type} that is promised is waited for`, async () => {
    const { exports, suspension } = shimOf(
      [func],
      [
        (x: number) => {
          suspension.suspendOn(new Promise((resolve) => setImmediate(() => resolve(x))));
          return typeof x === "bigint" ? 0n : 0;
        },
      ],
    );
    const call = WebAssembly.promising(exports["0"] as WebAssembly.ExportedFunction);
    assert.equal(await call(value), value);
    assert.equal(await call(value), value);
    assert.equal(suspension.flag.value, 0);
  });
}

test("a function without result is waited for too, and a rejection is thrown", async () => {
  const failure = new Error("no");
  const answers = [Promise.resolve(), Promise.reject(failure)];
  const { exports, suspension } = shimOf(
    [{ params: [], results: [] }],
    [() => suspension.suspendOn(answers.shift() ?? Promise.resolve())],
  );
  const call = WebAssembly.promising(exports["0"] as WebAssembly.ExportedFunction);
  assert.equal(await call(), undefined);
  await assert.rejects(call(), failure);
});

test("each function calls its own import with all its parameters", () => {
  const params: FlatType[] = ["i32", "i64", "f32", "f64", ...Array.from({ length: 14 }, (): FlatType => "i32")];
  const seen: unknown[] = [];
  const funcs = Array.from({ length: 300 }, (): ShimFunc => ({ params, results: [] }));
  const { exports } = shimOf(
    funcs,
    funcs.map(
      (_, i) =>
        (...args: unknown[]) =>
          void seen.push([i, ...args]),
    ),
  );
  const given = [1, 2n, 0.5, 0.25, ...Array.from({ length: 14 }, (_, i) => i)];
  for (const i of [0, 1, 127, 128, 299]) (exports[i] as WebAssembly.ExportedFunction)(...given);
  assert.deepEqual(
    seen,
    [0, 1, 127, 128, 299].map((i) => [i, ...given]),
  );
});
