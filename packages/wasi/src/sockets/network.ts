/** `wasi:sockets/network` and `instance-network`. */
import type { IoError } from "../io/io-error.ts";
import { type ErrorCode, SocketError } from "./error-code.ts";

/** The network of the host. What of it a guest may use is decided at each use, so this holds nothing. */
export class Network {}

export const network = {
  Network,
  networkErrorCode: (err: IoError): ErrorCode | undefined => (err instanceof SocketError ? err.code : undefined),
} as const;

export const instanceNetwork = { instanceNetwork: () => new Network() } as const;
