import assert from "node:assert/strict";
import { test } from "node:test";
import { bug, ComponentError, LinkError, ParseError, ValidationError, ValueError } from "./errors.ts";

test("an offset is told in hexadecimal and kept as a number", () => {
  const error = new ParseError("Expected a byte", 255);
  assert.equal(error.message, "Expected a byte (at offset 0xff)");
  assert.equal(error.offset, 255);
});

test("a path leads to the place, and the middle of a long one is left out of the message only", () => {
  const path = ["a", "b", "c", "d", "e", "f", "g", "h"];
  assert.equal(new ValidationError("Wrong", 1, ["a", "b"]).message, "a: b: Wrong (at offset 0x1)");
  const error = new ValidationError("Wrong", 1, path);
  assert.equal(error.message, "a: b: c: … 3 more: g: h: Wrong (at offset 0x1)");
  assert.deepEqual(error.path, path);
});

test("a LinkError has a line for each import", () => {
  const unmet = ["f", "g"].map((name) => ({ name, expected: "func()", found: "nothing" }));
  const error = new LinkError(unmet);
  assert.equal(
    error.message,
    'Cannot link import "f": expected func(), found nothing\nCannot link import "g": expected func(), found nothing',
  );
  assert.equal(error.unmet, unmet);
});

const PAYLOADS: readonly (readonly [payload: unknown, message: string])[] = [
  ["not found", "not found"],
  [{ tag: "refused", val: 7 }, "refused"],
  [undefined, "the function returned its error case"],
  [404, "404"],
  [7n, "7"],
  [null, "null"],
];
for (const [payload, message] of PAYLOADS) {
  test(`a ComponentError with ${String(payload)} says "${message}"`, () => {
    const error = new ComponentError(payload);
    assert.deepEqual([error.message, error.payload], [message, payload]);
  });
}

test("errors have their names, also in a stack", () => {
  const errors = [
    new ParseError("", 0),
    new ValidationError("", 0),
    new LinkError([]),
    new ComponentError(1),
    new ValueError(""),
  ];
  assert.deepEqual(
    errors.map(({ name }) => name),
    ["ParseError", "ValidationError", "LinkError", "ComponentError", "ValueError"],
  );
  assert.ok(new ValueError("") instanceof TypeError);
  assert.throws(() => bug("two and two are five"), /^Error: Bug in Weft: two and two are five\. Please report it/);
});
