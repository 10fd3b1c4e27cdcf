/** The rows of `wasi:sockets`, asked by a component: of Weft, and of wasmtime where it is on the machine. */
import { describe } from "node:test";
import { parseAddressGrant } from "../sockets/address-grant.ts";
import { askWeft, expectAnswers, expectOfWasmtime, type Question, Recorder, type Row, tabulate } from "./probe.test.ts";
import { nodeSockets } from "./sockets.ts";
import type { Guest } from "./sockets-host.test.ts";
import * as tcp from "./tcp-rows.test.ts";
import * as udp from "./udp-rows.test.ts";

interface SocketQuestion extends Question {
  readonly play: (host: Guest) => unknown;
}

/** All hosts are granted the same: what a row grants by itself is not asked. */
const QUESTIONS: readonly SocketQuestion[] = [
  ...matrix("tcp-socket", tcp.states, tcp.functions, tcp.answerIn),
  ...tcp.refusals.map(([name, answer, play]) => ({ name: `tcp-socket: ${name}`, answer, play })),
  ...matrix("udp-socket", udp.states, udp.functions, udp.answerIn),
  ...udp.refusals.map(([name, answer, play]) => ({ name: `udp-socket: ${name}`, answer, play })),
].filter(({ name }) => !name.includes("nothing was granted"));

function matrix<T>(
  resource: string,
  states: Readonly<Record<string, (host: Guest) => T | Promise<T>>>,
  functions: Readonly<Record<string, (socket: T, host: Guest) => unknown>>,
  answerIn: (state: string, called: string) => string,
): SocketQuestion[] {
  return Object.entries(functions).flatMap(([called, call]) =>
    Object.entries(states).map(([state, make]) => ({
      name: `${resource}: ${called} when it is ${state}`,
      answer: answerIn(state, called),
      play: async (host: Guest) => call(await make(host), host),
    })),
  );
}

async function record({ name, play }: SocketQuestion, prefix: string): Promise<Row> {
  const recorder = new Recorder(prefix);
  const interfaces = {
    ...recorder.standIn<Guest>("wasi:sockets/network"),
    createTcpSocket: recorder.standIn<Guest>("wasi:sockets/tcp-create-socket").createTcpSocket,
    createUdpSocket: recorder.standIn<Guest>("wasi:sockets/udp-create-socket").createUdpSocket,
    net: recorder.standIn<{ instanceNetwork(): Guest["net"] }>("wasi:sockets/instance-network").instanceNetwork(),
  };
  await play(interfaces as Guest);
  return { name, steps: [...recorder.steps] };
}

/** What only Weft is asked. */
function leftOut(name: string): string | undefined {
  if (name.endsWith("finish-connect when it is connecting")) return "it may have connected by then";
  return undefined;
}

function makeRows(asked: readonly Question[]): Promise<Row[]> {
  const questions = QUESTIONS.filter(({ name }) => asked.some((each) => each.name === name));
  return Promise.all(questions.map((question, i) => record(question, `q${i}s`)));
}

const ANY = ["0.0.0.0/0:*", "[::/0]:*"].map(parseAddressGrant);

describe("a component on Weft", () => {
  const sockets = { driver: nodeSockets, tcp: ANY, udp: ANY };
  expectAnswers(QUESTIONS, async () => askWeft(await makeRows(QUESTIONS), { sockets }));
});

/** Of a socket that is closed wasmtime tells once more why it is; the WIT says `invalid-state`. */
const OF_CLOSED: readonly string[] = [
  "local-address",
  "remote-address",
  "set-listen-backlog-size",
  "keep-alive-enabled",
  "set-keep-alive-enabled",
  "set-keep-alive-idle-time",
  "set-keep-alive-interval",
  "set-keep-alive-count",
  "set-hop-limit",
  "set-receive-buffer-size",
  "set-send-buffer-size",
];

expectOfWasmtime(QUESTIONS, {
  options: ["-Sinherit-network"],
  makeRows,
  leftOut,
  different: {
    ...Object.fromEntries(
      OF_CLOSED.map((called) => [
        `tcp-socket: ${called} when it is closed`,
        ["connection-refused", "it says why the socket was closed"] as const,
      ]),
    ),
    "tcp-socket: set-listen-backlog-size when it is listening": ["ok", "it listens once more, with the new size"],
    "tcp-socket: set-hop-limit to what Node cannot set": ["ok", "it is not Node"],
  },
});

tabulate(QUESTIONS, (name) => /^[\w-]+: [\w-]+/.exec(name)?.[0] ?? "", leftOut);
