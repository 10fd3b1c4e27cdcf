/**
 * The body of a message that node:http receives (a request at a server, a response at a client) as a `BodySource`.
 *
 * Chunks are handed on as the parser makes them, without a stream in between. While a guest does not read, at most a few
 * chunks wait here and the socket is paused, so a stalled guest stalls the sender.
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
  /** Called before the first byte is wanted. */
  readonly onFirstRead?: () => void;
  /** The reader does not want the rest. */
  readonly onClose?: () => void;
}

/** Four reads of a socket. */
const HIGH_WATER_BYTES = 1 << 18;

export class MessageBody implements BodySource {
  readonly #message: IncomingMessage;
  readonly #options: MessageBodyOptions;
  readonly #queue: ByteQueue;
  #state: "unread" | "flowing" | "ended" | "closed" = "unread";
  #receivedBytes = 0;

  constructor(message: IncomingMessage, options: MessageBodyOptions) {
    this.#message = message;
    this.#options = options;
    this.#queue = new ByteQueue({ highWaterBytes: HIGH_WATER_BYTES, onRoom: () => message.resume() });
  }

  read(max: number): Uint8Array | undefined {
    this.#open();
    return this.#queue.read(max);
  }

  ready(): boolean {
    this.#open();
    return this.#queue.ready();
  }

  onReady(wake: () => void): () => void {
    this.#open();
    return this.#queue.onReady(wake);
  }

  trailers(): Fields | undefined {
    const { rawTrailers } = this.#message;
    return rawTrailers.length === 0 ? undefined : Fields.received(rawTrailers);
  }

  close(): void {
    if (this.#state === "closed") return;
    const complete = this.#state === "ended";
    this.#state = "closed";
    this.#queue.close();
    if (!complete) this.#options.onClose?.();
  }

  /** Whether the reader waits for the sender, and not the other way round. */
  get hungry(): boolean {
    return this.#state === "flowing" && this.#queue.length === 0;
  }

  #open(): void {
    if (this.#state !== "unread") return;
    this.#state = "flowing";
    this.#options.onFirstRead?.();
    const message = this.#message;
    message.on("data", (chunk: Uint8Array) => this.#receive(chunk));
    message.on("end", () => this.#end());
    message.on("error", (error) => this.#fail(this.#options.incomplete, error));
    message.on("close", () => this.#fail(this.#options.incomplete));
  }

  #receive(chunk: Uint8Array): void {
    this.#receivedBytes += chunk.length;
    const { maxBytes = Number.POSITIVE_INFINITY } = this.#options;
    if (this.#receivedBytes > maxBytes) this.#fail({ tag: "HTTP-request-body-size", val: BigInt(maxBytes) });
    else if (!this.#queue.push(chunk)) this.#message.pause();
  }

  #end(): void {
    if (this.#state === "flowing") this.#state = "ended";
    this.#queue.end();
  }

  #fail(code: ErrorCode, cause?: Error): void {
    this.#queue.fail(new HttpFailure(code, { cause }));
  }
}
