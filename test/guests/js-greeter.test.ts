/** A component written in JavaScript, QuickJS inside: typed functions on WASI's clocks and streams. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Component, type Exports } from "@weft/core";
import { wasi } from "@weft/wasi";
import { nodePlatform } from "@weft/wasi/node";
import { readGuest } from "./run-guest.ts";

const GREETER = "weft:demo/greeter@0.1.0";

const component = await Component.compile(await readGuest("js-greeter/js-greeter.wasm"), { platform: nodePlatform });
const linked = component.link(wasi({ platform: nodePlatform }));
const greeter = (): Exports => linked.instantiate().exports[GREETER];

test("takes and returns strings", () => {
  assert.equal(greeter()["greet"]("Wörld 👋"), "Hello, Wörld 👋!");
});

test("takes and returns numbers", () => {
  assert.equal(greeter()["add"](2 ** 32 - 1, 3), 2);
});

test("takes records in lists, and an enum", () => {
  const people = [
    { givenName: "Ada", age: 36, tags: ["mathematics"] },
    { givenName: "Bo", tags: [] },
  ];
  assert.deepEqual(greeter()["greetAll"](people, "plain"), ["Hello, Ada, 36 (mathematics)!", "Hello, Bo!"]);
  assert.deepEqual(greeter()["greetAll"](people, "loud"), ["HELLO, ADA, 36 (MATHEMATICS)!", "HELLO, BO!"]);
});

test("takes a variant, and returns or throws a result", () => {
  assert.equal(greeter()["area"]({ tag: "point" }), 0);
  assert.equal(greeter()["area"]({ tag: "circle", val: 1 }), Math.PI);
  assert.throws(() => greeter()["area"]({ tag: "circle", val: -1 }), {
    name: "ComponentError",
    payload: "a circle has no radius of -1",
  });
});

test("keeps its state from call to call, and shares it with no other instance", () => {
  const [one, other] = [greeter(), greeter()];
  one["greet"]("somebody");
  assert.equal(one["calls"](), 2n);
  assert.equal(other["calls"](), 1n);
});
