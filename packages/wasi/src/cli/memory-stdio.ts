/** Standard streams that are no file of the host: bytes given, bytes collected, or nothing at all. */
import { ByteQueue } from "../io/byte-queue.ts";
import type { ByteSink } from "../io/output-stream.ts";
import { ALWAYS_READY } from "../io/readiness.ts";
import type { StdinSource, Stdio, StdoutSink } from "./stdio.ts";

const CAPACITY_BYTES = 1 << 16;

/** Gives the guest these bytes, then the end. */
export function stdinOf(input: Uint8Array): StdinSource {
  const queue = new ByteQueue();
  queue.push(input.slice());
  queue.end();
  const read = (max: number) => queue.read(max);
  return { isTerminal: false, open: () => ({ ...ALWAYS_READY, read, close() {} }) };
}

/** Gives each piece of the guest's output to `take`, in order. */
export function stdoutTo(take: (bytes: Uint8Array) => void): StdoutSink {
  const sink: ByteSink = { ...ALWAYS_READY, capacity: () => CAPACITY_BYTES, write: take, flush() {}, close() {} };
  return { isTerminal: false, open: () => sink };
}

/** Input that is at its end and output that is thrown away, as with /dev/null. */
export function noStdio(): Stdio {
  const nowhere = stdoutTo(() => {});
  return { stdin: stdinOf(new Uint8Array(0)), stdout: nowhere, stderr: nowhere };
}
