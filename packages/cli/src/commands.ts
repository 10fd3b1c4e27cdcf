/** The table of commands. */
import { type Command, defineCommand, type Executable } from "./command.ts";
import { CALL_OPTIONS, COMMON_OPTIONS, HELP_OPTIONS, INSPECT_OPTIONS, RUN_OPTIONS, SERVE_OPTIONS } from "./options.ts";

const FILE = { name: "x.wasm" };

const NOTHING_GRANTED =
  "The guest gets standard streams, clocks and random numbers. Everything else has to be granted by an option.";

/** Help explains the whole table, so it is given it. */
async function loadHelp(): Promise<Executable> {
  const { helpOn } = await import("./help/help-on.ts");
  return helpOn({ weft: WEFT, commands: COMMANDS });
}

/** `weft` itself: what comes before the command's name. */
export const WEFT: Command = defineCommand({
  name: "",
  summary: "Run WebAssembly components",
  description: [],
  operands: [{ name: "command", optional: true }],
  passesArguments: true,
  options: { version: { type: "boolean", short: "V", summary: "Print the version" }, ...COMMON_OPTIONS },
  examples: [],
  load: loadHelp,
});

export const COMMANDS: readonly Command[] = [
  defineCommand({
    name: "run",
    summary: "Run a command component",
    description: [
      "Calls wasi:cli/run and ends with the guest's exit code. Options of weft come before the file; what follows the file belongs to the guest.",
      NOTHING_GRANTED,
    ],
    operands: [FILE],
    passesArguments: true,
    options: RUN_OPTIONS,
    examples: [
      { line: "weft run hello.wasm --name World", says: "--name World goes to the guest" },
      {
        line: "weft run --dir ./data::/data:ro --env LANG report.wasm",
        says: "with a directory to read and a variable",
      },
    ],
    load: () => import("./run/execute-run.ts"),
  }),
  defineCommand({
    name: "serve",
    summary: "Serve HTTP with a component",
    description: [
      "Calls wasi:http/incoming-handler for each request, on a fresh instance, so that no request sees what another left behind. A trap answers its own request with 500 and is logged on standard error.",
      "Prints one line with the URL as soon as it listens. SIGTERM or SIGINT lets requests in flight finish; a second one ends at once.",
      NOTHING_GRANTED,
    ],
    operands: [FILE],
    options: SERVE_OPTIONS,
    examples: [
      { line: "weft serve service.wasm", says: "on http://127.0.0.1:8080" },
      { line: "weft serve --addr 0.0.0.0:80 --reuse service.wasm", says: "to the network, with state that is kept" },
    ],
    load: () => import("./serve/execute-serve.ts"),
  }),
  defineCommand({
    name: "call",
    summary: "Call one function of a component",
    description: [
      "Arguments and result are written in WAVE. A function whose name is unique goes by it; otherwise its interface comes first: ns:pkg/iface@1.0.0#f(1).",
      "Standard output has the result and nothing else; what the guest prints goes to standard error. If the result is an error, it is printed on standard error and the exit code is 1.",
      NOTHING_GRANTED,
    ],
    // Without a call, the command says what can be called.
    operands: [FILE, { name: "'f(args)'", optional: true }],
    options: CALL_OPTIONS,
    examples: [
      { line: "weft call calculator.wasm 'add(40, 2)'", says: "prints 42" },
      { line: `weft call shop.wasm 'acme:shop/cart@1.0.0#price({sku: "a-1", count: 2})'`, says: "with its interface" },
    ],
    load: () => import("./call/execute-call.ts"),
  }),
  defineCommand({
    name: "inspect",
    summary: "Show what a component needs and offers",
    description: ["Prints imports and exports as WIT, and how large the component and its core modules are."],
    operands: [FILE],
    options: INSPECT_OPTIONS,
    examples: [
      { line: "weft inspect service.wasm", says: "as WIT" },
      { line: "weft inspect --plan --json service.wasm", says: "the instantiation plan, for a program to read" },
    ],
    load: () => import("./inspect/execute-inspect.ts"),
  }),
  defineCommand({
    name: "help",
    summary: "Explain a command",
    description: ["Without a command, lists them all."],
    operands: [{ name: "command", optional: true }],
    options: HELP_OPTIONS,
    examples: [{ line: "weft help run", says: "the same as weft run --help" }],
    load: loadHelp,
  }),
];
