/** Imports that wait: refused in one mode, waited for in the other. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Component, ComponentError, Trap, WouldBlock } from "@weft/core";
import type { ValType } from "@weft/core/types";
import { HEAP, Probe, probeComponent, startChain } from "../../packages/core/test/probe.ts";
import * as t from "../../packages/wit/test/types.ts";
import { componentFile } from "./component-file.ts";

const later = <T>(value: T): Promise<T> => new Promise((resolve) => setImmediate(() => resolve(value)));

/** What other libraries give for a promise. */
function thenable(then: (resolve: (value: unknown) => void) => void): PromiseLike<unknown> {
  return { then } as PromiseLike<unknown>;
}

/** Every result a core function can have, in memory too. */
const VALUES: readonly (readonly [type: ValType, value: unknown])[] = [
  [t.u32, 2 ** 32 - 1],
  [t.s8, -1],
  [t.s64, -5n],
  [t.u64, 2n ** 64n - 1n],
  [t.f32, 0.5],
  [t.f64, 0.1],
  [t.bool, true],
  [t.char, "x"],
  [t.string, "a longer text ☃"],
  [t.tuple(t.f32, t.u64), [0.5, 7n]],
  [t.list(t.string), ["a", "b"]],
  [t.tuple(...Array.from({ length: 17 }, () => t.u8)), Array.from({ length: 17 }, (_, i) => i)],
  [t.option(t.option(t.string)), { tag: "some", val: undefined }],
];

const ANSWERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  "at once": (value) => value,
  "by a promise that is settled": (value) => Promise.resolve(value),
  "by a promise that settles later": later,
  "by something else with a then": (value) => thenable((resolve) => resolve(value)),
};

for (const [how, answer] of Object.entries(ANSWERS)) {
  test(`values that come ${how} reach the guest`, async () => {
    for (const [type, value] of VALUES) {
      const relay = await startChain(type, ["utf8"], { suspend: true, echo: answer });
      assert.deepEqual(await relay(value), value, type.kind);
    }
  });

  test(`values that come ${how} reach a guest through another`, async () => {
    for (const [type, value] of VALUES) {
      const relay = await startChain(type, ["utf16", "latin1+utf16", "utf8"], { suspend: true, echo: answer });
      assert.deepEqual(await relay(value), value, type.kind);
    }
  });
}

test("an export answers with a promise, whether anything waits or not", async () => {
  const relay = await startChain(t.u8, ["utf8"], { suspend: true });
  const answer = relay(1);
  assert.ok(answer instanceof Promise);
  assert.equal(await answer, 1);
  await assert.rejects(relay(256) as Promise<unknown>, { name: "ValueError" });
  assert.equal(await relay(2), 2);
});

// ——— Without suspend ———

const BLOCKED =
  'Import "echo" would have to wait: expected a value, found a promise. ' +
  "Instantiate with { suspend: true } to let imports wait.";

for (const [what, promise] of Object.entries({
  "a promise": () => later(1),
  "a promise that will be rejected": () => later(1).then(() => Promise.reject(new Error("nobody waits for this"))),
  "something with a then": () => thenable(() => undefined),
})) {
  test(`${what} where nothing can wait is a WouldBlock that names the import`, async () => {
    const relay = await startChain(t.u8, ["utf8", "utf8"], { echo: promise });
    assert.throws(
      () => relay(1),
      (error) =>
        error instanceof WouldBlock && error instanceof Trap && error.import === "echo" && error.reason === BLOCKED,
    );
    assert.throws(() => relay(1), {
      name: "Trap",
      message: `cannot enter component instance: "relay" was called after a trap (${BLOCKED})`,
    });
    await later(undefined);
  });
}

// ——— Errors ———

const outcome = t.result(t.string, t.variant({ "not-found": undefined, refused: t.u8 }));

for (const [how, throwing] of Object.entries({
  thrown: (error: unknown) => {
    throw error;
  },
  "rejected with": (error: unknown) => Promise.reject(error),
  "rejected later with": (error: unknown) => later(error).then((each) => Promise.reject(each)),
})) {
  const echo = (value: unknown): unknown =>
    value === "x" ? throwing(new ComponentError({ tag: "refused", val: 7 })) : value;

  test(`a ComponentError ${how} is the error case of a result, through one guest and through two`, async () => {
    for (const encodings of [["utf8"], ["utf16", "utf8"]] as const) {
      const relay = await startChain(outcome, encodings, { suspend: true, echo: () => echo("x") });
      await assert.rejects(
        relay({ tag: "ok", val: "x" }) as Promise<unknown>,
        new ComponentError({ tag: "refused", val: 7 }),
      );
      // The guest that passed the error on is as good as before.
      await assert.rejects(relay({ tag: "err", val: { tag: "not-found" } }) as Promise<unknown>, ComponentError);
    }
  });

  test(`any other error ${how} is a trap with that error as its cause`, async () => {
    const failure = new RangeError("too far");
    for (const encodings of [["utf8"], ["utf16", "utf8"]] as const) {
      const relay = await startChain(outcome, encodings, { suspend: true, echo: () => throwing(failure) });
      await assert.rejects(relay({ tag: "ok", val: "x" }) as Promise<unknown>, (error) => {
        assert.ok(error instanceof Trap);
        assert.equal(error.reason, 'import "echo" failed: RangeError: too far');
        return error.cause === failure;
      });
    }
  });

  test(`a ComponentError ${how} by a function that returns no result is a trap`, async () => {
    const failure = new ComponentError("unexpected");
    const relay = await startChain(t.u8, ["utf8"], { suspend: true, echo: () => throwing(failure) });
    await assert.rejects(relay(1) as Promise<unknown>, (error) => error instanceof Trap && error.cause === failure);
  });
}

test("a promised value that does not fit is a trap that says so", async () => {
  const relay = await startChain(t.u8, ["utf8"], { suspend: true, echo: () => later(256) });
  await assert.rejects(relay(1) as Promise<unknown>, {
    reason: 'import "echo" answered with a value that does not fit: expected u8 (0 to 255), found 256',
  });
});

// ——— While suspended ———

test("an instance that waits cannot be entered, and can be again when it has answered", async () => {
  let release: (value: number) => void = () => undefined;
  const relay = await startChain(t.u8, ["utf8"], {
    suspend: true,
    echo: () => new Promise<number>((resolve) => (release = resolve)),
  });
  const first = relay(1);
  await assert.rejects(relay(2) as Promise<unknown>, {
    reason: 'cannot enter component instance: "relay" was called while a call is inside',
  });
  release(9);
  assert.equal(await first, 9);
  const second = relay(3);
  release(4);
  assert.equal(await second, 4);
});

test("an instance disposed of while it waits answers nothing more", async () => {
  let release: (value: unknown) => void = () => undefined;
  const component = await Component.compile(probeComponent(t.tuple(t.string)));
  const echo = (): unknown => new Promise((resolve) => (release = resolve));
  const instance = await component.instantiate({ echo, sink() {}, source: () => [""] }, { suspend: true });
  const answer = instance.exports["relay"](["x"]);
  instance[Symbol.dispose]();
  release(["y"]);
  await answer.catch(() => undefined);
  assert.equal(instance.enterable, false);
  await assert.rejects(instance.exports["relay"](["x"]), {
    reason: 'cannot enter component instance: "relay" was called after the instance was disposed',
  });
});

test("many instances wait at the same time, each for its own", async () => {
  const component = await Component.compile(probeComponent(t.string));
  const linked = component.link(
    { echo: (x: string) => later(`${x}!`), sink() {}, source: () => "" },
    { suspend: true },
  );
  const answers = Array.from({ length: 200 }, async (_, i) => linked.instantiate().exports["relay"](`${i}`));
  assert.deepEqual(
    await Promise.all(answers),
    Array.from({ length: 200 }, (_, i) => `${i}!`),
  );
});

test("answers may come in any order", async () => {
  const waiting: (() => void)[] = [];
  const component = await Component.compile(probeComponent(t.u32));
  const echo = (x: number): Promise<number> => new Promise((resolve) => waiting.push(() => resolve(x * 2)));
  const linked = component.link({ echo, sink() {}, source: () => 0 }, { suspend: true });
  const answers = [1, 2, 3, 4].map((x) => linked.instantiate().exports["relay"](x) as Promise<number>);
  const order: number[] = [];
  for (const each of answers) each.then((x) => order.push(x));
  for (const i of [2, 0, 3, 1]) {
    waiting[i]?.();
    await later(undefined);
  }
  assert.deepEqual(order, [6, 2, 8, 4]);
});

test("memory that grew while the guest waited is seen as it is", async () => {
  const probe = await Probe.start(t.string, { suspend: true, answer: later("later ".repeat(20_000)) });
  await probe.instance.exports["setGrowing"]();
  await probe.instance.exports["poke"](512, 0x00);
  for (const [i, byte] of [0x00, HEAP >> 8, 0x00, 0x00].entries()) await probe.instance.exports["poke"](512 + i, byte);
  await probe.instance.exports["receive"]();
  await probe.instance.exports["receive"]();
  assert.equal(await probe.instance.exports["give"](), "later ".repeat(20_000));
});

// ——— Where nothing can wait ———

const nested = await Component.compile(componentFile("nested-calls"));

for (const suspend of [false, true]) {
  test(`a start function and a destructor may call another guest (suspend: ${suspend})`, async () => {
    const places: number[] = [];
    const { exports } = await nested.instantiate({ visit: (place: number) => places.push(place) }, { suspend });
    assert.equal(await exports["started"](), 3);
    const thing = await exports["make"]();
    thing[Symbol.dispose]();
    await exports["makeAndDrop"]();
    assert.equal(await exports["call"](7), 15);
    assert.deepEqual(places, [1, 1, 5, 5, 5, 5, 7, 7]);
  });
}

test("a start function cannot wait, and says so", () => {
  const linked = nested.link(
    { visit: () => later(1).then(() => Promise.reject(new Error("unheard"))) },
    { suspend: true },
  );
  const message =
    'Import "visit" would have to wait: expected a value, found a promise. Start functions and destructors cannot wait.';
  assert.throws(() => linked.instantiate(), { name: "WouldBlock", message, import: "visit" });
});

test("a destructor cannot wait, whoever runs it, and calls after it can", async () => {
  let waits = false;
  const visit = (): unknown => (waits ? later(1) : 1);
  const make = () => nested.instantiate({ visit }, { suspend: true });
  const [one, two, three] = await Promise.all([make(), make(), make()]);
  const thing = await one.exports["make"]();
  waits = true;
  assert.throws(() => thing[Symbol.dispose](), WouldBlock);
  await assert.rejects(two.exports["makeAndDrop"](), WouldBlock);
  assert.equal(await three.exports["call"](1), 2);
});
