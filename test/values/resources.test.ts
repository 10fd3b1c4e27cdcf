/** Resources: defined by a guest, by the host, and by one guest for another. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { Component, ComponentError, type Exports, type Imports, Trap } from "@weft/core";
import { jcoInstantiate, jcoSkip } from "./jco.ts";
import { outcomeOf } from "./outcome.ts";

const COUNTERS = "weft:resources/counters@0.1.0";
const KEEPER = "weft:resources/keeper@0.1.0";

const read = (file: string): Promise<Uint8Array> =>
  readFile(new URL(`../../guests/resources/${file}`, import.meta.url));

async function exportsOf(file: string, imports: Imports = {}): Promise<Exports> {
  return (await (await Component.compile(await read(file))).instantiate(imports)).exports;
}

describe("a resource the guest defines", () => {
  const counters = async () => (await exportsOf("defines.wasm"))[COUNTERS];

  test("is a class with a constructor, methods and statics", async () => {
    const { Counter } = await counters();
    const counter = new Counter(40);
    counter.add(2);
    assert.equal(counter.get(), 42);
    assert.ok(Counter.parse("7") instanceof Counter);
    assert.equal(Counter.parse("7").get(), 7);
    assert.throws(() => Counter.parse("x"), new ComponentError("not a decimal number"));
  });

  test("runs its destructor once, when its owner disposes of it", async () => {
    const { Counter, dropped } = await counters();
    const counter = new Counter(1);
    assert.equal(dropped(), 0);
    counter[Symbol.dispose]();
    counter[Symbol.dispose]();
    assert.equal(dropped(), 1);
    assert.throws(() => counter.get());
  });

  test("moves: who gave it away cannot use it", async () => {
    const { Counter, pass, dropped } = await counters();
    const counter = new Counter(5);
    const returned = pass(counter);
    assert.equal(returned.get(), 5);
    assert.throws(() => counter.get());
    assert.throws(() => pass(counter));
    assert.equal(dropped(), 0);
  });

  test("is lent and comes back", async () => {
    const { Counter, read: readCounter, readAll, split } = await counters();
    const [one, two] = [new Counter(1), new Counter(2)];
    assert.equal(readCounter(one), 1);
    assert.deepEqual(readAll([one, two, one]), Uint32Array.of(1, 2, 1));
    assert.deepEqual(
      split(new Counter(9)).map((half: { get(): number }) => half.get()),
      [4, 5],
    );
    assert.equal(one.get(), 1);
  });

  test("travels in lists, options and results", async () => {
    const { Counter, passList, passOption } = await counters();
    const returned = passList([new Counter(1), new Counter(2)]);
    assert.deepEqual(
      returned.map((counter: { get(): number }) => counter.get()),
      [1, 2],
    );
    assert.equal(passOption(undefined), undefined);
    assert.equal(passOption(new Counter(3)).get(), 3);
  });

  test("is merged: one handle is taken, the other lent", async () => {
    const { Counter } = await counters();
    const [into, other] = [new Counter(1), new Counter(2)];
    assert.equal(Counter.merge(into, other).get(), 3);
    assert.equal(other.get(), 2);
    assert.throws(() => into.get());
  });

  test("is not taken for that of another instance", async () => {
    const [ours, theirs] = await Promise.all([counters(), counters()]);
    assert.throws(() => ours.read(new theirs.Counter(1)));
    assert.throws(() => ours.read({ get: () => 1 }));
  });
});

/** A host's counters, and what becomes of them. */
function hostCounters() {
  const disposed: number[] = [];
  class Counter {
    count: number;
    constructor(count: number) {
      this.count = count;
    }
    get() {
      return this.count;
    }
    add(n: number) {
      this.count += n;
    }
    static merge(into: Counter, other: Counter) {
      into.count += other.count;
      return into;
    }
    static parse(text: string) {
      if (!/^\d+$/.test(text)) throw new ComponentError(text === "" ? "no digits" : "not a decimal number");
      return new Counter(Number(text));
    }
    [Symbol.dispose]() {
      disposed.push(this.count);
    }
  }
  const functions = {
    Counter,
    passList: (counters: Counter[]) => counters,
    read: (counter: Counter) => counter.count,
    readAll: (counters: Counter[]) => Uint32Array.from(counters, ({ count }) => count),
  };
  return { disposed, Counter, imports: { [COUNTERS]: functions } };
}

type Keeper = Exports;

/** How a keeper comes by its counters; `make` is the keeper, `fresh` a counter from outside of it. */
const suppliers: Record<string, () => Promise<{ keeper: Keeper; fresh(start: number): unknown }>> = {
  "the host": async () => {
    const { Counter, imports } = hostCounters();
    return { keeper: (await exportsOf("uses.wasm", imports))[KEEPER], fresh: (start) => new Counter(start) };
  },
  "another instance": async () => {
    const counters = (await exportsOf("defines.wasm"))[COUNTERS];
    const keeper = (await exportsOf("uses.wasm", { [COUNTERS]: counters }))[KEEPER];
    return { keeper, fresh: (start) => new counters.Counter(start) };
  },
  "a component inside its own": async () => {
    const keeper = (await exportsOf("uses-defines.wasm"))[KEEPER];
    return { keeper, fresh: (start) => keeper.make(start) };
  },
};

for (const [supplier, make] of Object.entries(suppliers)) {
  describe(`a guest whose counters come from ${supplier}`, () => {
    test("makes them, keeps them, and gives them back", async () => {
      const { keeper } = await make();
      const counter = keeper.make(3);
      assert.equal(keeper.add(counter, 4), 7);
      assert.equal(keeper.held(), undefined);
      keeper.hold(counter);
      assert.equal(keeper.held(), 7);
      assert.equal(keeper.add(keeper.release(), 1), 8);
      assert.equal(keeper.release(), undefined);
    });

    test("takes what somebody else made", async () => {
      const { keeper, fresh } = await make();
      keeper.hold(fresh(11));
      assert.equal(keeper.held(), 11);
      assert.equal(keeper.add(keeper.merge(fresh(1), fresh(2)), 0), 3);
    });

    test("sends lists of them there and back, and lends them all at once", async () => {
      const { keeper } = await make();
      assert.equal(keeper.totalOf(Uint32Array.of(1, 2, 3)), 6);
      assert.equal(keeper.totalOf(new Uint32Array(0)), 0);
    });

    test("passes on how making one failed", async () => {
      const { keeper } = await make();
      assert.equal(keeper.add(keeper.parse("12"), 0), 12);
      assert.throws(() => keeper.parse("x"), { name: "ComponentError", payload: "not a decimal number" });
      assert.throws(() => keeper.parse(""), { name: "ComponentError", payload: "no digits" });
    });

    const broken: Record<string, (keeper: Keeper, counter: unknown) => unknown> = {
      "drops a handle twice": (keeper, counter) => keeper.dropTwice(counter),
      "uses a handle it dropped": (keeper, counter) => keeper.useAfterDrop(counter),
      "gives away what it was lent": (keeper, counter) => keeper.giveAwayBorrowed(counter),
      "keeps what it was lent": (keeper, counter) => keeper.keepBorrow(counter),
      "invents a handle": (keeper) => keeper.inventHandle(),
    };
    for (const [deed, act] of Object.entries(broken)) {
      test(`traps when it ${deed}, and cannot be called again`, async () => {
        const { keeper, fresh } = await make();
        assert.throws(() => act(keeper, fresh(1)), Trap);
        assert.throws(() => keeper.held(), Trap);
      });
    }
  });
}

describe("a resource of the host's", () => {
  test("is the very object, there and back", async () => {
    const { Counter, imports } = hostCounters();
    const keeper = (await exportsOf("uses.wasm", imports))[KEEPER];
    const counter = new Counter(1);
    keeper.hold(counter);
    assert.equal(keeper.release(), counter);
    assert.ok(keeper.make(1) instanceof Counter);
  });

  test("is disposed of when the guest drops it, not when it gives it back", async () => {
    const { disposed, Counter, imports } = hostCounters();
    const keeper = (await exportsOf("uses.wasm", imports))[KEEPER];
    keeper.hold(new Counter(1));
    keeper.hold(new Counter(2));
    assert.deepEqual(disposed, [1]);
    keeper.release();
    keeper.totalOf(Uint32Array.of(7, 8));
    assert.deepEqual(disposed, [1, 7, 8]);
  });
});

test("what a guest does with counters of the host's is jco's", { skip: jcoSkip }, async () => {
  const bytes = await read("uses.wasm");
  const play = (keeper: Keeper, Counter: new (start: number) => { count: number }): unknown[] => [
    outcomeOf(keeper.held, []),
    outcomeOf(keeper.hold, [new Counter(5)]),
    outcomeOf(keeper.held, []),
    outcomeOf(keeper.add, [new Counter(5), 6]),
    outcomeOf(keeper.totalOf, [Uint32Array.of(1, 2)]),
    outcomeOf(keeper.parse, ["x"]),
    outcomeOf(() => keeper.parse("4").count, []),
    outcomeOf(() => keeper.release().count, []),
    outcomeOf(keeper.release, []),
  ];
  const [ours, theirs] = [hostCounters(), hostCounters()];
  const weft = (await exportsOf("uses.wasm", ours.imports))[KEEPER];
  const unversioned = { "weft:resources/counters": theirs.imports[COUNTERS] };
  const jco = (await jcoInstantiate(bytes, unversioned))[KEEPER] as Keeper;
  assert.deepEqual(play(weft, ours.Counter), play(jco, theirs.Counter));
  assert.deepEqual(ours.disposed, theirs.disposed);
});
