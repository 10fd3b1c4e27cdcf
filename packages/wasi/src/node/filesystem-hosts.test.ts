/**
 * The same refusals, asked by a component: of Weft, and of wasmtime where it is on the machine. Each row is played on a recorder
 * instead of a directory, which gives the script that the guest (guests/wasi-probe) then runs on a tree of its own.
 *
 * Where wasmtime answers otherwise the row is listed with the reason; a listed row on which the two agree fails.
 */
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { before, describe, test } from "node:test";
import { promisify } from "node:util";
import { Component } from "@weft/core";
import { stdinOf, stdoutTo } from "../cli/memory-stdio.ts";
import { runCommand } from "../cli/run-command.ts";
import type { Descriptor } from "../filesystem/descriptor.ts";
import { wasi } from "../wasi.ts";
import { refused } from "./filesystem-refusal-rows.test.ts";
import { bytes, folder, makeFiles, text } from "./filesystem-tree.test.ts";
import { nodePlatform } from "./platform.ts";
import { preopen } from "./preopen.ts";

const PROBE = new URL("../../../../guests/wasi-probe/wasi-probe.wasm", import.meta.url);
const WASMTIME = ["wasmtime", join(homedir(), ".cargo/bin/wasmtime")].find(
  (file) => spawnSync(file, ["--version"]).status === 0,
);

type Step = readonly unknown[];
type Outcome = { readonly ok: string } | { readonly err: string };

interface Row {
  readonly name: string;
  readonly code: string;
  readonly steps: readonly Step[];
}

/** What the guest is granted, in the order in which it gets it. */
const GRANTS = ["/files", "/files to read", "/dev", "/dev/shm"] as const;

/** The guest cannot ask these: somebody beside it has to act meanwhile. */
const NOT_BY_SCRIPT = new Set(["open-at to write to a program that runs"]);

/** Why wasmtime is not asked. */
function notForWasmtime(name: string): string | undefined {
  if (name.includes("read-only")) return "its command line grants no directory to read only";
  if (name.includes("FIFO")) return "it waits for the FIFO's other end";
  return undefined;
}

/** What wasmtime says instead, and why. */
const SLASH = "it forgets the slash when it does not follow";
const DIFFERENT: Readonly<Record<string, readonly [string, string]>> = {
  "stat-at of a dangling link with a slash": ["ok", SLASH],
  "stat-at of a file with a slash": ["ok", SLASH],
  "stat-at of a link to a file with a slash": ["ok", SLASH],
  "stat-at of a link that leads out with a slash": ["ok", SLASH],
  "append-via-stream of what is opened to read": ["ok", "it says so with the first write"],
  "rename-at to another file system": ["io", "it does not know EXDEV"],
};

class Recorder {
  readonly steps: Step[] = [];
  readonly #prefix: string;
  readonly #names = new Map<object, string>();

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** A stand-in for a descriptor: what is called on it becomes a step. */
  descriptor(name: string): Descriptor {
    const proxy = new Proxy(
      {},
      {
        get:
          (_, method) =>
          (...args: unknown[]) =>
            this.#record(name, method, args),
      },
    );
    this.#names.set(proxy, name);
    return proxy as Descriptor;
  }

  #record(on: string, method: string | symbol, args: readonly unknown[]): Descriptor {
    const name = `$${this.#prefix}${this.steps.length}`;
    const called = typeof method === "symbol" ? "drop" : method;
    this.steps.push([name, on, called, ...args.map((arg) => this.#encode(arg))]);
    return this.descriptor(name);
  }

  #encode(arg: unknown): unknown {
    if (typeof arg === "bigint") return { u64: String(arg) };
    if (typeof arg !== "object" || arg === null) return arg;
    const name = this.#names.get(arg);
    if (name !== undefined) return name;
    if (arg instanceof Uint8Array) return { bytes: text(arg) };
    return Object.fromEntries(Object.entries(arg).map(([key, value]) => [key, this.#encode(value)]));
  }
}

function record(name: string, code: string, play: (typeof refused)[string][number][1], prefix: string): Row {
  const recorder = new Recorder(prefix);
  const files = makeFiles();
  const open = (grant: number, mutateDirectory: boolean) => {
    const path = `${basename(files.top)}/root`;
    const flags = { read: true, mutateDirectory };
    return recorder.descriptor(`$grants.${grant}.0`).openAt({}, path, { directory: true }, flags);
  };
  const elsewhere = (host: string) => recorder.descriptor(`$grants.${GRANTS.indexOf(host as "/dev")}.0`);
  play({ ...files, root: open(0, true), readOnly: open(1, false), elsewhere });
  return { name, code, steps: recorder.steps };
}

function recordAll(): Row[] {
  const rows = Object.entries(refused).flatMap(([code, entries]) =>
    entries.map(([name, play]) => ({ code, name, play })),
  );
  const asked = rows.filter(({ name }) => !NOT_BY_SCRIPT.has(name));
  return asked.map(({ code, name, play }, i) => record(name, code, play, `r${i}s`));
}

function scriptOf(rows: readonly Row[]): string {
  return JSON.stringify([
    ["$grants", "wasi:filesystem/preopens", "getDirectories"],
    ...rows.flatMap(({ steps }) => steps),
  ]);
}

/** What each row came to: the outcome of its last step that is no drop. */
function answersOf(rows: readonly Row[], printed: string): Map<string, string> {
  const outcomes: Outcome[] = JSON.parse(printed);
  let at = 1;
  return new Map(
    rows.map(({ name, steps }) => {
      const last = steps.findLastIndex(([, , method]) => method !== "drop");
      const outcome = outcomes[at + last];
      at += steps.length;
      assert.ok(outcome !== undefined);
      return [name, "err" in outcome ? outcome.err : "ok"];
    }),
  );
}

async function runOnWeft(script: string): Promise<string> {
  const component = await Component.compile(readFileSync(PROBE), { platform: nodePlatform });
  const preopens = [folder, folder, "/dev", "/dev/shm"].map((host, i) =>
    preopen({ host, guest: GRANTS[i] ?? "", readOnly: i === 1 }),
  );
  let printed = "";
  const stdout = stdoutTo((piece) => {
    printed += text(piece);
  });
  const imports = wasi({ platform: nodePlatform, preopens, stdin: stdinOf(bytes(script)), stdout });
  assert.equal(await runCommand(component.link(imports, { suspend: true }).instantiate()), 0);
  for (const { directory } of preopens) directory.close();
  return printed;
}

async function runOnWasmtime(script: string): Promise<string> {
  const grants = [folder, folder, "/dev", "/dev/shm"].flatMap((host, i) => ["--dir", `${host}::${GRANTS[i]}`]);
  assert.ok(WASMTIME !== undefined);
  const running = promisify(execFile)(WASMTIME, ["run", ...grants, PROBE.pathname], { maxBuffer: 1 << 26 });
  running.child.stdin?.end(script);
  return (await running).stdout;
}

describe("a component on Weft", () => {
  const rows = recordAll();
  let answers: Map<string, string>;
  before(async () => {
    answers = answersOf(rows, await runOnWeft(scriptOf(rows)));
  });
  for (const { name, code } of rows) test(`${name}: ${code}`, () => assert.equal(answers.get(name), code));
});

describe("a component on wasmtime", { skip: WASMTIME === undefined && "wasmtime is not on this machine" }, () => {
  const rows = recordAll().filter(({ name }) => notForWasmtime(name) === undefined);
  let answers: Map<string, string>;
  before(async () => {
    answers = answersOf(rows, await runOnWasmtime(scriptOf(rows)));
  });
  for (const { name, code } of rows) {
    const [expected, reason] = DIFFERENT[name] ?? [code];
    test(`${name}: ${expected}${reason === undefined ? "" : ` (${reason})`}`, () => {
      assert.equal(answers.get(name), expected);
      assert.ok(reason === undefined || expected !== code, "listed as different, but it is not");
    });
  }
});

test("which functions were asked of which host", (t) => {
  const rows = recordAll();
  const onWasmtime = WASMTIME !== undefined ? rows.filter(({ name }) => notForWasmtime(name) === undefined) : [];
  const functionOf = ({ name }: Row) => /(?:read-only: )?([\w-]+)/.exec(name)?.[1] ?? "";
  const count = (list: readonly Row[], called: string) => list.filter((row) => functionOf(row) === called).length;
  for (const called of new Set(rows.map(functionOf))) {
    t.diagnostic(`${called.padEnd(22)} weft ${count(rows, called)}, wasmtime ${count(onWasmtime, called)}`);
  }
});
