/** From the errors of Node's sockets and resolver to `wasi:sockets/network#error-code`. */
import { type ErrorCode, SocketError } from "../sockets/error-code.ts";
import { codeOf } from "./errno.ts";

const CODES: Readonly<Record<string, ErrorCode>> = {
  EACCES: "access-denied",
  EADDRINUSE: "address-in-use",
  EADDRNOTAVAIL: "address-not-bindable",
  EAFNOSUPPORT: "not-supported",
  EALREADY: "concurrency-conflict",
  ECONNABORTED: "connection-aborted",
  ECONNREFUSED: "connection-refused",
  ECONNRESET: "connection-reset",
  EDESTADDRREQ: "invalid-state",
  EHOSTDOWN: "remote-unreachable",
  EHOSTUNREACH: "remote-unreachable",
  EINVAL: "invalid-argument",
  EISCONN: "invalid-state",
  EMFILE: "new-socket-limit",
  EMSGSIZE: "datagram-too-large",
  ENETDOWN: "remote-unreachable",
  ENETUNREACH: "remote-unreachable",
  ENFILE: "new-socket-limit",
  ENOBUFS: "out-of-memory",
  ENOMEM: "out-of-memory",
  ENONET: "remote-unreachable",
  ENOPROTOOPT: "not-supported",
  ENOTCONN: "invalid-state",
  EOPNOTSUPP: "not-supported",
  EPERM: "access-denied",
  EPROTONOSUPPORT: "not-supported",
  ETIMEDOUT: "timeout",
  // getaddrinfo, as Node names its errors.
  EAI_AGAIN: "temporary-resolver-failure",
  EAI_FAIL: "permanent-resolver-failure",
  EAI_MEMORY: "out-of-memory",
  EAI_NODATA: "name-unresolvable",
  EAI_NONAME: "name-unresolvable",
  ENODATA: "name-unresolvable",
  ENOTFOUND: "name-unresolvable",
};

/** Runs a call of node:net or node:dgram; what the system refuses becomes a `SocketError`. */
export function network<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw socketErrorOf(error);
  }
}

export function socketErrorOf(error: unknown): SocketError {
  if (error instanceof SocketError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new SocketError(CODES[codeOf(error) ?? ""] ?? "unknown", message, { cause: error });
}
