/**
 * One outgoing request and the way to its response.
 *
 * Nothing is opened before the guest's body shows its shape: known as a whole it goes out with its length in one write, otherwise in
 * chunks. A request that meets a connection the server has just closed is sent again on another, if it may be (RFC 9110, 9.2.2).
 */
import type { ClientRequest, ClientRequestArgs, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { Waiters } from "../../io/readiness.ts";
import type { MessageWriter } from "../body-pipe.ts";
import { type ErrorCode, HttpFailure } from "../error-code.ts";
import { Fields } from "../fields.ts";
import { FutureIncomingResponse } from "../incoming-response.ts";
import type { OutgoingPolicy, RequestHead, Timeouts } from "../outgoing-handler.ts";
import { checkedLookup, prohibited } from "./checked-lookup.ts";
import { errorCodeOf } from "./error-code-of.ts";
import { MessageBody } from "./message-body.ts";

/** What one write to a streamed request may carry. */
const WRITE_BYTES = 1 << 16;
/** What is read of a response nobody wants, to keep its connection. */
const MAX_DISCARDED_BYTES = 1 << 16;

/** Sending them twice does no more than sending them once. */
const IDEMPOTENT: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]);

export interface Connections {
  readonly policy: OutgoingPolicy;
  /** Agent and certificates, for hosts reached over TLS or without. */
  requestOptions(secure: boolean): ClientRequestArgs;
}

export class OutgoingExchange implements MessageWriter {
  readonly response: FutureIncomingResponse;
  readonly #head: RequestHead;
  readonly #timeouts: Timeouts;
  readonly #connections: Connections;
  readonly #waiters = new Waiters();
  #request: ClientRequest | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(head: RequestHead, timeouts: Timeouts, connections: Connections) {
    this.#head = head;
    this.#timeouts = timeouts;
    this.#connections = connections;
    this.response = new FutureIncomingResponse(() => this.#cancel());
  }

  sendWhole(body: Uint8Array): void {
    const headers = this.#headers("whole");
    if (this.#needsLength(body)) headers.push("content-length", String(body.length));
    this.#open(headers, (request) => request.end(body), IDEMPOTENT.has(this.#head.method));
  }

  sendHead(parts: readonly Uint8Array[]): void {
    const headers = this.#headers("parts");
    if (this.#head.headers.contentLength() === "none") headers.push("transfer-encoding", "chunked");
    this.#open(headers, (request) => sendParts(request, parts), false);
  }

  capacity(): number | undefined {
    if (this.#ended) return undefined;
    return this.#request?.writableNeedDrain ? 0 : WRITE_BYTES;
  }

  ready(): boolean {
    return this.capacity() !== 0;
  }

  onReady(wake: () => void): () => void {
    return this.#waiters.add(wake);
  }

  write(bytes: Uint8Array): void {
    this.#request?.write(bytes);
  }

  end(trailers: Fields | undefined): void {
    if (trailers !== undefined) this.#request?.addTrailers(pairs(trailers.flatten()));
    this.#request?.end();
  }

  abort(reason: string): void {
    this.#fail({ tag: "HTTP-protocol-error" }, new Error(reason));
  }

  /** Trailers are announced where they can be sent: after chunks. */
  #headers(shape: "whole" | "parts"): string[] {
    const { headers, authority } = this.#head;
    const chunked = shape === "parts" && headers.contentLength() === "none";
    return ["host", authority, ...(chunked ? headers.flatten() : headers.flatten("trailer"))];
  }

  /** Methods that usually carry no body do not say that they have none. */
  #needsLength(body: Uint8Array): boolean {
    if (this.#head.headers.contentLength() !== "none") return false;
    return body.length > 0 || !IDEMPOTENT.has(this.#head.method) || this.#head.method === "PUT";
  }

  #open(headers: readonly string[], send: (request: ClientRequest) => void, mayRepeat: boolean): void {
    if (this.#ended || this.#refusesAddress()) return;
    const request = this.#tryRequest(headers);
    if (request === undefined) return;
    this.#request = request;
    request.on("error", (error) => {
      if (mayRepeat && isStale(request, error)) this.#open(headers, send, mayRepeat);
      else this.#failWith(error);
    });
    this.#follow(request);
    send(request);
  }

  /** An address needs no look-up, where the others are checked. */
  #refusesAddress(): boolean {
    const { host, port } = this.#head;
    const family = process.getBuiltinModule("node:net").isIP(host);
    if (family === 0 || this.#connections.policy.mayConnect(host, host, port)) return false;
    this.#failWith(prohibited(host, [{ address: host, family }]));
    return true;
  }

  /** What node:http finds wrong with a request is the request's failure. */
  #tryRequest(headers: readonly string[]): ClientRequest | undefined {
    try {
      return this.#requestWith(headers);
    } catch (error) {
      this.#failWith(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  }

  #requestWith(headers: readonly string[]): ClientRequest {
    const { method, secure, host, port, pathWithQuery } = this.#head;
    const { request } = process.getBuiltinModule(secure ? "node:https" : "node:http");
    return request({
      ...this.#connections.requestOptions(secure),
      method,
      host,
      port,
      path: Buffer.from(pathWithQuery).toString("latin1"),
      headers,
      lookup: checkedLookup(this.#connections.policy, host, port),
    });
  }

  #follow(request: ClientRequest): void {
    this.#arm(this.#timeouts.connectMs, "connection-timeout");
    request.on("socket", (socket) =>
      this.#whenConnected(socket, () => this.#arm(this.#timeouts.firstByteMs, "connection-read-timeout")),
    );
    request.on("drain", () => this.#waiters.wake());
    request.on("response", (message) => this.#respond(message));
    request.on("upgrade", (_, socket) => {
      socket.destroy();
      this.#fail({ tag: "HTTP-upgrade-failed" });
    });
  }

  #whenConnected(socket: Socket, connected: () => void): void {
    if (!socket.connecting) connected();
    else socket.once(this.#head.secure ? "secureConnect" : "connect", connected);
  }

  #respond(message: IncomingMessage): void {
    this.#disarm();
    const body = new MessageBody(message, {
      incomplete: { tag: "HTTP-response-incomplete" },
      maxDiscardedBytes: MAX_DISCARDED_BYTES,
      onTooMuchToDiscard: () => message.destroy(),
      pauseTimeoutMs: this.#timeouts.betweenBytesMs,
    });
    this.response.resolve({
      status: message.statusCode ?? 0,
      headers: () => Fields.received(message.rawHeaders),
      body: () => body,
    });
  }

  #arm(timeoutMs: number | undefined, tag: "connection-timeout" | "connection-read-timeout"): void {
    this.#disarm();
    if (timeoutMs !== undefined) this.#timer = setTimeout(() => this.#fail({ tag }), timeoutMs);
  }

  #disarm(): void {
    clearTimeout(this.#timer);
  }

  #cancel(): void {
    this.#failWith(new HttpFailure({ tag: "internal-error", val: "the guest dropped the future of its response" }));
  }

  #fail(code: ErrorCode, cause?: Error): void {
    this.#failWith(new HttpFailure(code, { cause }));
  }

  #failWith(error: Error): void {
    this.#disarm();
    this.#ended = true;
    this.#request?.destroy();
    this.response.reject(errorCodeOf(error));
    this.#waiters.wake();
  }
}

function sendParts(request: ClientRequest, parts: readonly Uint8Array[]): void {
  if (parts.length === 0) request.flushHeaders();
  for (const part of parts) request.write(part);
}

/** The server closed a connection it had kept, before it saw this request. */
function isStale(request: ClientRequest, error: NodeJS.ErrnoException): boolean {
  return request.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE");
}

function pairs(flat: readonly string[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i] ?? "", flat[2 * i + 1] ?? ""]);
}
