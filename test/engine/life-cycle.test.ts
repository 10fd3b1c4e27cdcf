/**
 * What a host may do while guest code runs: `phases.wat` calls it from a start function, a call, realloc, post-return, a destructor and
 * a nested component.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Component, type Instance, Trap } from "@weft/core";
import { componentFile } from "./component-file.ts";

const component = await Component.compile(componentFile("phases"));
const REALLOC = 3;
const POST_RETURN = 4;
const DESTRUCTOR = 5;

/** An instance whose import `visit` does what the test says at the time. */
class Visited {
  readonly instance: Instance;
  visit: (place: number) => unknown = (place) => place;

  constructor(suspend: boolean) {
    const visit = (place: number): unknown => this.visit(place);
    this.instance = component.link({ visit }, { suspend }).instantiate();
  }

  call(name: string, ...args: readonly unknown[]): unknown {
    return this.instance.exports[name](...args);
  }

  dispose(): void {
    this.instance[Symbol.dispose]();
  }
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

for (const suspend of [false, true]) {
  const where = suspend ? ", where imports may wait" : "";

  test(`an import may be called from a start function, a call and a nested component${where}`, async () => {
    const guest = new Visited(suspend);
    assert.equal(await guest.call("started"), 1);
    assert.equal(await guest.call("visit"), 2);
    assert.equal(await guest.call("visitNested"), 6);
    assert.equal(await guest.call("nested"), 6);
  });

  test(`an import may be called from a destructor${where}`, async () => {
    const guest = new Visited(suspend);
    const places: number[] = [];
    const thing = (await guest.call("make")) as Disposable;
    await guest.call("loud", DESTRUCTOR);
    guest.visit = (place) => places.push(place);
    thing[Symbol.dispose]();
    thing[Symbol.dispose]();
    assert.deepEqual(places, [DESTRUCTOR]);
  });

  for (const place of [REALLOC, POST_RETURN]) {
    test(`no import may be called from ${place === REALLOC ? "realloc" : "post-return"}${where}`, async () => {
      const guest = new Visited(suspend);
      await guest.call("loud", place);
      guest.visit = () => assert.fail("the host must not be called");
      const { reason } = await trapOf(() => guest.call("take", "text"));
      assert.equal(reason, 'cannot leave component instance: "visit" was called from realloc or post-return');
    });
  }

  for (const [name, entered] of [
    ["visit", "started"],
    ["visit", "nested"],
    ["nested", "started"],
    ["visitNested", "nested"],
  ] as const) {
    test(`an instance in ${name} cannot be entered again by ${entered}${where}`, async () => {
      const guest = new Visited(suspend);
      guest.visit = () => guest.call(entered);
      const reason = `cannot enter component instance: "${entered}" was called while a call is inside`;
      assert.equal((await trapOf(() => guest.call(name))).reason, reason);
      const after = await trapOf(() => guest.call("started"));
      assert.equal(after.reason, `cannot enter component instance: "started" was called after a trap (${reason})`);
    });
  }

  test(`a host that is refused entry can go on, and so can the guest${where}`, async () => {
    const guest = new Visited(suspend);
    guest.visit = async () => {
      await trapOf(() => guest.call("started"));
      return 7;
    };
    if (!suspend) guest.visit = () => assert.throws(() => guest.call("started"), Trap) ?? 7;
    assert.equal(await guest.call("visit"), 7);
    assert.equal(await guest.call("started"), 1);
  });

  test(`an instance disposed of by its own import stays so${where}`, async () => {
    const guest = new Visited(suspend);
    guest.visit = (place) => {
      guest.dispose();
      return place;
    };
    assert.equal(await guest.call("visit"), 2);
    assert.equal(guest.instance.enterable, false);
    const { reason } = await trapOf(() => guest.call("visit"));
    assert.equal(reason, 'cannot enter component instance: "visit" was called after the instance was disposed');
  });

  test(`an instance disposed of by its own import calls no other${where}`, async () => {
    const guest = new Visited(suspend);
    let visits = 0;
    guest.visit = () => {
      guest.dispose();
      return ++visits;
    };
    const { reason } = await trapOf(() => guest.call("visitTwice"));
    assert.equal(reason, 'cannot leave component instance: "visit" was called after the instance was disposed');
    assert.equal(visits, 1);
  });

  test(`an object disposed of while a call is inside keeps what it holds${where}`, async () => {
    const guest = new Visited(suspend);
    const thing = (await guest.call("make")) as Disposable;
    const refused: unknown[] = [];
    guest.visit = () => {
      try {
        thing[Symbol.dispose]();
      } catch (error) {
        refused.push((error as Trap).reason);
      }
      return 0;
    };
    await guest.call("visit");
    assert.deepEqual(refused, [
      "cannot enter component instance: the destructor of a thing was called while a call is inside",
    ]);
    await guest.call("loud", DESTRUCTOR);
    let dropped = 0;
    guest.visit = () => ++dropped;
    thing[Symbol.dispose]();
    assert.equal(dropped, 1);
  });

  test(`an object may be disposed of after its instance, or after a trap: nothing is left of it${where}`, async () => {
    const guest = new Visited(suspend);
    const [one, two] = [(await guest.call("make")) as Disposable, (await guest.call("make")) as Disposable];
    guest.visit = () => {
      throw new Error("no entry");
    };
    await trapOf(() => guest.call("visit"));
    one[Symbol.dispose]();
    guest.dispose();
    two[Symbol.dispose]();
  });

  test(`a destructor that traps poisons the instance${where}`, async () => {
    const guest = new Visited(suspend);
    const thing = (await guest.call("make")) as Disposable;
    await guest.call("loud", DESTRUCTOR);
    const failure = new Error("undestroyable");
    guest.visit = () => {
      throw failure;
    };
    const trap = await trapOf(() => thing[Symbol.dispose]());
    assert.equal(trap.reason, 'import "visit" failed: Error: undestroyable');
    assert.equal(trap.cause, failure);
    assert.equal((await trapOf(() => guest.call("started"))).cause, trap);
  });
}

test("a start function that traps leaves no instance", () => {
  const failure = new Error("not today");
  const linked = component.link({
    visit() {
      throw failure;
    },
  });
  assert.throws(
    () => linked.instantiate(),
    (error) =>
      error instanceof Trap && error.cause === failure && error.reason === 'import "visit" failed: Error: not today',
  );
});
