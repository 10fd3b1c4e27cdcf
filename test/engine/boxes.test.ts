/** Resources that guests define, shared by interfaces and given to other guests: `boxes.wat`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Component, type Exports, Trap, ValueError } from "@weft/core";
import { componentFile } from "./component-file.ts";

const component = await Component.compile(componentFile("boxes"));

interface Box extends Disposable {
  get(): number;
}

interface Run {
  readonly boxes: Exports;
  readonly makers: Exports;
  readonly keeper: Exports;
  readonly dropped: number[];
  dispose(): void;
}

async function start(look?: (rep: number) => void): Promise<Run> {
  const dropped: number[] = [];
  const instance = await component.instantiate({ look: look ?? ((rep: number) => void dropped.push(rep)) });
  return {
    boxes: instance.exports["weft:test/boxes"],
    makers: instance.exports["weft:test/makers"],
    keeper: instance.exports["weft:test/keeper"],
    dropped,
    dispose: () => instance[Symbol.dispose](),
  };
}

test("interfaces that share a resource share its class, with the functions of all", async () => {
  const { boxes, makers, keeper } = await start();
  assert.equal(boxes["Box"], makers["Box"]);
  assert.equal(boxes["Box"], keeper["Box"]);
  const box: Box = makers["make"](7);
  assert.ok(box instanceof boxes["Box"]);
  assert.equal(box.get(), 7);
  assert.equal(boxes["Box"].name, "Box");
});

test("names that a JavaScript class has already are no obstacle", async () => {
  const { boxes } = await start();
  const box = new boxes["Box"](7);
  assert.equal(box.constructor(), 7);
  assert.equal(boxes["Box"].prototype_(), 0);
});

test("the destructor runs once, whoever drops: the host, the guest that defined it, or another", async () => {
  const { boxes, keeper, dropped } = await start();
  const { Box } = boxes;
  const one = new Box(1);
  one[Symbol.dispose]();
  one[Symbol.dispose]();
  assert.equal(boxes["open"](new Box(2)), 2);
  keeper["drop"](keeper["keep"](new Box(3)));
  assert.deepEqual(dropped, [1, 2, 3]);
  assert.equal(boxes["dropped"](), 3);
});

test("a box passes through guests and stays what it is", async () => {
  const { boxes, keeper, dropped } = await start();
  const box: Box = boxes["pass"](new boxes["Box"](5));
  const index = keeper["keep"](box);
  assert.equal(keeper["get"](index), 5);
  const back: Box = keeper["giveBack"](index);
  assert.equal(back.get(), 5);
  assert.equal(keeper["borrowed"](back), 5);
  assert.equal(boxes["Box"].same(back, back), true);
  assert.deepEqual(dropped, []);
});

test("`using` drops what it holds", async () => {
  const { boxes, dropped } = await start();
  {
    using box: Box = new boxes["Box"](8);
    box.get();
  }
  assert.deepEqual(dropped, [8]);
});

const SPENT =
  'Cannot call "weft:test/boxes#[method]box.get": expected a live box, found one already dropped or given away';

test("who gave a box away, or dropped it, cannot use it", async () => {
  const { boxes, keeper, dropped } = await start();
  const { Box } = boxes;
  const [given, dead] = [new Box(1), new Box(2)];
  keeper["keep"](given);
  dead[Symbol.dispose]();
  for (const box of [given, dead]) {
    assert.throws(() => box.get(), new ValueError(SPENT));
    assert.throws(() => boxes["pass"](box), ValueError);
    assert.throws(() => boxes["Box"].same(new Box(3), box), ValueError);
    box[Symbol.dispose]();
  }
  assert.deepEqual(dropped, [2]);
});

test("a box of another instance is refused, and so is what is no box", async () => {
  const [one, other] = [await start(), await start()];
  const stranger = new other.boxes["Box"](1);
  for (const value of [
    stranger,
    {},
    Object.create(null),
    null,
    undefined,
    7,
    Symbol("box"),
    one.boxes["Box"].prototype,
  ]) {
    assert.throws(() => one.boxes["pass"](value), /^ValueError: Cannot call "weft:test\/boxes#pass": expected a box/);
  }
  assert.equal(stranger.get(), 1);
  assert.equal(one.boxes["dropped"](), 0);
});

test("a box given before a value that does not fit comes back to who gave it", async () => {
  const { boxes } = await start();
  const box = new boxes["Box"](4);
  assert.throws(() => boxes["Box"].same(box, 1), ValueError);
  assert.equal(box.get(), 4);
});

test("guests make boxes for each other and drop them", async () => {
  const { keeper, dropped } = await start();
  keeper["makeAndDrop"](9);
  assert.deepEqual(dropped, [9]);
});

test("indices of one guest mean nothing to another", async () => {
  const { keeper, boxes } = await start();
  assert.equal(keeper["keep"](new boxes["Box"](1)), 1);
  boxes["leak"](new boxes["Box"](2));
  assert.equal(keeper["keep"](new boxes["Box"](3)), 2);
  assert.throws(
    () => keeper["get"](3),
    (error) => error instanceof Trap && error.reason === "unknown handle index 3",
  );
});

test("a destructor that traps stops the guest that dropped", async () => {
  const { boxes, keeper } = await start();
  const index = keeper["keep"](new boxes["Box"](13));
  assert.throws(
    () => keeper["drop"](index),
    (error) => error instanceof Trap && error.reason === "unreachable",
  );
  assert.throws(() => boxes["dropped"](), Trap);
});

test("a destructor that traps is the error of dispose, with its frames", async () => {
  const { boxes } = await start();
  const box = new boxes["Box"](13);
  assert.throws(
    () => box[Symbol.dispose](),
    (error) => error instanceof Trap && error.reason === "unreachable" && error.frames[0]?.module === "dtor",
  );
  box[Symbol.dispose]();
  assert.throws(() => boxes["dropped"](), Trap);
});

test("no destructor runs when the instance is disposed of: its memory is gone with it", async () => {
  const { boxes, keeper, dropped, dispose } = await start();
  keeper["keep"](new boxes["Box"](1));
  const mine = new boxes["Box"](2);
  dispose();
  mine[Symbol.dispose]();
  assert.deepEqual(dropped, []);
});
