/** Small components that describe something enormous are refused before anybody walks it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, leb, name, vec } from "../../test/bytes.ts";
import { ComponentBuilder } from "../../test/component-builder.ts";
import { decodeComponent } from "../binary/decode-component.ts";
import { ValidationError } from "../errors.ts";
import { validateComponent } from "./validate-component.ts";

const plain = (label: string): Bytes => [0x00, ...name(label)];
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const RESOURCE: Bytes = [0x04, ...plain("r"), 0x03, 0x01];

/** Instance types, each of which exports `copies` instances of the one before; the last is imported. */
function instanceTypes(levels: number, copies: number, first: readonly Bytes[] = []): ComponentBuilder {
  const b = new ComponentBuilder();
  b.type([0x42, ...vec([...first])]);
  for (let i = 1; i < levels; i++) {
    const previous = [0x02, 0x03, 0x02, 0x01, ...leb(i - 1)];
    b.type([0x42, ...vec([previous, ...times(copies, (copy) => [0x04, ...plain(`e${copy}`), 0x05, 0x00])])]);
  }
  b.define("instance", 10, vec([[...plain("x"), 0x05, ...leb(levels - 1)]]));
  return b;
}

/** Instances, each of which exports the one before `copies` times. */
function instances(levels: number, copies: number): ComponentBuilder {
  const b = new ComponentBuilder();
  b.define("instance", 5, vec([[0x01, 0x00]]));
  for (let i = 1; i < levels; i++) {
    const exports = times(copies, (copy) => [...plain(`e${copy}`), 0x05, ...leb(i - 1)]);
    b.define("instance", 5, vec([[0x01, ...vec(exports)]]));
  }
  return b;
}

const TOO_LARGE = /Expected an instance type of at most 100000 imports and exports, found one of more/;
const TOO_DEEP = /Expected instances nested at most 100 deep, found them deeper/;
const TOO_MANY = /Expected at most 100000 definitions, counted each time they are used, found more/;

const REFUSED: readonly (readonly [what: string, bomb: ComponentBuilder, reason: RegExp])[] = [
  ["an instance type of 2^27 instances", instanceTypes(28, 2), TOO_LARGE],
  ["a chain of instance types", instanceTypes(3000, 1), TOO_DEEP],
  ["2^27 resource types", instanceTypes(28, 2, [RESOURCE]), TOO_MANY],
  ["an instance of 2^27 instances", instances(28, 2), TOO_LARGE],
  ["a chain of instances", instances(3000, 1), TOO_DEEP],
];

for (const [what, bomb, reason] of REFUSED) {
  test(`${what} is refused`, () => {
    const bytes = Uint8Array.from(bomb.finish());
    const model = decodeComponent(bytes);
    assert.throws(
      () => validateComponent(model, bytes),
      (error) => error instanceof ValidationError && reason.test(error.message) && error.offset > 0,
    );
  });
}

test("instances nested 99 deep, and 2^12 of them, are accepted", () => {
  for (const builder of [instances(99, 1), instanceTypes(99, 1), instances(12, 2), instanceTypes(12, 2, [RESOURCE])]) {
    const bytes = Uint8Array.from(builder.finish());
    validateComponent(decodeComponent(bytes), bytes);
  }
});
