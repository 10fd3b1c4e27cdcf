/** Handles to the host's objects, by their bare indices: `handles.wat` does with an index what is asked, however wrong. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Component, type Exports, Trap, ValueError } from "@weft/core";
import { componentFile } from "./component-file.ts";

const component = await Component.compile(componentFile("handles"));

/** An object of the host's that counts how often it was disposed of. */
class Thing {
  static made: Thing[] = [];
  readonly name: string;
  disposed = 0;
  constructor(name = "thing") {
    this.name = name;
    Thing.made.push(this);
  }
  nameLength(): number {
    return this.name.length;
  }
  static newest(): Thing {
    return Thing.made.at(-1) as Thing;
  }
  [Symbol.dispose](): void {
    this.disposed++;
  }
}

class Other {
  readonly other = true;
}

interface Run {
  readonly exports: Exports;
  readonly seen: unknown[];
  dispose(): void;
}

async function start(given: Record<string, unknown> = {}): Promise<Run> {
  const seen: unknown[] = [];
  const host = {
    Thing,
    Other,
    look(x: Thing): number {
      seen.push(x);
      return x.name.length;
    },
    lookAtBoth: (x: Thing, y: Thing) => seen.push(x, y),
    swallow: (x: Thing) => void seen.push(x),
    lendAndGive: (x: Thing, y: Thing) => void seen.push(x, y),
    swallowPair: (pair: [Thing, Thing]) => void seen.push(...pair),
    swallowOther: (x: Other) => void seen.push(x),
    run: () => undefined,
    ...given,
  };
  const instance = await component.instantiate({ host });
  return { exports: instance.exports, seen, dispose: () => instance[Symbol.dispose]() };
}

function assertTraps(call: () => unknown, reason: string): void {
  assert.throws(call, (error) => {
    assert.ok(error instanceof Trap, String(error));
    assert.equal(error.reason, reason);
    return true;
  });
}

test("an object given, lent and given back is the same object, and is not disposed of", async () => {
  const { exports, seen } = await start();
  const thing = new Thing();
  const index = exports["take"](thing);
  assert.equal(exports["look"](index), 5);
  assert.equal(exports["give"](index), thing);
  assert.equal(exports["borrowAndLook"](thing), 5);
  const again = exports["take"](thing);
  exports["swallow"](again);
  assert.deepEqual(seen, [thing, thing, thing]);
  assert.equal(thing.disposed, 0);
});

test("an object is disposed of once when the guest drops it", async () => {
  const { exports } = await start();
  const thing = new Thing();
  exports["drop"](exports["take"](thing));
  assert.equal(thing.disposed, 1);
});

test("an object without dispose is dropped without a word", async () => {
  class Plain {
    nameLength(): number {
      return 0;
    }
    static newest(): Plain {
      return new Plain();
    }
  }
  const { exports } = await start({ Thing: Plain });
  exports["drop"](exports["take"](new Plain()));
});

test("constructor, method and static are those of the host's class", async () => {
  const { exports } = await start();
  const index = exports["new"]();
  assert.equal(Thing.newest().name, "new");
  assert.equal(exports["nameLength"](index), 3);
  assert.equal(exports["give"](exports["newest"]()), Thing.newest());
});

test("dropping the handle of a borrow disposes of nothing", async () => {
  const { exports } = await start();
  const thing = new Thing();
  exports["borrowAndDrop"](thing);
  assert.equal(thing.disposed, 0);
});

test("indices begin at 1, and the last freed is the first given again", async () => {
  const { exports } = await start();
  const take = (): number => exports["take"](new Thing());
  assert.deepEqual([take(), take(), take(), take()], [1, 2, 3, 4]);
  for (const index of [2, 4, 3]) exports["drop"](index);
  assert.equal(exports["takeOther"](new Other()), 3);
  assert.deepEqual([take(), take(), take()], [4, 2, 5]);
  assert.equal(exports["borrowBoth"](new Thing(), new Thing()), 607);
  // The second was dropped last.
  assert.equal(exports["borrowBoth"](new Thing(), new Thing()), 706);
});

test("handles that are given away together are freed in their order", async () => {
  const { exports, seen } = await start();
  const things = [new Thing("a"), new Thing("b"), new Thing("c")];
  for (const each of things) exports["take"](each);
  exports["swallowPair"](3, 1);
  assert.deepEqual(seen, [things[2], things[0]]);
  assert.deepEqual([exports["take"](new Thing()), exports["take"](new Thing())], [1, 3]);
});

test("an instance that is disposed of lets go of what it still owned, once", async () => {
  const { exports, dispose } = await start();
  const [kept, dropped, given] = [new Thing(), new Thing(), new Thing()];
  exports["take"](kept);
  exports["drop"](exports["take"](dropped));
  exports["give"](exports["take"](given));
  dispose();
  dispose();
  assert.deepEqual([kept.disposed, dropped.disposed, given.disposed], [1, 1, 0]);
  assertTraps(
    () => exports["look"](1),
    'cannot enter component instance: "look" was called after the instance was disposed',
  );
});

test("one object that cannot be disposed of does not keep the others from it", async () => {
  const { exports, dispose } = await start();
  const failure = new Error("stuck");
  const stuck = Object.assign(new Thing(), {
    [Symbol.dispose]: () => {
      throw failure;
    },
  });
  const [before, after] = [new Thing(), new Thing()];
  for (const each of [before, stuck, after]) exports["take"](each);
  assert.throws(dispose, (error) => (error as Error).cause === failure);
  assert.deepEqual([before.disposed, after.disposed], [1, 1]);
});

test("an object whose dispose throws stops the guest that drops it", async () => {
  const { exports } = await start();
  const failure = new Error("stuck");
  const stuck = Object.assign(new Thing(), {
    [Symbol.dispose]: () => {
      throw failure;
    },
  });
  const index = exports["take"](stuck);
  assertTraps(() => exports["drop"](index), "dropping a thing failed: Error: stuck");
});

const WRONG: Readonly<Record<string, readonly [(exports: Exports) => unknown, string]>> = {
  "an index never given": [(e) => e["look"](7), "unknown handle index 7"],
  "index 0": [(e) => e["drop"](0), "unknown handle index 0"],
  "the largest index": [(e) => e["drop"](2 ** 32 - 1), "unknown handle index 4294967295"],
  "an index dropped before": [
    (e) => {
      e["drop"](e["take"](new Thing()));
      e["drop"](1);
    },
    "unknown handle index 1",
  ],
  "an index given away before": [
    (e) => {
      e["swallow"](e["take"](new Thing()));
      e["look"](1);
    },
    "unknown handle index 1",
  ],
  "an object that was given back": [
    (e) => {
      e["give"](e["take"](new Thing()));
      e["drop"](1);
    },
    "unknown handle index 1",
  ],
  "a handle of another type, dropped": [
    (e) => e["dropAsOther"](e["take"](new Thing())),
    "handle index 1 used with the wrong type: expected other, found thing",
  ],
  "a handle of another type, given": [
    (e) => e["swallowAsOther"](e["take"](new Thing())),
    "handle index 1 used with the wrong type: expected other, found thing",
  ],
  "a handle of another type, lent": [
    (e) => e["look"](e["takeOther"](new Other())),
    "handle index 1 used with the wrong type: expected thing, found other",
  ],
  "a handle lent and given in one call": [
    (e) => e["lendAndGive"](e["take"](new Thing())),
    "cannot give away thing: handle index 1 is lent",
  ],
  "a borrow that is given away": [
    (e) => e["borrowAndSwallow"](new Thing()),
    "cannot give away thing: handle index 1 is a borrow",
  ],
  "a borrow not dropped": [
    (e) => e["borrowAndKeep"](new Thing()),
    "1 borrow handle still remain at the end of the call",
  ],
};

for (const [what, [call, reason]] of Object.entries(WRONG)) {
  test(`${what} stops the guest: ${reason}`, async () => {
    const { exports } = await start();
    assertTraps(() => call(exports), reason);
  });
}

test("a handle may be lent twice in one call, and given once the call is over", async () => {
  const { exports, seen } = await start();
  const thing = new Thing();
  const index = exports["take"](thing);
  assert.equal(exports["lookTwice"](index), 2);
  assert.deepEqual(seen, [thing, thing]);
  assert.equal(exports["give"](index), thing);
});

test("what was lent to an import that fails stays lent: the instance is over", async () => {
  const failure = new Error("looked away");
  const { exports } = await start({
    look: () => {
      throw failure;
    },
  });
  assertTraps(() => exports["look"](exports["take"](new Thing())), 'import "host#look" failed: Error: looked away');
});

test("an object of another class is refused, and leaves everything as it was", async () => {
  const { exports } = await start();
  const expected = "an object of class Thing (resource thing)";
  for (const [value, found] of [
    [new Other(), "an object with other"],
    [{}, "an object without properties"],
    [Object.create(null), "an object without properties"],
    [null, "null"],
    [1, "1"],
    [Thing, "a function"],
  ] as const) {
    assert.throws(
      () => exports["take"](value),
      new ValueError(`Cannot call "take": expected ${expected}, found ${found}`),
    );
  }
  assert.equal(exports["take"](new Thing()), 1);
});

test("an object of another class as an answer stops the guest", async () => {
  class Impostor {
    static newest(): object {
      return {};
    }
    nameLength(): number {
      return 0;
    }
  }
  const { exports } = await start({ Thing: Impostor });
  assertTraps(
    () => exports["newest"](),
    'import "host#[static]thing.newest" answered with a value that does not fit: ' +
      "expected an object of class Impostor (resource thing), found an object without properties",
  );
});

test("a value that does not fit takes back the handles given before it", async () => {
  const { exports, dispose } = await start();
  const thing = new Thing();
  assert.throws(() => exports["takeBoth"](thing, {}), ValueError);
  assert.throws(() => exports["takeAndCount"](thing, 256), ValueError);
  assert.throws(() => exports["borrowAndCount"](thing, 256), ValueError);
  assert.throws(() => exports["takeList"]([thing, thing, 1]), ValueError);
  assert.equal(exports["take"](new Thing()), 1);
  dispose();
  assert.equal(thing.disposed, 0);
});
