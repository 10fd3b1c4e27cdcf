/**
 * Commands from toolchains of every kind, under `weft run` and, where it is on the machine, under wasmtime: the same output, the same
 * exit code. The components are too large to be committed; they are built where their toolchain is, and the run says which were not.
 */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../..");
const CLI = join(ROOT, "packages/cli/src/main.ts");
const run = promisify(execFile);

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
  /** Undefined where wasmtime cannot run it. */
  readonly wasmtime?: readonly string[];
  readonly cases: readonly Case[];
}

const WORDS = "le chat et le chien, naïve ☃ et 日本\n";

const CPP_CASES: readonly Case[] = [
  { what: "returns", args: ["4"], code: 0, stdout: "unwound\nhalf of 4 is 2\n" },
  { what: "throws, unwinds and catches", args: ["5"], code: 1, stdout: "unwound\nrefused 5\n" },
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
];

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runProcess(file: string, args: readonly string[], stdin = ""): Promise<Ran> {
  const child = spawn(file, args, { stdio: "pipe" });
  const texts = [child.stdout, child.stderr].map(async (stream) =>
    Buffer.concat(await Array.fromAsync(stream)).toString(),
  );
  child.stdin.on("error", ignoreClosedPipe).end(stdin);
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => {
      Promise.all(texts).then(([stdout = "", stderr = ""]) => resolve({ code, stdout, stderr }), reject);
    });
  });
}

/** A guest that reads no input leaves before it was written. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

async function missingToolchain(guest: string): Promise<string | undefined> {
  const { toolchain } = await import(`../../guests/${guest}/guest.json`, { with: { type: "json" } }).then(
    (m) => m.default,
  );
  const { missing } = await import(`../../guests/toolchains/${toolchain}.mjs`);
  return missing();
}

async function wasmtimeVersion(): Promise<string | undefined> {
  return run("wasmtime", ["--version"]).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

const wasmtime = await wasmtimeVersion();

for (const { guest, output = `${guest}.wasm`, wasmtime: flags, cases } of COMMANDS) {
  const component = join(ROOT, "guests/.cache/guests", guest, output);
  const skip = (await missingToolchain(guest)) ?? false;
  describe(output, { skip }, () => {
    before(async () => {
      if (!existsSync(component))
        await run(process.execPath, [join(ROOT, "guests/build.mjs"), join(ROOT, "guests", guest)]);
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
