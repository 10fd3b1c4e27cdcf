/**
 * `wasi:http/outgoing-handler`: decides whether a request may be made at all and is well formed, then hands it to whatever
 * carries requests on this platform.
 */

import type { MessageWriter } from "./body-pipe.ts";
import { type ErrorCode, failedWith } from "./error-code.ts";
import type { Fields } from "./fields.ts";
import type { FutureIncomingResponse } from "./incoming-response.ts";
import { methodName, type Scheme } from "./method.ts";
import type { OutgoingRequest } from "./outgoing-request.ts";
import type { RequestOptions } from "./request-options.ts";

/** A request that is well formed and allowed. */
export interface RequestHead {
  readonly method: string;
  readonly secure: boolean;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** For the `host` header. */
  readonly authority: string;
  readonly pathWithQuery: string;
  readonly headers: Fields;
}

/** In milliseconds; `undefined` = the transport's own. */
export interface Timeouts {
  readonly connectMs: number | undefined;
  readonly firstByteMs: number | undefined;
  readonly betweenBytesMs: number | undefined;
}

export interface Exchange {
  readonly writer: MessageWriter;
  readonly response: FutureIncomingResponse;
}

/**
 * Carries requests: node:http, fetch, another component. It belongs to one policy, which every connection it opens has passed;
 * connections kept for later must not serve guests with another.
 */
export interface HttpTransport {
  readonly policy: OutgoingPolicy;
  send(head: RequestHead, timeouts: Timeouts): Exchange;
}

/** What a guest may reach. */
export interface OutgoingPolicy {
  /** Whether a request to `host` may be tried: a name, or an address without brackets. */
  mayRequest(host: string, port: number): boolean;
  /** Whether the address that `host` turned out to have may be connected to. */
  mayConnect(address: string, host: string, port: number): boolean;
}

export function outgoingHandler(transport: HttpTransport) {
  return {
    /** @throws ComponentError when the request is malformed or not allowed; what fails later comes with the response. */
    handle(request: OutgoingRequest, options: RequestOptions | undefined): FutureIncomingResponse {
      const head = headOf(request);
      if (!transport.policy.mayRequest(head.host, head.port)) throw failedWith({ tag: "HTTP-request-denied" });
      const { writer, response } = transport.send(head, timeoutsOf(options));
      if (request.pipe === undefined) writer.sendWhole(new Uint8Array(0));
      else request.pipe.connect(writer);
      return response;
    },
  };
}

/** For guests that are granted nothing. */
export const NO_OUTGOING_HTTP = {
  handle(): never {
    throw failedWith({ tag: "HTTP-request-denied" });
  },
};

function headOf(request: OutgoingRequest): RequestHead {
  demandBody(request);
  const secure = isSecure(request.scheme());
  const authority = request.authority();
  if (authority === undefined) throw failedWith({ tag: "HTTP-request-URI-invalid" });
  return {
    method: methodOf(request),
    secure,
    ...hostAndPort(authority, secure ? 443 : 80),
    authority: authority.slice(authority.indexOf("@") + 1),
    pathWithQuery: pathOf(request.pathWithQuery()),
    headers: request.headers(),
  };
}

/** A length promises a body. */
function demandBody(request: OutgoingRequest): void {
  const length = request.headers().contentLength();
  if (length === "invalid") throw internal("the content-length is no number, or there are several");
  if (length === "none" || length === 0n || request.pipe !== undefined) return;
  throw failedWith({ tag: "HTTP-request-body-size", val: 0n });
}

/** HTTPS unless said otherwise, as in wasmtime. */
function isSecure(scheme: Scheme | undefined): boolean {
  if (scheme === undefined) return true;
  const name = scheme.tag === "other" ? scheme.val.toUpperCase() : scheme.tag;
  if (name !== "HTTP" && name !== "HTTPS") throw failedWith({ tag: "HTTP-protocol-error" });
  return name === "HTTPS";
}

/** A tunnel is no request with a response. */
function methodOf(request: OutgoingRequest): string {
  const method = methodName(request.method());
  if (method === "CONNECT") throw failedWith({ tag: "HTTP-request-method-invalid" });
  return method;
}

const AUTHORITY = /^(?:[^@]*@)?(?:\[([^\]]+)\]|([^:]+))(?::(\d*))?$/;

function hostAndPort(authority: string, defaultPort: number): { host: string; port: number } {
  const [, bracketed, plain, digits = ""] = AUTHORITY.exec(authority) ?? [];
  const host = bracketed ?? plain;
  const port = digits === "" ? defaultPort : Number(digits);
  if (host === undefined || port > 65_535) throw failedWith({ tag: "HTTP-request-URI-invalid" });
  return { host: host.toLowerCase(), port };
}

/** What goes into the request line: from the root, without a fragment. */
function pathOf(pathWithQuery: string | undefined): string {
  const [path = ""] = (pathWithQuery ?? "").split("#");
  return path.startsWith("/") ? path : `/${path}`;
}

function timeoutsOf(options: RequestOptions | undefined): Timeouts {
  return {
    connectMs: milliseconds(options?.connectTimeout()),
    firstByteMs: milliseconds(options?.firstByteTimeout()),
    betweenBytesMs: milliseconds(options?.betweenBytesTimeout()),
  };
}

/** Timers count milliseconds, and at most 2^31 of them. */
const MAX_TIMER_MS = 0x7fff_ffff;

function milliseconds(nanoseconds: bigint | undefined): number | undefined {
  if (nanoseconds === undefined) return undefined;
  return Math.min(Number((nanoseconds + 999_999n) / 1_000_000n), MAX_TIMER_MS);
}

function internal(message: string): ReturnType<typeof failedWith> {
  const code: ErrorCode = { tag: "internal-error", val: message };
  return failedWith(code);
}
