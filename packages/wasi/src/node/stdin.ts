/**
 * Standard input of this process.
 *
 * Nothing is opened before the guest asks for a byte, so a program that never reads ends at once and leaves its input to whoever
 * shares it. A file is read as it is asked for. A pipe or terminal goes through Node's stream a chunk at a time, and keeps the
 * process alive only while somebody waits for it.
 *
 * What Node's stream has taken and the guest has not is kept for the next guest: make one for a process.
 */
import { fstatSync, readSync } from "node:fs";
import type { Readable } from "node:stream";
import type { StdinSource } from "../cli/stdio.ts";
import { ByteQueue } from "../io/byte-queue.ts";
import type { ByteSource } from "../io/input-stream.ts";
import { ALWAYS_READY } from "../io/readiness.ts";
import { ioErrorOf, system } from "./errno.ts";
import { isTerminal } from "./is-terminal.ts";
import { KeepAlive, type Referenced } from "./keep-alive.ts";

const STDIN_FD = 0;
const READ_BYTES = 1 << 16;

export function nodeStdin(): StdinSource {
  let source: ByteSource | undefined;
  return {
    get isTerminal() {
      return isTerminal(STDIN_FD);
    },
    open: () => new LazySource(() => (source ??= openStdin())),
  };
}

function openStdin(): ByteSource {
  const stat = system(() => fstatSync(STDIN_FD));
  const never = stat.isFile() || stat.isDirectory() || (stat.isCharacterDevice() && !isTerminal(STDIN_FD));
  return never ? new FdSource(STDIN_FD) : new StreamSource(process.stdin);
}

/** A guest's view: opens at the first use, and is never closed, for it belongs to the host. */
class LazySource implements ByteSource {
  readonly #open: () => ByteSource;
  constructor(open: () => ByteSource) {
    this.#open = open;
  }
  read(max: number): Uint8Array | undefined {
    return this.#open().read(max);
  }
  ready(): boolean {
    return this.#open().ready();
  }
  onReady(wake: () => void): () => void {
    return this.#open().onReady(wake);
  }
  close(): void {}
}

/** What never makes a reader wait: a file, a directory (its error), /dev/null. */
class FdSource implements ByteSource {
  readonly #fd: number;
  readonly ready = ALWAYS_READY.ready;
  readonly onReady = ALWAYS_READY.onReady;
  constructor(fd: number) {
    this.#fd = fd;
  }
  read(max: number): Uint8Array | undefined {
    const buffer = new Uint8Array(Math.min(max, READ_BYTES));
    const length = system(() => readSync(this.#fd, buffer));
    return length === 0 && max > 0 ? undefined : buffer.subarray(0, length);
  }
  close(): void {}
}

/** `process.stdin` when it is a pipe, a socket or a terminal. */
class StreamSource implements ByteSource {
  readonly #stream: Readable;
  readonly #queue = new ByteQueue();
  readonly #keepAlive: KeepAlive;

  constructor(stream: Readable & Referenced) {
    this.#stream = stream;
    stream.pause();
    this.#keepAlive = new KeepAlive(stream);
    stream.on("data", (chunk: Uint8Array) => this.#take(chunk));
    stream.on("error", (error) => this.#queue.fail(ioErrorOf(error)));
    stream.once("end", () => this.#queue.end());
    stream.once("close", () => this.#queue.end());
  }

  read(max: number): Uint8Array | undefined {
    const bytes = this.#queue.read(max);
    if (bytes?.length === 0) this.#stream.resume();
    return bytes;
  }

  ready(): boolean {
    if (!this.#queue.ready()) this.#stream.resume();
    return this.#queue.ready();
  }

  onReady(wake: () => void): () => void {
    this.#stream.resume();
    return this.#keepAlive.whileWaiting(wake, (wake) => this.#queue.onReady(wake));
  }

  close(): void {}

  #take(chunk: Uint8Array): void {
    this.#stream.pause();
    this.#queue.push(chunk);
  }
}
