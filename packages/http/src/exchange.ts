/**
 * One request and its response: the request as a guest reads it, the responder it answers to, and the writer its answer goes
 * through. One object for all three, because every request makes one.
 *
 *     arrived ──respond──▶ answered ──▶ head sent (with luck everything, in one write) ──▶ ended
 *        └──────────────────┴── trap, no answer ──▶ 500        └── trap, dropped body ──▶ connection destroyed
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  describeErrorCode,
  type WasiHttpErrorCode as ErrorCode,
  Fields,
  type IncomingRequestSource,
  latin1FromBytes,
  type MessageWriter,
  type OutgoingResponse,
  type Responder,
  type Scheme,
  Waiters,
} from "@weft/wasi";
import { MessageBody } from "@weft/wasi/node";
import type { Limits } from "./limits.ts";
import type { LogEntry } from "./log.ts";
import { parseRequestTarget, type RequestTarget } from "./request-target.ts";
import { sendRefusal } from "./send-refusal.ts";

/** What the exchanges of one server share. */
export interface ExchangeOwner {
  readonly limits: Limits;
  readonly draining: boolean;
  log(entry: LogEntry): void;
  /** A response that was not sent at one go has ended, or broken off. */
  streamClosed(): void;
}

/** What one write to a streamed response may carry. */
const WRITE_BYTES = 1 << 16;
/** Up to here a body goes out as text in the same buffer as its head: one write instead of two. */
const MAX_INLINE_BYTES = 1 << 14;

const HTTP: Scheme = { tag: "HTTP" };

export class Exchange implements IncomingRequestSource, Responder, MessageWriter {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #owner: ExchangeOwner;
  readonly #waiters = new Waiters();
  #target: RequestTarget | undefined;
  #body: MessageBody | undefined;
  #answer: OutgoingResponse | undefined;
  #refused = false;
  #watched = false;
  #expectsContinue: boolean;
  #gone: AbortController | undefined;

  constructor(request: IncomingMessage, response: ServerResponse, owner: ExchangeOwner, expectsContinue: boolean) {
    this.#request = request;
    this.#response = response;
    this.#owner = owner;
    this.#expectsContinue = expectsContinue;
  }

  method(): string {
    return this.#request.method ?? "";
  }

  pathWithQuery(): string {
    return this.#parseTarget().pathWithQuery;
  }

  scheme(): Scheme {
    return HTTP;
  }

  authority(): string | undefined {
    return this.#parseTarget().authority ?? hostOf(this.#request.rawHeaders);
  }

  headers(): Fields {
    return Fields.received(this.#request.rawHeaders);
  }

  body(): MessageBody {
    const { bodyBytes, discardBytes } = this.#owner.limits;
    this.#body ??= new MessageBody(this.#request, {
      incomplete: { tag: "connection-terminated" },
      maxBytes: bodyBytes,
      maxDiscardedBytes: discardBytes,
      onTooMuchToDiscard: () => this.#closeConnection(),
      onFirstRead: () => this.#continue(),
    });
    return this.#body;
  }

  /** Aborted when the client goes away before it has the response. */
  get signal(): AbortSignal {
    this.#gone ??= new AbortController();
    this.#watch();
    return this.#gone.signal;
  }

  respond(response: OutgoingResponse): void {
    this.#answer = response;
    const problem = this.#problemWith(response);
    if (problem !== undefined) this.#refuse("bad-response", problem);
    else if (response.pipe !== undefined) response.pipe.connect(this);
    else this.sendWhole(EMPTY);
  }

  fail(code: ErrorCode): void {
    this.#refuse("error-response", `the guest answered with the error ${describeErrorCode(code)}`);
  }

  inform(status: number, headers: Fields): boolean {
    if (status === 101 || this.#response.headersSent) return false;
    this.#response.writeInformation(status, headers.flatten());
    return true;
  }

  sendWhole(body: Uint8Array): void {
    const headers = this.#headersFor("whole");
    if (this.#needsLength(body)) headers.push("content-length", String(body.length));
    this.#writeHead(headers);
    if (body.length <= MAX_INLINE_BYTES) this.#response.end(latin1(body), "latin1");
    else this.#response.end(body);
    this.#keepUnreadBody();
  }

  sendHead(parts: readonly Uint8Array[]): void {
    this.#watch();
    this.#writeHead(this.#headersFor("parts"));
    if (parts.length === 0) this.#response.flushHeaders();
    for (const part of parts) this.#response.write(part);
  }

  capacity(): number | undefined {
    if (this.#response.destroyed) return undefined;
    return this.#response.writableNeedDrain ? 0 : WRITE_BYTES;
  }

  ready(): boolean {
    return this.capacity() !== 0;
  }

  onReady(wake: () => void): () => void {
    return this.#waiters.add(wake);
  }

  write(bytes: Uint8Array): void {
    this.#response.write(bytes);
  }

  end(trailers: Fields | undefined): void {
    if (trailers !== undefined) this.#response.addTrailers(pairs(trailers.flatten()));
    this.#response.end();
    this.#keepUnreadBody();
  }

  abort(reason: string): void {
    if (this.#response.headersSent) this.#breakOff(reason);
    else if (this.#mayOmitBody(this.#answer?.statusCode() ?? 0)) this.#endWithoutBody();
    else this.#refuse("bad-response", reason);
  }

  /** The guest has returned; what it has not finished ends here, as it does in wasmtime. */
  returned(): void {
    if (this.#answer === undefined && !this.#refused) {
      this.#refuse("no-response", "the guest returned without setting a response (response-outparam.set)");
    }
    this.#answer?.pipe?.finish(undefined);
    this.#discardUnreadBody();
  }

  /** The guest trapped, or could not be started. */
  trapped(cause: unknown): void {
    this.#answer?.pipe?.disconnect();
    if (!this.#response.headersSent) this.#refuse("trap", describe(cause), cause);
    else this.#log("trap", describe(cause), cause);
    if (!this.#response.writableEnded) this.#response.destroy();
    this.#discardUnreadBody();
  }

  /** Answers without a guest. */
  refuse(status: number): void {
    this.#refused = true;
    if (this.#owner.draining) this.#response.shouldKeepAlive = false;
    sendRefusal(this.#response, status);
  }

  #parseTarget(): RequestTarget {
    this.#target ??= parseRequestTarget(this.#request.url ?? "/");
    return this.#target;
  }

  #problemWith(response: OutgoingResponse): string | undefined {
    const status = response.statusCode();
    if (status < 200) return `the status of the final response is ${status}, expected 200 or more`;
    const length = response.headers().contentLength();
    if (response.pipe !== undefined || length === "none" || length === 0n) return undefined;
    if (length === "invalid") return "its content-length is no number";
    return this.#mayOmitBody(status) ? undefined : `its content-length is ${length}, but it has no body`;
  }

  /** A length without a body says how long the body would be. */
  #mayOmitBody(status: number): boolean {
    return this.#request.method === "HEAD" || status === 304;
  }

  /** As the guest set them, but for what the message cannot have: trailers without chunks, a length without any body. */
  #headersFor(shape: "whole" | "parts"): string[] {
    const fields = this.#answer?.headers();
    if (fields === undefined) return [];
    if (this.#answer?.statusCode() === 204) return fields.flatten("trailer", "content-length");
    return shape === "parts" && this.#hasChunks(fields) ? fields.flatten() : fields.flatten("trailer");
  }

  #hasChunks(fields: Fields): boolean {
    const status = this.#answer?.statusCode() ?? 200;
    const hasBody = status !== 204 && !this.#mayOmitBody(status);
    return hasBody && fields.contentLength() === "none" && this.#request.httpVersion !== "1.0";
  }

  #needsLength(body: Uint8Array): boolean {
    const status = this.#answer?.statusCode() ?? 200;
    if (status === 204 || status === 304 || this.#answer?.headers().contentLength() !== "none") return false;
    return body.length > 0 || this.#request.method !== "HEAD";
  }

  #writeHead(headers: string[]): void {
    const answeredTooEarly = this.#expectsContinue;
    if (answeredTooEarly || this.#owner.draining) this.#response.shouldKeepAlive = false;
    this.#response.writeHead(this.#answer?.statusCode() ?? 200, headers);
  }

  /** `Expect: 100-continue`: the client sends its body once somebody wants it. */
  #continue(): void {
    if (!this.#expectsContinue || this.#response.headersSent) return;
    this.#expectsContinue = false;
    this.#response.writeContinue();
  }

  #watch(): void {
    if (this.#watched) return;
    this.#watched = true;
    this.#response.on("drain", () => this.#waiters.wake());
    this.#response.on("close", () => this.#closed());
  }

  #closed(): void {
    this.#waiters.wake();
    if (!this.#response.writableFinished) this.#gone?.abort(new Error("The client has closed the connection"));
    this.#owner.streamClosed();
  }

  /** node:http throws away what nobody has begun to read when the response is out; the guest may still come to it. */
  #keepUnreadBody(): void {
    if (!this.#request.readableEnded) this.body().receive();
  }

  #discardUnreadBody(): void {
    if (!this.#request.readableEnded) this.body().close();
  }

  /** Once the response is out. */
  #closeConnection(): void {
    const { socket } = this.#request;
    this.#request.pause();
    if (this.#response.writableFinished || this.#response.destroyed) socket.destroySoon();
    else this.#response.once("finish", () => socket.destroySoon());
  }

  /** A guest that tells the length of a body which is not sent anyway does not have to write it. */
  #endWithoutBody(): void {
    this.#writeHead(this.#headersFor("whole"));
    this.#response.end();
  }

  #breakOff(reason: string): void {
    if (!this.#response.destroyed) this.#log("incomplete-response", reason);
    this.#response.destroy();
  }

  #refuse(event: LogEntry["event"], message: string, cause?: unknown): void {
    this.#log(event, message, cause);
    this.#answer?.pipe?.disconnect();
    this.refuse(500);
  }

  #log(event: LogEntry["event"], message: string, cause?: unknown): void {
    this.#owner.log({ event, method: this.method(), path: this.pathWithQuery(), message, cause });
  }
}

/** Without making an object of all headers. */
function hostOf(rawHeaders: readonly string[]): string | undefined {
  const at = rawHeaders.findIndex((name, i) => i % 2 === 0 && name.length === 4 && name.toLowerCase() === "host");
  return at < 0 ? undefined : rawHeaders[at + 1];
}

const EMPTY = new Uint8Array(0);

/** A loop beats the call into the runtime for as long as the text is short. */
function latin1(bytes: Uint8Array): string {
  if (bytes.length <= 64) return latin1FromBytes(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function pairs(flat: readonly string[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i] ?? "", flat[2 * i + 1] ?? ""]);
}

function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
