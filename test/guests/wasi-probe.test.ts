/**
 * What the functions of WASI answer to a component, on Weft and, where it is on the machine, on wasmtime: the probe runs each script,
 * and both hosts have to print the same. What they refuse, and with which error-code, is in packages/wasi/src/node.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { wasmtimeVersion } from "./built-guest.ts";
import { runProcess } from "./process.ts";

const ROOT = join(import.meta.dirname, "../..");
const CLI = join(ROOT, "packages/cli/src/main.ts");
const PROBE = join(ROOT, "guests/wasi-probe/wasi-probe.wasm");

type Step = readonly [name: string, on: string, method: string, ...args: unknown[]];

interface Case {
  readonly what: string;
  readonly steps: readonly Step[];
  /** The outcomes of the steps that are not named; a pattern where the answer is not always the same. */
  readonly outcomes: readonly (string | RegExp)[];
}

const u64 = (value: number | string) => ({ u64: String(value) });
const data = (text: string) => ({ bytes: text });
const READ = { read: true };
const WRITE = { read: true, write: true };
const CREATE = { create: true };
const FOLLOW = { symlinkFollow: true };
const ROOT_DIRECTORY: Step = ["$d", "wasi:filesystem/preopens", "getDirectories"];
const open = (name: string, path: string, openFlags: object, flags: object): Step => [
  name,
  "$d.0.0",
  "openAt",
  FOLLOW,
  path,
  openFlags,
  flags,
];

const CASES: readonly Case[] = [
  {
    what: "environment",
    steps: [
      ["", "wasi:cli/environment", "getEnvironment"],
      ["", "wasi:cli/environment", "getArguments"],
      ["", "wasi:cli/environment", "initialCwd"],
    ],
    outcomes: ['[["A", "1"], ["B", "zwei"]]', '["wasi-probe.wasm", "x", "y z"]', "nothing"],
  },
  {
    what: "clocks",
    steps: [
      ["", "wasi:clocks/monotonic-clock", "now"],
      ["", "wasi:clocks/monotonic-clock", "resolution"],
      ["", "wasi:clocks/wall-clock", "now"],
      ["", "wasi:clocks/wall-clock", "resolution"],
      ["$p", "wasi:clocks/monotonic-clock", "subscribeDuration", u64(1000)],
      ["", "$p", "block"],
      ["", "$p", "ready"],
      ["$past", "wasi:clocks/monotonic-clock", "subscribeInstant", u64(0)],
      ["", "wasi:io/poll", "poll", ["$p", "$past", "$p"]],
      ["", "$p", "drop"],
    ],
    outcomes: [
      /^\d+$/,
      "1",
      /^\{ seconds: 1\d{9}, nanoseconds: \d+ \}$/,
      "{ seconds: 0, nanoseconds: 1 }",
      "nothing",
      "true",
      /^\[0, (1, )?2\]$/,
      "nothing",
    ],
  },
  {
    what: "random",
    steps: [
      ["", "wasi:random/random", "getRandomU64"],
      ["", "wasi:random/insecure", "getInsecureRandomU64"],
      ["", "wasi:random/insecure-seed", "insecureSeed"],
      ["", "wasi:random/random", "getRandomBytes", u64(0)],
      ["", "wasi:random/insecure", "getInsecureRandomBytes", u64(0)],
    ],
    outcomes: [/^\d+$/, /^\d+$/, /^\[\d+, \d+\]$/, '""', '""'],
  },
  {
    what: "a file is made, written, read, cut, renamed and removed",
    steps: [
      ROOT_DIRECTORY,
      open("$f", "new", CREATE, WRITE),
      ["", "$f", "write", data("hello, file"), u64(0)],
      ["", "$f", "read", u64(5), u64(7)],
      ["", "$f", "setSize", u64(5)],
      ["", "$f", "read", u64(100), u64(0)],
      ["", "$f", "read", u64(1), u64(5)],
      ["", "$f", "sync"],
      ["", "$f", "getType"],
      ["", "$d.0.0", "renameAt", "new", "$d.0.0", "dir/moved"],
      ["", "$d.0.0", "linkAt", {}, "dir/moved", "$d.0.0", "second"],
      open("$s", "second", {}, READ),
      ["", "$f", "isSameObject", "$s"],
      ["", "$d.0.0", "unlinkFileAt", "second"],
      ["", "$d.0.0", "unlinkFileAt", "dir/moved"],
      ["", "$d.0.0", "statAt", {}, "dir/moved"],
    ],
    outcomes: [
      "11",
      '["file", false]',
      "nothing",
      '["hello", false]',
      '["", true]',
      "nothing",
      '"regular-file"',
      "nothing",
      "nothing",
      "true",
      "nothing",
      "nothing",
      "no-entry",
    ],
  },
  {
    what: "streams over files",
    steps: [
      ROOT_DIRECTORY,
      open("$f", "streamed", CREATE, WRITE),
      ["$w", "$f", "writeViaStream", u64(2)],
      ["", "$w", "blockingWriteAndFlush", data("stream")],
      ["$a", "$f", "appendViaStream"],
      ["", "$a", "blockingWriteAndFlush", data("!")],
      ["$r", "$f", "readViaStream", u64(1)],
      ["", "$r", "blockingRead", u64(4)],
      ["", "$r", "blockingSkip", u64(2)],
      ["", "$r", "blockingRead", u64(100)],
      ["", "$r", "blockingRead", u64(1)],
      ["", "$r", "drop"],
      ["", "$w", "drop"],
    ],
    outcomes: ["nothing", "nothing", '"\\u0000str"', "2", '"m!"', "closed", "nothing", "nothing"],
  },
  {
    what: "directories and links",
    steps: [
      ROOT_DIRECTORY,
      ["", "$d.0.0", "createDirectoryAt", "made"],
      ["", "$d.0.0", "symlinkAt", "../dir", "made/link"],
      ["", "$d.0.0", "readlinkAt", "made/link"],
      open("$i", "made/link/inner", {}, READ),
      ["", "$i", "read", u64(100), u64(0)],
      open("$m", "made", { directory: true }, READ),
      ["$e", "$m", "readDirectory"],
      ["", "$e", "readDirectoryEntry"],
      ["", "$e", "readDirectoryEntry"],
      ["", "$e", "drop"],
      ["", "$d.0.0", "removeDirectoryAt", "made"],
      ["", "$d.0.0", "unlinkFileAt", "made/link"],
      ["", "$d.0.0", "removeDirectoryAt", "made"],
    ],
    outcomes: [
      "nothing",
      "nothing",
      '"../dir"',
      '["inner", false]',
      '{ type: "symbolic-link", name: "link" }',
      "nothing",
      "nothing",
      "not-empty",
      "nothing",
      "nothing",
    ],
  },
  {
    what: "without grants there are no sockets and no names",
    steps: [
      ["$n", "wasi:sockets/instance-network", "instanceNetwork"],
      ["", "wasi:sockets/tcp-create-socket", "createTcpSocket", "ipv4"],
      ["", "wasi:sockets/udp-create-socket", "createUdpSocket", "ipv6"],
      ["", "wasi:sockets/ip-name-lookup", "resolveAddresses", "$n", "localhost"],
    ],
    outcomes: ["access-denied", "access-denied", "permanent-resolver-failure"],
  },
];

const folder = mkdtempSync(join(tmpdir(), "weft-probe-"));
after(() => rmSync(folder, { recursive: true }));

/** A directory of its own for each host. */
function makeFiles(host: string): string {
  const path = join(folder, host);
  mkdirSync(join(path, "dir"), { recursive: true });
  writeFileSync(join(path, "dir/inner"), "inner");
  symlinkSync("dir/inner", join(path, "link"));
  return path;
}

interface Host {
  readonly name: string;
  command(files: string): [string, ...string[]];
}

const GUEST = [PROBE, "x", "y z"];
const HOSTS: readonly Host[] = [
  {
    name: "weft",
    command: (files) => [
      process.execPath,
      "-C",
      "source",
      CLI,
      "run",
      "--env",
      "A=1",
      "--env",
      "B=zwei",
      "--dir",
      `${files}::/`,
      ...GUEST,
    ],
  },
  {
    name: "wasmtime",
    command: (files) => ["wasmtime", "run", "--env", "A=1", "--env", "B=zwei", "--dir", `${files}::/`, ...GUEST],
  },
];

async function outcomesOn({ name, command }: Host): Promise<string[][]> {
  const script = CASES.flatMap(({ steps }) => steps);
  const [file, ...args] = command(makeFiles(name));
  const { code, stdout, stderr } = await runProcess(file, args, JSON.stringify(script));
  assert.deepEqual([code, stderr], [0, ""]);
  const outcomes = (JSON.parse(stdout) as ({ ok: string } | { err: string })[]).map((each) =>
    "ok" in each ? each.ok : each.err,
  );
  return CASES.map(({ steps }) => outcomes.splice(0, steps.length).filter((_, i) => steps[i]?.[0] === ""));
}

for (const host of HOSTS) {
  const absent = host.name === "wasmtime" && (await wasmtimeVersion()) === undefined;
  describe(host.name, { skip: absent ? "wasmtime is not on this machine" : false }, () => {
    let outcomes: string[][];
    before(async () => {
      outcomes = await outcomesOn(host);
    });
    for (const [i, { what, outcomes: expected }] of CASES.entries()) {
      test(what, () => {
        const found = outcomes[i] ?? [];
        assert.equal(found.length, expected.length);
        for (const [j, each] of expected.entries()) {
          if (typeof each === "string") assert.equal(found[j], each);
          else assert.match(found[j] ?? "", each);
        }
      });
    }
  });
}
