/**
 * The body of a message that node:http receives (a request at a server, a response at a client) as a `BodySource`.
 *
 * Chunks are handed on as the parser makes them, without a stream in between. While a guest does not read, at most a few
 * chunks wait here and the socket is paused, so a stalled guest stalls the sender.
 *
 * A body that nobody reads stands in the way of the next message on its connection. When the reader leaves, the rest is thrown away,
 * within limits; beyond them closing the connection costs less than receiving it.
 */
import type { IncomingMessage } from "node:http";
import { ByteQueue } from "../../io/byte-queue.ts";
import { type ErrorCode, HttpFailure } from "../error-code.ts";
import { Fields } from "../fields.ts";
import type { BodySource } from "../incoming-body.ts";

export interface MessageBodyOptions {
  /** What a body that ends too early means to its reader. */
  readonly incomplete: ErrorCode;
  /** A body of more fails as too large a request. */
  readonly maxBytes?: number;
  /** What is thrown away at most once the reader has left. */
  readonly maxDiscardedBytes: number;
  /** There is more than that: close the connection. */
  readonly onTooMuchToDiscard: () => void;
  /** Called before the first byte is wanted. */
  readonly onFirstRead?: () => void;
  /** How long a reader that waits may be kept waiting. */
  readonly pauseTimeoutMs?: number | undefined;
}

/** Four reads of a socket. */
const HIGH_WATER_BYTES = 1 << 18;

export class MessageBody implements BodySource {
  readonly #message: IncomingMessage;
  readonly #options: MessageBodyOptions;
  readonly #queue: ByteQueue;
  #state: "unread" | "flowing" | "ended" | "closed" = "unread";
  #receivedBytes = 0;
  #discardedBytes = 0;
  #pause: NodeJS.Timeout | undefined;

  constructor(message: IncomingMessage, options: MessageBodyOptions) {
    this.#message = message;
    this.#options = options;
    this.#queue = new ByteQueue({ highWaterBytes: HIGH_WATER_BYTES, onRoom: () => message.resume() });
  }

  read(max: number): Uint8Array | undefined {
    this.receive();
    return this.#queue.read(max);
  }

  ready(): boolean {
    this.receive();
    return this.#queue.ready();
  }

  onReady(wake: () => void): () => void {
    this.receive();
    this.#limitPause();
    return this.#queue.onReady(wake);
  }

  trailers(): Fields | undefined {
    const { rawTrailers } = this.#message;
    return rawTrailers.length === 0 ? undefined : Fields.received(rawTrailers);
  }

  close(): void {
    if (this.#state === "unread") this.#listen();
    this.#discardedBytes += this.#queue.length;
    this.#queue.close();
    this.#endPause();
    if (this.#state === "closed" || this.#state === "ended") return;
    this.#state = "closed";
    this.#discard(0);
    this.#message.resume();
  }

  /** Begins to take the body in, as much of it as may wait here. */
  receive(): void {
    if (this.#state !== "unread") return;
    this.#state = "flowing";
    this.#options.onFirstRead?.();
    this.#listen();
  }

  #listen(): void {
    const message = this.#message;
    if (message.readableEnded) this.#end();
    message.on("data", (chunk: Uint8Array) => this.#take(chunk));
    message.on("end", () => this.#end());
    message.on("error", (error) => this.#fail(this.#options.incomplete, error));
    message.on("close", () => this.#fail(this.#options.incomplete));
  }

  #take(chunk: Uint8Array): void {
    this.#endPause();
    this.#receivedBytes += chunk.length;
    const { maxBytes = Number.POSITIVE_INFINITY } = this.#options;
    if (this.#state === "closed") this.#discard(chunk.length);
    else if (this.#receivedBytes > maxBytes) this.#refuse(maxBytes);
    else if (!this.#queue.push(chunk)) this.#message.pause();
  }

  #refuse(maxBytes: number): void {
    this.#state = "closed";
    this.#fail({ tag: "HTTP-request-body-size", val: BigInt(maxBytes) });
  }

  #discard(bytes: number): void {
    this.#discardedBytes += bytes;
    if (this.#discardedBytes > this.#options.maxDiscardedBytes) this.#options.onTooMuchToDiscard();
  }

  #limitPause(): void {
    const { pauseTimeoutMs } = this.#options;
    if (pauseTimeoutMs === undefined || this.#pause !== undefined || this.#queue.ready()) return;
    this.#pause = setTimeout(() => {
      this.#fail({ tag: "connection-read-timeout" });
      this.#message.destroy();
    }, pauseTimeoutMs);
  }

  #endPause(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
  }

  #end(): void {
    this.#endPause();
    this.#state = "ended";
    this.#queue.end();
  }

  #fail(code: ErrorCode, cause?: Error): void {
    this.#endPause();
    this.#queue.fail(new HttpFailure(code, { cause }));
  }
}
