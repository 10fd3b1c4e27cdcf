/**
 * What has to stand behind `wasi:sockets`: Node's sockets, or others. A driver does what it is told; what a guest may reach is
 * decided before. Everything throws or rejects with `SocketError`.
 */
import type { ByteSource } from "../io/input-stream.ts";
import type { ByteSink } from "../io/output-stream.ts";
import type { Readiness } from "../io/readiness.ts";
import type { IpAddress, IpAddressFamily, IpSocketAddress } from "./ip-address.ts";

export interface SocketDriver {
  /** Reserves an address, with SO_REUSEADDR and IPV6_V6ONLY. */
  bindTcp(local: IpSocketAddress): BoundTcp;
  /** Connects from any free port. */
  connectTcp(remote: IpSocketAddress, signal: AbortSignal): Promise<TcpConnection>;
  openUdp(family: IpAddressFamily): UdpEndpoint;
  /** All addresses of a name, best first. */
  lookup(name: string): Promise<readonly IpAddress[]>;
}

/** An address that is taken; used up by one of `listen`, `connect` and `close`. */
export interface BoundTcp {
  readonly local: IpSocketAddress;
  listen(backlog: number): Promise<TcpListener>;
  connect(remote: IpSocketAddress, signal: AbortSignal): Promise<TcpConnection>;
  close(): void;
}

/** Ready: somebody has connected. */
export interface TcpListener extends Readiness {
  readonly local: IpSocketAddress;
  /** @throws SocketError when the system could not accept somebody. */
  accept(): TcpConnection | undefined;
  close(): void;
}

export interface KeepAlive {
  readonly enabled: boolean;
  readonly idleMs: number;
  readonly intervalMs: number;
  readonly count: number;
}

export interface TcpConnection {
  readonly local: IpSocketAddress;
  readonly remote: IpSocketAddress;
  /** Closing it discards what still comes. */
  readonly input: ByteSource;
  /** Closing it tells the peer that nothing will follow. */
  readonly output: ByteSink;
  /** Reads the end from now on. */
  shutdownInput(): void;
  /** Sends what was written and then the end. */
  shutdownOutput(): void;
  setKeepAlive(options: KeepAlive): void;
  /** How much may wait for the guest before its peer has to wait, and for the system before the guest has. */
  setBufferSizes(receiveBytes: number, sendBytes: number): void;
  /** Once what was written is sent. */
  close(): void;
}

export interface Datagram {
  readonly data: Uint8Array;
  readonly remoteAddress: IpSocketAddress;
}

/** Ready, as `incoming`: `receive` would give a datagram or a failure; as `outgoing`: `send` would take one. */
export interface UdpEndpoint {
  readonly incoming: Readiness;
  readonly outgoing: Readiness;
  readonly local: IpSocketAddress;
  bind(local: IpSocketAddress): void;
  connect(remote: IpSocketAddress): void;
  disconnect(): void;
  /** The next datagram that is there. */
  receive(): Datagram | undefined;
  /** Sends, or reports the failure of an earlier one. Without `to`, to where it is connected. */
  send(data: Uint8Array, to?: IpSocketAddress): void;
  hopLimit: number;
  receiveBufferSize: number;
  sendBufferSize: number;
  close(): void;
}
