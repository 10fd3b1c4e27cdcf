import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command, Invocation } from "./command.ts";
import { hasFlag, interpret, splitWords } from "./parse-command-line.ts";

const OPTIONS = {
  addr: { type: "string", value: "HOST:PORT", summary: "" },
  env: { type: "string", multiple: true, value: "NAME=VALUE", summary: "" },
  json: { type: "boolean", summary: "" },
  help: { type: "boolean", short: "h", summary: "" },
} as const;

function command(part: Partial<Command>): Command {
  const load = () => Promise.reject(new Error("never loaded"));
  return {
    name: "go",
    summary: "",
    description: [],
    operands: [{ name: "x.wasm" }],
    options: OPTIONS,
    examples: [],
    load,
    ...part,
  };
}

const RUN = command({ passesArguments: true });
const SERVE = command({});
const HELP = command({ operands: [{ name: "topic", optional: true }] });

const READ: readonly (readonly [Command, line: string, Invocation])[] = [
  [RUN, "x.wasm", { values: {}, operands: ["x.wasm"], guestArgs: [] }],
  [RUN, "x.wasm a --env b -- -h", { values: {}, operands: ["x.wasm"], guestArgs: ["a", "--env", "b", "--", "-h"] }],
  [RUN, "--env A=1 --env=B=2 x.wasm", { values: { env: ["A=1", "B=2"] }, operands: ["x.wasm"], guestArgs: [] }],
  [RUN, "--env x.wasm y.wasm z", { values: { env: ["x.wasm"] }, operands: ["y.wasm"], guestArgs: ["z"] }],
  [RUN, "--env -x y.wasm", { values: { env: ["-x"] }, operands: ["y.wasm"], guestArgs: [] }],
  [RUN, "-- --x.wasm --json", { values: {}, operands: ["--x.wasm"], guestArgs: ["--json"] }],
  [SERVE, "x.wasm --addr :1 --json", { values: { addr: ":1", json: true }, operands: ["x.wasm"], guestArgs: [] }],
  [SERVE, "--addr :1 x.wasm --addr :2", { values: { addr: ":2" }, operands: ["x.wasm"], guestArgs: [] }],
  [HELP, "", { values: {}, operands: [], guestArgs: [] }],
  [HELP, "-h", { values: { help: true }, operands: [], guestArgs: [] }],
];

const words = (line: string) => line.split(" ").filter((word) => word !== "");

for (const [row, line, expected] of READ) {
  test(`"${line}" is understood`, () => {
    assert.deepEqual(interpret(row, splitWords(row, words(line))), expected);
  });
}

const REFUSED: readonly (readonly [Command, line: string, message: string])[] = [
  [RUN, "", "Missing x.wasm: weft go [option …] x.wasm [argument …]"],
  [RUN, "--evn A=1 x.wasm", "Unknown option --evn of weft go; did you mean --env?"],
  [RUN, "--frobnicate x.wasm", "Unknown option --frobnicate of weft go"],
  [RUN, "-x x.wasm", "Unknown option -x of weft go"],
  [RUN, "--no-json x.wasm", "Unknown option --no-json of weft go"],
  [RUN, "--env", "Option --env needs a value: --env NAME=VALUE"],
  [RUN, "--json=yes x.wasm", 'Option --json takes no value, found "yes"'],
  [SERVE, "x.wasm y", 'Unexpected argument "y": weft go [option …] x.wasm'],
  [HELP, "a b", 'Unexpected argument "b": weft go [option …] [topic]'],
];

for (const [row, line, message] of REFUSED) {
  test(`"${line}" is refused: ${message}`, () => {
    assert.throws(() => interpret(row, splitWords(row, words(line))), { name: "CliError", code: "usage", message });
  });
}

test("a flag of the guest is not ours", () => {
  assert.equal(hasFlag(splitWords(RUN, ["x.wasm", "--json"]), "json"), false);
  assert.equal(hasFlag(splitWords(RUN, ["--json", "x.wasm"]), "json"), true);
});

test("a flag is seen on a line that is refused", () => {
  assert.equal(hasFlag(splitWords(SERVE, ["--nonsense", "--json"]), "json"), true);
});
