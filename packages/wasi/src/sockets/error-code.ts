/** `wasi:sockets/network#error-code`, and the error that carries one. */
import { ComponentError } from "@weft/core";
import { IoError } from "../io/io-error.ts";

/** In the order of the enum. */
export const ERROR_CODES = [
  "unknown",
  "access-denied",
  "not-supported",
  "invalid-argument",
  "out-of-memory",
  "timeout",
  "concurrency-conflict",
  "not-in-progress",
  "would-block",
  "invalid-state",
  "new-socket-limit",
  "address-not-bindable",
  "address-in-use",
  "remote-unreachable",
  "connection-refused",
  "connection-reset",
  "connection-aborted",
  "datagram-too-large",
  "name-unresolvable",
  "temporary-resolver-failure",
  "permanent-resolver-failure",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * A socket operation failed. Drivers throw it; a function of the interfaces gives the guest its `code`, a stream gives the guest
 * the error itself, from which `network-error-code` gets the code back.
 */
export class SocketError extends IoError {
  override readonly name: string = "SocketError";
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string = code, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Runs `operation`; its `SocketError` becomes the error case of the WIT result. */
export function attempt<T>(operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    if (!(error instanceof SocketError)) throw error;
    throw new ComponentError<ErrorCode>(error.code, { cause: error });
  }
}
