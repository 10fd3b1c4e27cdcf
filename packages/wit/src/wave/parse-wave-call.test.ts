import assert from "node:assert/strict";
import { test } from "node:test";
import * as t from "../../test/types.ts";
import { parseWaveArguments, parseWaveCall } from "./parse-wave-call.ts";

test("a call has a name and the text of its arguments", () => {
  const call = parseWaveCall(" add(1, [2]) // sum");
  assert.deepEqual(call, {
    source: " add(1, [2]) // sum",
    name: "add",
    func: "add",
    argsText: "1, [2]",
    argsOffset: 4,
  });
});

test("the interface stands before a #", () => {
  const { name, interface: owner, func } = parseWaveCall("ns:pkg/iface@1.0.0-rc.1#[method]counter.inc()");
  assert.equal(name, "ns:pkg/iface@1.0.0-rc.1#[method]counter.inc");
  assert.equal(owner, "ns:pkg/iface@1.0.0-rc.1");
  assert.equal(func, "[method]counter.inc");
});

test("brackets in strings and comments do not close the arguments", () => {
  const { argsText } = parseWaveCall('f(")", \')\', // )\n "]")');
  assert.equal(argsText, '")", \')\', // )\n "]"');
});

test("arguments are read by the types of the parameters", () => {
  const type = t.func({ name: t.string, size: t.u64, flag: t.option(t.bool), deep: t.option(t.option(t.u8)) });
  assert.deepEqual(parseWaveArguments(parseWaveCall('f("a", 1)'), type), ["a", 1n, undefined, { tag: "none" }]);
});

test("an error in an argument is placed in the whole call", () => {
  const call = parseWaveCall("ns:pkg/iface#f(1, 256)");
  assert.throws(() => parseWaveArguments(call, t.func({ a: t.u8, b: t.u8 })), {
    column: 19,
    message: /^ {2}ns:pkg\/iface#f\(1, 256\)\n {20}\^\^\^$/m,
  });
});
