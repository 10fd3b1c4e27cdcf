/**
 * No guest can catch a trap: not its own, not another guest's, not the failure of an import, whether it comes at once or by a promise.
 * The component wraps each in `try_table (catch_all …)` and would answer 1.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Component, type Exports, Trap } from "@weft/core";
import { componentFile } from "./component-file.ts";

const component = await Component.compile(componentFile("catching"));
const broken = new Error("the host is broken");

const HOSTS: Readonly<Record<string, { suspend: boolean; fail: () => unknown }>> = {
  "an import that throws": { suspend: false, fail: () => fail(broken) },
  "an import that throws where it may wait": { suspend: true, fail: () => fail(broken) },
  "an import whose promise is rejected": { suspend: true, fail: () => Promise.reject(broken) },
  "an import whose promise is rejected later": { suspend: true, fail: () => later().then(() => fail(broken)) },
};

/** What reaches the host, by function. Those of imports have the host's error as cause. */
const REASONS: Readonly<Record<string, string>> = {
  catchFail: 'import "fail" failed: Error: the host is broken',
  catchFailRef: 'import "fail" failed: Error: the host is broken',
  catchFailWithResult: 'import "fail-with-result" failed: Error: the host is broken',
  catchAnswer: 'import "answer" failed: Error: the host is broken',
  catchUnreachable: "unreachable",
  catchRecurse: "call stack exhausted",
  catchThrow: "a guest exception left its component uncaught",
  catchBadChar: "invalid char 0xd800: expected a Unicode scalar value",
  catchBadPointer: "string pointer/length out of bounds of memory: 0xffffffff + 1 of 65536 bytes",
  catchRealloc: "unreachable",
  catchOwnUnreachable: "unreachable",
  catchOwnRecurse: "call stack exhausted",
  catchRecurseEverywhere: "call stack exhausted",
  throw: "a guest exception left its component uncaught",
};

function fail(error: Error): never {
  throw error;
}

function later(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function trapOf(call: () => unknown): Promise<Trap> {
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof Trap, `expected a Trap, found ${error}`);
    return error;
  }
  return assert.fail("expected a trap, found none");
}

for (const [host, { suspend, fail: failing }] of Object.entries(HOSTS)) {
  const instantiate = async (): Promise<Exports> => {
    const imports = { fail: failing, failWithResult: failing, answer: failing };
    return (await component.instantiate(imports, { suspend })).exports["weft:test/catcher"];
  };

  for (const [name, reason] of Object.entries(REASONS)) {
    test(`${name} catches nothing, with ${host}`, async () => {
      const exports = await instantiate();
      const trap = await trapOf(() => exports[name]());
      assert.equal(trap.reason, reason);
      assert.equal(trap.message, reason);
      if (reason.startsWith("import")) assert.equal(trap.cause, broken);
      const refused = await trapOf(() => exports["fine"]());
      assert.equal(
        refused.reason,
        `cannot enter component instance: "weft:test/catcher#fine" was called after a trap (${reason})`,
      );
      assert.equal(refused.cause, trap);
      assert.equal(await (await instantiate())["fine"](), 42);
    });
  }

  test(`a guest catches its own exceptions, with ${host}`, async () => {
    const exports = await instantiate();
    assert.equal(await exports["catchOwnThrow"](), 1);
    assert.equal(await exports["fine"](), 42);
  });
}

test("every function of the component has its row", async () => {
  const { exports } = await component.instantiate({ fail() {}, failWithResult: () => 1n, answer: () => "" });
  const rows = [...Object.keys(REASONS), "fine", "catchOwnThrow"];
  assert.deepEqual(Object.keys(exports["weft:test/catcher"]).sort(), rows.sort());
});

test("frames say module, function, index and offset, innermost first", async () => {
  const { exports } = await component.instantiate({ fail() {}, failWithResult: () => 1n, answer: () => "" });
  const trap = await trapOf(() => exports["weft:test/catcher"].catchOwnUnreachable());
  const [inner, outer] = trap.frames;
  assert.deepEqual({ ...inner, offset: 0 }, { module: "code", name: "own-unreachable", functionIndex: 9, offset: 0 });
  assert.deepEqual({ ...outer, offset: 0 }, { module: "code", name: undefined, functionIndex: 22, offset: 0 });
  assert.ok(trap.frames.every(({ offset }) => offset > 0));
  assert.match(trap.stack ?? "", /^Trap: unreachable\n\s+at code\.own-unreachable \(wasm:/);
});
