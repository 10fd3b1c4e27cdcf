/**
 * Standard output and error over their file descriptors.
 *
 * A write goes straight to the system and is complete when it returns, so output comes in order, also relative to what a trap
 * or the host prints next, and none is lost when the process ends. Only a pipe that somebody set to non-blocking can be full; the
 * rest then goes through Node's stream, which knows how to wait for room, and the guest waits with it.
 */
import { writeSync } from "node:fs";
import type { Writable } from "node:stream";
import type { StdoutSink } from "../cli/stdio.ts";
import type { IoError } from "../io/io-error.ts";
import type { ByteSink } from "../io/output-stream.ts";
import { Waiters } from "../io/readiness.ts";
import { closed } from "../io/stream-error.ts";
import { codeOf, fileErrorOf, ioErrorOf } from "./errno.ts";
import { isTerminal } from "./is-terminal.ts";

/** What a write may bring at once; the system takes it in as many steps as it likes. */
const CAPACITY_BYTES = 1 << 20;

export interface NodeStdout extends StdoutSink {
  /** Resolves when all that was written has reached the system. Await it before the process exits. */
  flushed(): Promise<void>;
}

export interface NodeStdoutOptions {
  /** Called when the reader of a pipe has gone away, before the guest learns that its stream is closed. */
  readonly onBrokenPipe?: () => void;
}

/** Standard output (1) or error (2) of this process. */
export function nodeStdout(fd: 1 | 2, options: NodeStdoutOptions = {}): NodeStdout {
  return fdSink(fd, () => (fd === 1 ? process.stdout : process.stderr), options);
}

/** @param stream Node's stream for `fd`, asked for only when a non-blocking pipe is full. */
export function fdSink(fd: number, stream: () => Writable, options: NodeStdoutOptions = {}): NodeStdout {
  const output = new FdOutput(fd, stream, options.onBrokenPipe);
  const sink: ByteSink = {
    capacity: () => output.capacity(),
    write: (bytes) => output.write(bytes),
    flush: () => {},
    close: () => {},
    ready: () => output.ready(),
    onReady: (wake) => output.onReady(wake),
  };
  return {
    get isTerminal() {
      return isTerminal(fd);
    },
    open: () => sink,
    flushed: () => output.flushed(),
  };
}

/** One for a descriptor, however many streams of guests write to it. */
class FdOutput {
  readonly #fd: number;
  readonly #stream: () => Writable;
  readonly #onBrokenPipe: (() => void) | undefined;
  readonly #waiters = new Waiters();
  #state: "open" | "full" | "closed" = "open";
  #failure: IoError | undefined;

  constructor(fd: number, stream: () => Writable, onBrokenPipe: (() => void) | undefined) {
    this.#fd = fd;
    this.#stream = stream;
    this.#onBrokenPipe = onBrokenPipe;
  }

  /** A failure is told once. */
  capacity(): number | undefined {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
    if (this.#state === "closed") return undefined;
    return this.#state === "full" ? 0 : CAPACITY_BYTES;
  }

  write(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.length > 0 && this.#state === "open") rest = rest.subarray(this.#writeSome(rest));
    if (rest.length > 0) this.#writeLater(rest);
  }

  ready(): boolean {
    return this.#state !== "full" || this.#failure !== undefined;
  }

  onReady(wake: () => void): () => void {
    return this.#waiters.add(wake);
  }

  async flushed(): Promise<void> {
    while (this.#state === "full") await new Promise<void>((resolve) => this.#waiters.add(resolve));
  }

  #writeSome(bytes: Uint8Array): number {
    try {
      return writeSync(this.#fd, bytes);
    } catch (error) {
      return this.#recover(error);
    }
  }

  /** What a failed write means: try again, wait for room, or pass it on. */
  #recover(error: unknown): number {
    const code = codeOf(error);
    if (code === "EINTR") return 0;
    if (code === "EAGAIN") {
      this.#state = "full";
      return 0;
    }
    if (!isBrokenPipe(error)) throw fileErrorOf(error);
    this.#close();
    throw closed();
  }

  #writeLater(bytes: Uint8Array): void {
    const stream = this.#stream();
    stream.once("error", ignore);
    stream.write(bytes, (error) => {
      stream.removeListener("error", ignore);
      this.#written(error);
    });
  }

  #written(error: Error | null | undefined): void {
    this.#state = "open";
    if (isBrokenPipe(error)) this.#close();
    else if (error) this.#failure = ioErrorOf(error);
    this.#waiters.wake();
  }

  #close(): void {
    this.#state = "closed";
    this.#onBrokenPipe?.();
  }
}

/** A parent's pipe may be a pair of sockets, which reset when their reader leaves bytes unread. */
function isBrokenPipe(error: unknown): boolean {
  const code = codeOf(error);
  return code === "EPIPE" || code === "ECONNRESET";
}

/** The callback of the write is told too; without a listener Node would end the process. */
function ignore(): void {}
