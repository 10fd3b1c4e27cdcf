import assert from "node:assert/strict";
import { test } from "node:test";
import { ComponentError } from "@weft/core";
import { Misuse } from "../io/misuse.ts";
import { Fields } from "./fields.ts";
import { bytesFromLatin1, latin1FromBytes } from "./latin1.ts";

const bytes = bytesFromLatin1;

function fieldsOf(...entries: [string, string][]): Fields {
  return Fields.fromList(entries.map(([name, value]) => [name, bytes(value)]));
}

function list(fields: Fields): [string, string][] {
  return fields.entries().map(([name, value]) => [name, latin1FromBytes(value)]);
}

function failsWith(tag: string): (error: unknown) => boolean {
  return (error) => error instanceof ComponentError && error.payload.tag === tag;
}

/** Every way to put a name and a value in. */
const SETTERS: Readonly<Record<string, (fields: Fields, name: string, value: Uint8Array) => void>> = {
  append: (fields, name, value) => fields.append(name, value),
  set: (fields, name, value) => fields.set(name, [value]),
  "from-list": (_, name, value) => Fields.fromList([[name, value]]),
};

const BAD_NAMES = ["", " ", "a b", "a:b", "ä", "a\r\nb", "a\0", "a".repeat(0x10000)];
const GOOD_NAMES = ["a", "X-Custom", "!#$%&'*+-.^_`|~09azAZ", "a".repeat(0xffff)];
const BAD_VALUES = ["a\r\nb", "\n", "\0", "\x7f", "\x01"];
const GOOD_VALUES = ["", " ", "\t", "plain", "caf\xe9", "\x80\xff"];
const BAD_LENGTHS = ["", "+5", "-5", " 5", "5 ", "0x5", "1,1", "18446744073709551616"];
const FORBIDDEN = ["Host", "connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection"];
const FORBIDDEN_TOO = ["Transfer-Encoding", "Upgrade", "HTTP2-Settings"];

for (const [setter, put] of Object.entries(SETTERS)) {
  test(`${setter} refuses names that are no tokens`, () => {
    for (const name of BAD_NAMES)
      assert.throws(() => put(new Fields(), name, bytes("v")), failsWith("invalid-syntax"), name);
  });

  test(`${setter} takes any token`, () => {
    for (const name of GOOD_NAMES) put(new Fields(), name, bytes("v"));
  });

  test(`${setter} refuses control characters in values`, () => {
    for (const value of BAD_VALUES)
      assert.throws(() => put(new Fields(), "a", bytes(value)), failsWith("invalid-syntax"));
  });

  test(`${setter} takes tabs, blanks and bytes beyond ASCII in values`, () => {
    for (const value of GOOD_VALUES) put(new Fields(), "a", bytes(value));
  });

  test(`${setter} refuses what belongs to the connection`, () => {
    for (const name of [...FORBIDDEN, ...FORBIDDEN_TOO]) {
      assert.throws(() => put(new Fields(), name, bytes("v")), failsWith("forbidden"), name);
    }
  });

  test(`${setter} refuses a content-length that is no number`, () => {
    for (const value of BAD_LENGTHS) {
      assert.throws(() => put(new Fields(), "Content-Length", bytes(value)), failsWith("invalid-syntax"), value);
    }
  });

  test(`${setter} traps when the fields grow beyond their limit`, () => {
    assert.throws(() => put(new Fields(), "a", new Uint8Array(128 * 1024).fill(65)), Misuse);
  });
}

test("delete refuses bad and forbidden names", () => {
  assert.throws(() => new Fields().delete("a b"), failsWith("invalid-syntax"));
  assert.throws(() => new Fields().delete("host"), failsWith("forbidden"));
});

test("frozen fields can be read and not changed", () => {
  const fields = fieldsOf(["a", "1"]).freeze();
  assert.throws(() => fields.set("a", []), failsWith("immutable"));
  assert.throws(() => fields.append("a", bytes("2")), failsWith("immutable"));
  assert.throws(() => fields.delete("a"), failsWith("immutable"));
  assert.deepEqual(list(fields), [["a", "1"]]);
});

test("what is wrong with a name comes before being immutable", () => {
  const fields = new Fields().freeze();
  assert.throws(() => fields.append("a b", bytes("v")), failsWith("invalid-syntax"));
  assert.throws(() => fields.set("host", []), failsWith("forbidden"));
});

test("there is one content-length", () => {
  const fields = fieldsOf(["Content-Length", "5"]);
  assert.throws(() => fields.append("content-length", bytes("5")), failsWith("invalid-syntax"));
  assert.throws(() => fields.set("content-length", [bytes("5"), bytes("6")]), failsWith("invalid-syntax"));
  fields.set("content-length", [bytes("007")]);
  assert.deepEqual(list(fields), [["content-length", "7"]]);
  assert.equal(fields.contentLength(), 7n);
});

test("names are equal in any case and come back in lower case, values together, in order", () => {
  const fields = fieldsOf(["Accept", "1"], ["X-B", "2"], ["ACCEPT", "3"]);
  const expected = [
    ["accept", "1"],
    ["accept", "3"],
    ["x-b", "2"],
  ];
  assert.deepEqual(list(fields), expected);
  assert.deepEqual(fields.get("aCCept").map(latin1FromBytes), ["1", "3"]);
  assert.equal(fields.has("x-B"), true);
});

test("get and has of what is not there, or could never be", () => {
  const fields = fieldsOf(["a", ""]);
  assert.deepEqual(fields.get("b"), []);
  assert.deepEqual(fields.get("a b"), []);
  assert.equal(fields.has("b"), false);
  assert.deepEqual(fields.get("a"), [new Uint8Array(0)]);
});

test("set replaces all values; with none it removes the name", () => {
  const fields = fieldsOf(["a", "1"], ["a", "2"]);
  fields.set("a", [bytes("3"), bytes("4")]);
  assert.deepEqual(fields.get("a").map(latin1FromBytes), ["3", "4"]);
  fields.set("a", []);
  assert.equal(fields.has("a"), false);
});

test("a host may leave names out", () => {
  assert.deepEqual(fieldsOf(["A", "1"], ["b", "2"], ["c", "3"]).flatten("a", "c"), ["b", "2"]);
});

test("a name that is set stays where it was", () => {
  const fields = fieldsOf(["a", "1"], ["b", "2"]);
  fields.set("a", [bytes("3")]);
  assert.deepEqual(fields.flatten(), ["a", "3", "b", "2"]);
});

test("a set that is refused changes nothing", () => {
  const fields = fieldsOf(["a", "1"]);
  assert.throws(() => fields.set("a", [bytes("ok"), bytes("\n")]), failsWith("invalid-syntax"));
  assert.deepEqual(list(fields), [["a", "1"]]);
});

test("delete removes all values of a name and nothing else", () => {
  const fields = fieldsOf(["a", "1"], ["b", "2"], ["a", "3"]);
  fields.delete("A");
  fields.delete("c");
  assert.deepEqual(list(fields), [["b", "2"]]);
});

test("a clone is mutable and its own", () => {
  const fields = fieldsOf(["a", "1"]).freeze();
  const copy = fields.clone();
  copy.append("a", bytes("2"));
  assert.deepEqual(list(fields), [["a", "1"]]);
  assert.deepEqual(list(copy), [
    ["a", "1"],
    ["a", "2"],
  ]);
});

test("removing gives back what adding took of the limit", () => {
  const fields = new Fields();
  const value = new Uint8Array(100 * 1024).fill(65);
  for (let i = 0; i < 3; i++) {
    fields.append("a", value);
    fields.set("a", [value]);
    fields.delete("a");
  }
  fields.append("b", value);
});

test("empty values count towards the limit, too", () => {
  const fields = new Fields();
  assert.throws(() => {
    for (let i = 0; i < 128 * 1024; i++) fields.append("a", new Uint8Array(0));
  }, Misuse);
});

test("what was received is immutable and without what a guest must not see", () => {
  const fields = Fields.received(["Host", "x", "Accept", "a", "CONNECTION", "close", "accept", "b", "X", "caf\xe9"]);
  const expected = [
    ["accept", "a"],
    ["accept", "b"],
    ["x", "caf\xe9"],
  ];
  assert.deepEqual(list(fields), expected);
  assert.deepEqual(fields.flatten(), expected.flat());
  assert.throws(() => fields.append("a", bytes("1")), failsWith("immutable"));
});

test("a content-length that was received is not trusted", () => {
  assert.equal(Fields.received(["content-length", "5"]).contentLength(), 5n);
  assert.equal(Fields.received(["content-length", "5", "content-length", "5"]).contentLength(), "invalid");
  assert.equal(Fields.received([]).contentLength(), "none");
});
