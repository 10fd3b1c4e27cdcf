/**
 * The same questions to several hosts, asked by a component: guests/wasi-probe runs a script of WASI calls. A script is recorded: the
 * test plays a row on stand-ins instead of a host's objects.
 */
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { promisify } from "node:util";
import { Component } from "@weft/core";
import { stdinOf, stdoutTo } from "../cli/memory-stdio.ts";
import { runCommand } from "../cli/run-command.ts";
import { type WasiOptions, wasi } from "../wasi.ts";
import { nodePlatform } from "./platform.ts";

const PROBE = new URL("../../../../guests/wasi-probe/wasi-probe.wasm", import.meta.url);
const WASMTIME = ["wasmtime", join(homedir(), ".cargo/bin/wasmtime")].find(
  (file) => spawnSync(file, ["--version"]).status === 0,
);

export type Step = readonly unknown[];
type Outcome = { readonly ok: string } | { readonly err: string };

export interface Question {
  readonly name: string;
  /** An error-code, or "ok". */
  readonly answer: string;
}

/** A question as a script: the answer is that of the last step which is no drop. */
export interface Row {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** No function gives back more at once. */
const MAX_PARTS = 4;

export class Recorder {
  readonly steps: Step[] = [];
  readonly #prefix: string;
  readonly #names = new Map<object, string>();

  /** @param prefix of the names of results; no other recorder of the same script has it. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** A stand-in for an interface or a result: what is called on it becomes a step, its parts are stand-ins too. */
  standIn<T>(name: string): T {
    const proxy = new Proxy({}, { get: (_, key) => this.#get(name, key) });
    this.#names.set(proxy, name);
    return proxy as T;
  }

  #get(name: string, key: string | symbol): unknown {
    if (key === "then") return undefined;
    if (key === Symbol.iterator)
      return () => Array.from({ length: MAX_PARTS }, (_, i) => this.standIn(`${name}.${i}`)).values();
    return (...args: unknown[]) => this.#record(name, typeof key === "symbol" ? "drop" : key, args);
  }

  #record(on: string, method: string, args: readonly unknown[]): unknown {
    const name = `$${this.#prefix}${this.steps.length}`;
    this.steps.push([name, on, method, ...args.map((arg) => this.#encode(arg))]);
    return this.standIn(name);
  }

  #encode(arg: unknown): unknown {
    if (arg === undefined) return null;
    if (typeof arg === "bigint") return { u64: String(arg) };
    if (typeof arg !== "object" || arg === null) return arg;
    const name = this.#names.get(arg);
    if (name !== undefined) return name;
    if (arg instanceof Uint8Array) return { bytes: String.fromCharCode(...arg) };
    if (Array.isArray(arg)) return arg.map((each) => this.#encode(each));
    return Object.fromEntries(Object.entries(arg).map(([key, value]) => [key, this.#encode(value)]));
  }
}

/** Asks a component on Weft. */
export async function askWeft(rows: readonly Row[], grants: Partial<WasiOptions>): Promise<Map<string, string>> {
  const component = await Component.compile(readFileSync(PROBE), { platform: nodePlatform });
  const printed: Uint8Array[] = [];
  const stdin = stdinOf(new TextEncoder().encode(scriptOf(rows)));
  const stdout = stdoutTo((piece) => printed.push(piece.slice()));
  const imports = wasi({ platform: nodePlatform, stdin, stdout, ...grants });
  using instance = component.link(imports, { suspend: true }).instantiate();
  assert.equal(await runCommand(instance), 0);
  return answersOf(rows, Buffer.concat(printed).toString());
}

async function askWasmtime(rows: readonly Row[], options: readonly string[]): Promise<Map<string, string>> {
  assert.ok(WASMTIME !== undefined);
  const running = promisify(execFile)(WASMTIME, ["run", ...options, PROBE.pathname], { maxBuffer: 1 << 26 });
  running.child.stdin?.end(scriptOf(rows));
  return answersOf(rows, (await running).stdout);
}

function scriptOf(rows: readonly Row[]): string {
  return JSON.stringify(rows.flatMap(({ steps }) => steps));
}

function answersOf(rows: readonly Row[], printed: string): Map<string, string> {
  const outcomes: Outcome[] = JSON.parse(printed);
  let at = 0;
  const answers = rows.map(({ name, steps }): [string, string] => {
    const outcome = outcomes[at + steps.findLastIndex(([, , method]) => method !== "drop")];
    at += steps.length;
    assert.ok(outcome !== undefined);
    return [name, "err" in outcome ? outcome.err : "ok"];
  });
  return new Map(answers);
}

/** A test for each question, of a host that answers as it should. */
export function expectAnswers(questions: readonly Question[], ask: () => Promise<Map<string, string>>): void {
  let answers: Map<string, string>;
  before(async () => {
    answers = await ask();
  });
  for (const { name, answer } of questions) test(`${name}: ${answer}`, () => assert.equal(answers.get(name), answer));
}

export interface OfWasmtime {
  readonly options: readonly string[];
  readonly makeRows: (questions: readonly Question[]) => readonly Row[] | Promise<readonly Row[]>;
  /** Why a question is not asked. */
  readonly leftOut: (name: string) => string | undefined;
  /** What wasmtime says instead, and why: a question on which the two agree after all fails. */
  readonly different: Readonly<Record<string, readonly [answer: string, reason: string]>>;
}

/** The same questions to wasmtime, where it is on the machine. */
export function expectOfWasmtime(
  questions: readonly Question[],
  { options, makeRows, leftOut, different }: OfWasmtime,
): void {
  describe("a component on wasmtime", { skip: WASMTIME === undefined && "wasmtime is not on this machine" }, () => {
    const asked = questions.filter(({ name }) => leftOut(name) === undefined);
    for (const [name, [answer, reason]] of Object.entries(different)) {
      test(`${name} is answered otherwise: ${reason}`, () => {
        const question = asked.find((each) => each.name === name);
        assert.ok(question !== undefined && question.answer !== answer);
      });
    }
    const expected = asked.map(({ name, answer }) => ({ name, answer: different[name]?.[0] ?? answer }));
    expectAnswers(expected, async () => askWasmtime(await makeRows(asked), options));
  });
}

/** Prints for each function how many questions there are of it, and to whom they are put. */
export function tabulate(
  questions: readonly Question[],
  functionOf: (name: string) => string,
  leftOut: OfWasmtime["leftOut"],
): void {
  test("which functions were asked of which host", (t) => {
    const ofWasmtime = questions.filter(({ name }) => WASMTIME !== undefined && leftOut(name) === undefined);
    const count = (list: readonly Question[], called: string) =>
      list.filter(({ name }) => functionOf(name) === called).length;
    for (const called of new Set(questions.map(({ name }) => functionOf(name)))) {
      t.diagnostic(`${called.padEnd(38)} weft ${count(questions, called)}, wasmtime ${count(ofWasmtime, called)}`);
    }
  });
}
