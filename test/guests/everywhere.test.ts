/**
 * Commands from toolchains of every kind, under `weft run` and, where it is on the machine, under wasmtime: the same output, the same
 * exit code. The components are too large to be committed; they are built where their toolchain is, and the run says which were not.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { buildGuest, builtGuest, missingToolchain, wasmtimeVersion } from "./built-guest.ts";
import { type Ran, runProcess, ServerProcess } from "./process.ts";

const ROOT = join(import.meta.dirname, "../..");
const CLI = join(ROOT, "packages/cli/src/main.ts");

interface Case {
  readonly what: string;
  readonly args?: readonly string[];
  readonly stdin?: string;
  readonly code: number;
  readonly stdout: string;
  /** What standard error has to contain. */
  readonly stderr?: string;
}

interface Command {
  readonly guest: string;
  readonly output?: string;
  /** Guests that have to be built before. */
  readonly needs?: readonly string[];
  /** Undefined where wasmtime cannot run it. */
  readonly wasmtime?: readonly string[];
  readonly cases: readonly Case[];
}

const WORDS = "le chat et le chien, naïve ☃ et 日本\n";

const CPP_CASES: readonly Case[] = [
  { what: "returns", args: ["4"], code: 0, stdout: "unwound\nhalf of 4 is 2\n" },
  { what: "throws, unwinds and catches", args: ["5"], code: 1, stdout: "unwound\nrefused 5\n" },
];

/** greet-everybody/greet-everybody.wasm with each of the greeters. */
const COMPOSED_CASES: readonly Case[] = [
  {
    what: "greets through the other component",
    args: ["Ada", "Bob"],
    code: 0,
    stdout: "HELLO, ADA (VIA C)!\nHELLO, BOB, 1 (VIA C)!\na circle has no radius of -1\n",
  },
];

const COMMANDS: readonly Command[] = [
  {
    guest: "py-command",
    wasmtime: [],
    cases: [
      {
        what: "counts words",
        args: ["a", "b c"],
        stdin: WORDS,
        code: 0,
        stdout: `${
          '{"arguments": ["a", "b c"], "words": [' +
          ["chat", "chien,", "et", "le", "naïve", "☃", "日本"]
            .map((text) => `{"text": "${text}", "count": ${text === "et" || text === "le" ? 2 : 1}}`)
            .join(", ")
        }]}\n`,
      },
      { what: "leaves with an exit code", args: ["fail"], code: 1, stdout: "", stderr: "leaving with 3" },
    ],
  },
  {
    guest: "go-command",
    wasmtime: [],
    cases: [
      {
        what: "counts words",
        args: ["a", "b c"],
        stdin: "b a b\n",
        code: 0,
        stdout: '"a" 1\n"b" 2\n[a b c] 332833500\n',
      },
      { what: "leaves with an exit code", args: ["fail"], code: 1, stdout: "", stderr: "leaving with 3" },
      { what: "panics", args: ["panic"], code: 1, stdout: "", stderr: "panic: as asked" },
    ],
  },
  { guest: "cpp-exceptions", cases: CPP_CASES },
  {
    guest: "cpp-exceptions",
    output: "cpp-exceptions.exnref.wasm",
    wasmtime: ["-W", "exceptions=y"],
    cases: CPP_CASES,
  },
  { guest: "composed", output: "c-and-quickjs.wasm", needs: ["starling-greeter"], wasmtime: [], cases: COMPOSED_CASES },
  {
    guest: "composed",
    output: "c-and-starlingmonkey.wasm",
    needs: ["starling-greeter"],
    wasmtime: [],
    cases: COMPOSED_CASES,
  },
];

const wasmtime = await wasmtimeVersion();

for (const { guest, output = `${guest}.wasm`, wasmtime: flags, needs = [], cases } of COMMANDS) {
  const component = builtGuest(guest, output);
  const missing = await Promise.all([...needs, guest].map(missingToolchain));
  const skip = missing.find((reason) => reason !== undefined) ?? false;
  describe(output, { skip }, () => {
    before(async () => {
      for (const each of needs) await buildGuest(each);
      await buildGuest(guest, output);
    });
    for (const { what, args = [], stdin, code, stdout, stderr = "" } of cases) {
      const check = (ran: Ran): void => {
        assert.deepEqual({ code: ran.code, stdout: ran.stdout }, { code, stdout }, ran.stderr);
        assert.ok(ran.stderr.includes(stderr), ran.stderr);
      };
      test(`${what} under weft`, async () => {
        check(await runProcess(process.execPath, ["-C", "source", CLI, "run", component, ...args], stdin));
      });
      const skipPeer =
        flags === undefined ? "wasmtime has no legacy exceptions" : wasmtime === undefined && "no wasmtime here";
      test(`${what} under wasmtime`, { skip: skipPeer }, async () => {
        check(await runProcess("wasmtime", ["run", ...(flags ?? []), component, ...args], stdin));
      });
    }
  });
}

/** What a service has to answer, whichever host runs it. */
async function checkService(url: string): Promise<void> {
  const first = await fetch(`${url}/`);
  assert.equal(first.headers.get("content-type"), "application/json");
  assert.deepEqual([first.status, await first.json()], [200, { path: "/", calls: 1 }]);
  const missing = await fetch(`${url}/there?is=none`);
  assert.deepEqual([missing.status, await missing.json()], [404, { path: "/there?is=none", calls: 1 }]);
  const payload = Buffer.alloc(1_000_000, "0123456789");
  const echoed = await fetch(`${url}/`, { method: "POST", body: payload });
  assert.ok(payload.equals(Buffer.from(await echoed.arrayBuffer())));
  assert.equal((await fetch(`${url}/fail`)).status, 500);
  assert.equal((await fetch(`${url}/`)).status, 200);
}

describe("py-http.wasm", { skip: (await missingToolchain("py-http")) ?? false }, () => {
  const component = builtGuest("py-http");
  before(() => buildGuest("py-http"));

  test("answers under weft, each request with a fresh instance", async () => {
    await using server = await ServerProcess.start(process.execPath, [
      ...["-C", "source", CLI, "serve", "--addr", "127.0.0.1:0"],
      component,
    ]);
    await checkService(server.url);
  });

  test("answers the same under wasmtime", { skip: wasmtime === undefined && "no wasmtime here" }, async () => {
    await using server = await ServerProcess.start("wasmtime", [
      "serve",
      "-S",
      "cli",
      "--addr",
      "127.0.0.1:0",
      component,
    ]);
    await checkService(server.url);
  });
});
