import assert from "node:assert/strict";
import { test } from "node:test";
import { guest, weft } from "./weft.ts";

const ADDER = guest("wat-adder");
const CALLS = guest("calls");
const GREETER = guest("js-greeter");
const KEEPER = "guests/resources/uses-defines.wasm";

interface Case {
  readonly what: string;
  readonly args: readonly string[];
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

const ORDERS = '[{id: 1, item: "é\\n", quantity: 2, price: 3.5, paid: true}]';

const CASES: readonly Case[] = [
  { what: "a function of an interface", args: [ADDER, "weft:guests/calculator@0.1.0#add(40, 2)"], stdout: "42\n" },
  { what: "its version may be left out", args: [ADDER, "weft:guests/calculator#add(40, 2)"], stdout: "42\n" },
  { what: "a function of the world itself", args: [ADDER, "#add(4294967295, 1)"], stdout: "0\n" },
  { what: "a unique name needs no interface", args: [CALLS, "add(1, 2)"], stdout: "3\n" },
  { what: "records and lists go in and out", args: [CALLS, `echo-orders(${ORDERS})`], stdout: `${ORDERS}\n` },
  { what: "a list of numbers", args: [CALLS, "echo-bytes([0, 255])"], stdout: "[0, 255]\n" },
  { what: "an ok result", args: [CALLS, "ask(root-of(49))"], stdout: "ok(7)\n" },
  {
    what: "an error result is on standard error",
    args: [CALLS, "ask(nothing)"],
    code: 1,
    stderr: 'err("nothing was asked")\n',
  },
  {
    what: "a guest in JavaScript",
    args: [GREETER, 'greet-all([{given-name: "Ada", tags: ["a", "b"]}], loud)'],
    stdout: '["HELLO, ADA (A, B)!"]\n',
  },
  {
    what: "a name that several functions have",
    args: [ADDER, "add(1, 2)"],
    code: 2,
    stderr:
      'weft: Several functions are called "add"; name the interface too:\n  #add\n  weft:guests/calculator@0.1.0#add\n',
  },
  {
    what: "a name that is nearly right",
    args: [KEEPER, "totl-of([1])"],
    code: 2,
    stderr: `weft: No function "totl-of" is exported; did you mean "total-of"?
  What can be called:
${["make", "hold", "held", "release", "add", "merge", "parse", "total-of", "drop-twice", "use-after-drop", "give-away-borrowed", "keep-borrow", "invent-handle"].map((name) => `  weft:resources/keeper@0.1.0#${name}\n`).join("")}`,
  },
  {
    what: "no function at all",
    args: [ADDER],
    code: 2,
    stderr: `weft: Missing 'f(args)': weft call [option …] x.wasm 'f(args)'
  What can be called:
  #add
  weft:guests/calculator@0.1.0#add
`,
  },
  {
    what: "an argument that does not fit is pointed at",
    args: [ADDER, "#add(1, -2)"],
    code: 2,
    stderr: `weft: Cannot read WAVE at column 9: expected u32 (0 to 4294967295), found -2
  #add(1, -2)
          ^^
`,
  },
  {
    what: "a text that is no call",
    args: [ADDER, "add"],
    code: 2,
    stderr: `weft: Cannot read WAVE at column 1: expected a call, such as f(1) or ns:pkg/iface@1.0.0#f(1), found add. Without arguments it is written "add()"
  add
  ^^^
`,
  },
  {
    what: "a result that has no text",
    args: [KEEPER, "make(1)"],
    code: 2,
    stderr:
      'weft: Cannot print the result: Cannot write the value as WAVE: expected a value that has a text, found a handle of resource "counter", which exists only inside a running component\n',
  },
  {
    what: "missing imports",
    args: [guest("traps"), "fine()"],
    code: 2,
    stderr: `weft: Cannot link guests/traps/traps.wasm: it imports what nothing here provides
  host
  Compose the component with one that exports what is missing, for example with wac plug.
`,
  },
];

for (const { what, args, code = 0, stdout = "", stderr = "" } of CASES) {
  test(what, async () => {
    assert.deepEqual(await weft(["call", ...args]), { code, signal: null, stdout, stderr });
  });
}

test("a trap is exit code 134 and names its frames", async () => {
  const { code, stdout, stderr } = await weft(["call", KEEPER, "invent-handle()"]);
  assert.deepEqual([code, stdout], [134, ""]);
  assert.match(
    stderr,
    /^weft: The guest trapped: unknown handle index 1234567\n( {4}at .*\n)* {4}at \S+invent_handle \(function \d+, /,
  );
});

test("what the guest prints goes to standard error", async () => {
  const { code, stdout, stderr } = await weft(["call", guest("c-command"), "run()"]);
  assert.deepEqual([code, stdout, stderr], [0, "ok\n", "hello\n"]);
});

test("an exit code passes through", async () => {
  const { code, stdout } = await weft(["call", guest("c-command-libc"), "run()"]);
  assert.deepEqual([code, stdout], [0, "ok\n"]);
});

test("with --json the result is JSON, beside its WAVE", async () => {
  const { stdout } = await weft(["call", "--json", CALLS, 'ask(length-of("abc"))']);
  assert.deepEqual(JSON.parse(stdout), { result: { ok: 3 }, wave: "ok(3)" });
});

test("with --json an error result is JSON on standard error", async () => {
  const { code, stdout, stderr } = await weft(["call", "--json", CALLS, "ask(nothing)"]);
  assert.deepEqual([code, stdout], [1, ""]);
  assert.deepEqual(JSON.parse(stderr), { result: { err: "nothing was asked" }, wave: 'err("nothing was asked")' });
});
