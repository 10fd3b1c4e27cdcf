/**
 * What a call costs, with values of several shapes.
 *
 * Each peer has a loop of its own, compiled apart, so that V8 sees one callee in each. Answers are checked before anything is timed,
 * and every answer of the timed loops is used.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Calls, Order, Question } from "../calls.ts";
import { type Comparison, compare, type Peer } from "../comparison.ts";
import { gluedCalls, jcoCalls, weftCalls } from "../peers.ts";
import { type Sample, takeRounds } from "../rounds.ts";

interface Work {
  readonly name: string;
  readonly method: keyof Calls;
  readonly args: readonly unknown[];
  readonly answer: unknown;
  /** What is added up of an answer. */
  readonly use: string;
  /** Bars: times the cost of glue, times faster than jco. */
  readonly glue: number;
  readonly jco: number;
}

const ROUNDS = 9;
const SAMPLE_MS = 80;
const WARM_UP_MS = 250;

const echo = (name: string, method: keyof Calls, value: unknown): Work => ({
  name,
  method,
  args: [value],
  answer: value,
  use: ".length",
  glue: 2,
  jco: 10,
});

const ascii = "The quick brown fox jumps over the lazy dog. ".repeat(23).slice(0, 1024);
const scripts = "Съешь ещё этих мягких французских булок, да выпей чаю. 寒来暑往，秋收冬藏。".repeat(9).slice(0, 512);
const orders: Order[] = Array.from({ length: 10 }, (_, i) => ({
  id: i,
  item: `article ${i * 37}`,
  quantity: i + 1,
  price: 9.99 + i,
  paid: i % 3 === 0,
}));
const question: Question = { tag: "root-of", val: 144n };

const works: readonly Work[] = [
  { name: "add(u32, u32)", method: "add", args: [2 ** 32 - 1, 3], answer: 2, use: "", glue: 3, jco: 300 },
  echo("echo(string), 16 B", "echoText", "sixteen letters."),
  echo("echo(string), 1 KB ASCII", "echoText", ascii),
  echo(`echo(string), ${(Buffer.byteLength(scripts) / 1024).toFixed(1)} KB of other scripts`, "echoText", scripts),
  echo("echo(list of 10 records)", "echoOrders", orders),
  echo(
    "echo(list<u8>), 4 KB",
    "echoBytes",
    Uint8Array.from({ length: 4096 }, (_, i) => i),
  ),
  { name: "variant → result", method: "ask", args: [question], answer: 12, use: "", glue: 2, jco: 10 },
];

export async function callCost(): Promise<Comparison[]> {
  const bytes = await readFile(new URL("../../../guests/calls/calls.wasm", import.meta.url));
  const peers = { weft: await weftCalls(bytes), glue: await gluedCalls(bytes), jco: await jcoCalls(bytes) };
  for (const [name, calls] of Object.entries(peers)) checkAnswers(name, calls);
  const comparisons: Comparison[] = [];
  for (const work of works) comparisons.push(...(await measure(work, peers)));
  return comparisons;
}

function checkAnswers(peer: string, calls: Calls): void {
  for (const { name, method, args, answer } of works)
    assert.deepEqual(invoke(calls, method, args), answer, `${peer}: ${name}`);
  assert.throws(() => calls.ask({ tag: "nothing" }), { payload: "nothing was asked" }, peer);
  assert.equal(calls.ask({ tag: "length-of", val: "four" }), 4, peer);
  assert.equal(calls.ask({ tag: "half-of", val: 9 }), 4, peer);
}

function invoke(calls: Calls, method: keyof Calls, args: readonly unknown[]): unknown {
  return (calls[method] as (...args: readonly unknown[]) => unknown)(...args);
}

async function measure(work: Work, peers: Record<string, Calls>): Promise<Comparison[]> {
  const samples = Object.entries(peers).map(([name, calls]) => [name, timedLoop(work, name, calls)] as const);
  const rounds = await takeRounds(Object.fromEntries(samples), ROUNDS);
  const against: Peer[] = [
    { sample: "glue", name: "hand-written glue", bar: { atMost: work.glue } },
    { sample: "jco", name: "jco", bar: { atLeast: work.jco } },
  ];
  return against.map((peer) => compare(work.name, "ns", rounds, peer));
}

type Loop = (call: unknown, a: unknown, b: unknown, count: number) => number;

/** Warms the loop up, finds out how often it fits into a sample, and returns what takes one: nanoseconds a call. */
function timedLoop(work: Work, peer: string, calls: Calls): Sample {
  const loop = compileLoop(work, peer);
  const call = calls[work.method];
  const [a, b] = work.args;
  const time = (count: number): number => {
    const begin = process.hrtime.bigint();
    const sum = loop(call, a, b, count);
    const elapsed = Number(process.hrtime.bigint() - begin);
    assert.ok(!Number.isNaN(sum));
    return elapsed;
  };
  const count = calibrate(time);
  return () => {
    globalThis.gc?.();
    return time(count) / count;
  };
}

function compileLoop({ method, use, args }: Work, peer: string): Loop {
  const given = args.length === 2 ? "(i, b)" : "(a)";
  const body = `// ${method}, ${peer}\nlet sum = 0;\nfor (let i = 0; i < count; i++) sum += call${given}${use};\nreturn sum;`;
  return new Function("call", "a", "b", "count", body) as Loop;
}

function calibrate(time: (count: number) => number): number {
  let count = 1;
  let elapsed = 0;
  for (let spent = 0; spent < WARM_UP_MS * 1e6; spent += elapsed) {
    elapsed = time(count);
    if (elapsed < (SAMPLE_MS * 1e6) / 2) count *= 2;
  }
  return Math.ceil((count * SAMPLE_MS * 1e6) / elapsed);
}
