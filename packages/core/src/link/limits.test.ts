/** Small components that describe something enormous are refused, and quickly. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, leb, name, sleb, vec } from "../../test/bytes.ts";
import { ComponentBuilder } from "../../test/component-builder.ts";
import { decodeComponent } from "../binary/decode-component.ts";
import { Component } from "../component.ts";
import { ValidationError } from "../errors.ts";
import { planComponent } from "./evaluate-component.ts";

const plain = (label: string): Bytes => [0x00, ...name(label)];
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const EMPTY = new ComponentBuilder().finish();
const DEFINITIONS = /Expected at most 100000 definitions, counted each time they are used, found more/;
const INSTANCES = /Expected at most 10000 instances, found more/;
const INSTANCE_DEPTH = /Expected instances nested at most 100 deep, found them deeper/;

/** Components one after another: each gets the one before as its component 0 and makes `copies` instances of it. */
function instantiations(levels: number, copies: number): ComponentBuilder {
  const b = new ComponentBuilder();
  b.component(EMPTY);
  for (let i = 1; i < levels; i++) {
    const inner = new ComponentBuilder();
    inner.define("component", 6, vec([[0x04, 0x02, 0x01, ...leb(i - 1)]]));
    for (let copy = 0; copy < copies; copy++) inner.instantiate(0, []);
    b.component(inner.finish());
  }
  b.instantiate(levels - 1, []);
  return b;
}

/** A component that instantiates a core module `inner` times, made `outer` times. */
function coreInstances(outer: number, inner: number): ComponentBuilder {
  const nested = new ComponentBuilder();
  const module = nested.coreModule([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  for (let i = 0; i < inner; i++) nested.instantiateCore(module);
  const b = new ComponentBuilder();
  const component = b.component(nested.finish());
  for (let i = 0; i < outer; i++) b.instantiate(component, []);
  return b;
}

/** Instance types, each of which exports `copies` instances of the one before; the last is imported. */
function instanceTypes(levels: number, copies: number): ComponentBuilder {
  const b = new ComponentBuilder();
  b.type([0x42, 0x00]);
  for (let i = 1; i < levels; i++) {
    const previous = [0x02, 0x03, 0x02, 0x01, ...leb(i - 1)];
    b.type([0x42, ...vec([previous, ...times(copies, (copy) => [0x04, ...plain(`e${copy}`), 0x05, 0x00])])]);
  }
  b.define("instance", 10, vec([[...plain("x"), 0x05, ...leb(levels - 1)]]));
  return b;
}

/** Instances, each of which exports the one before `copies` times; the last is exported. */
function instanceExports(levels: number, copies: number): ComponentBuilder {
  const b = new ComponentBuilder();
  b.define("instance", 5, vec([[0x01, 0x00]]));
  for (let i = 1; i < levels; i++) {
    b.define(
      "instance",
      5,
      vec([[0x01, ...vec(times(copies, (copy) => [...plain(`e${copy}`), 0x05, ...leb(i - 1)]))]]),
    );
  }
  b.export({ name: "x", space: "instance", index: levels - 1 });
  return b;
}

/** Tuples, each of `width` of the one before. */
function tuples(levels: number, width: number): ComponentBuilder {
  const b = new ComponentBuilder();
  b.type([0x6f, ...vec(times(width, () => [0x7d]))]);
  for (let i = 1; i < levels; i++) b.type([0x6f, ...vec(times(width, () => sleb(i - 1)))]);
  return b;
}

/** A component with one large record, made often. */
function records(fields: number, copies: number): ComponentBuilder {
  const nested = new ComponentBuilder();
  nested.type([0x72, ...vec(times(fields, (i) => [...name(`f${i}`), 0x7d]))]);
  const b = new ComponentBuilder();
  const component = b.component(nested.finish());
  for (let i = 0; i < copies; i++) b.instantiate(component, []);
  return b;
}

const REFUSED: readonly (readonly [what: string, bomb: ComponentBuilder, reason: RegExp, maxBytes: number])[] = [
  ["2^27 component instances", instantiations(28, 2), INSTANCES, 1000],
  ["a chain of instantiations", instantiations(3000, 1), INSTANCE_DEPTH, 100_000],
  ["a million core instances", coreInstances(1000, 1000), INSTANCES, 15_000],
  ["2^27 imported instances", instanceTypes(28, 2), DEFINITIONS, 1000],
  ["a chain of instance types", instanceTypes(3000, 1), INSTANCE_DEPTH, 80_000],
  ["2^27 exported instances", instanceExports(28, 2), DEFINITIONS, 600],
  ["a chain of exported instances", instanceExports(3000, 1), INSTANCE_DEPTH, 40_000],
  ["a type of 2^27 parts", tuples(27, 2), /Expected a type of at most 1000000 parts, found a tuple of more/, 266],
  ["a chain of types", tuples(5000, 1), /Expected types nested at most 100 deep, found a tuple deeper/, 40_000],
  ["ten million fields", records(5000, 2000), DEFINITIONS, 60_000],
];

for (const [what, bomb, reason, maxBytes] of REFUSED) {
  const bytes = bomb.finish();
  test(`${what}, in ${bytes.length} bytes, are refused by the planner`, () => {
    assert.ok(bytes.length <= maxBytes);
    const model = decodeComponent(bytes);
    const begin = performance.now();
    assert.throws(
      () => planComponent(model),
      (error) => error instanceof ValidationError && reason.test(error.message) && error.offset > 0,
    );
    assertSoon(begin);
  });

  test(`${what}, in ${bytes.length} bytes, are refused by compile`, async () => {
    const begin = performance.now();
    await assert.rejects(Component.compile(bytes), ValidationError);
    assertSoon(begin);
  });
}

function assertSoon(begin: number): void {
  const spent = performance.now() - begin;
  assert.ok(spent < 3000, `${Math.round(spent)} ms`);
}

const ACCEPTED: Readonly<Record<string, ComponentBuilder>> = {
  "a chain of 100 instantiations": instantiations(100, 1),
  "4095 component instances": instantiations(12, 2),
  "types nested 100 deep": tuples(99, 1),
  "a type of 2^18 parts": tuples(18, 2),
  "instances exported 90 deep": instanceExports(90, 1),
  "1024 exported instances": instanceExports(10, 2),
};

for (const [what, builder] of Object.entries(ACCEPTED)) {
  test(`${what} are accepted`, async () => {
    await Component.compile(builder.finish());
  });
}
