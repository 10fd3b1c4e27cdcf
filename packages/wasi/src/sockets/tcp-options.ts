/**
 * The options of a TCP socket: kept here until there is a connection to apply them to, and inherited by accepted ones.
 *
 * Durations are clamped to what Linux, the strictest, takes. Node cannot set the hop limit of a TCP socket, so another than the usual
 * one is `not-supported`; nor the system's buffer sizes, so the sizes are those of the buffers this host puts before them.
 */

import type { KeepAlive, TcpConnection } from "./driver.ts";
import { SocketError } from "./error-code.ts";

const NANOSECONDS_PER_MS = 1_000_000n;
const NANOSECONDS_PER_SECOND = 1_000_000_000n;
/** Linux: TCP_KEEPIDLE and TCP_KEEPINTVL at most 32767 s, TCP_KEEPCNT at most 127. */
const MAX_KEEP_ALIVE = 32_767n * NANOSECONDS_PER_SECOND;
const MAX_KEEP_ALIVE_COUNT = 127;
/** Linux: /proc/sys/net/ipv4/tcp_keepalive_*, ip_default_ttl. */
const DEFAULT_IDLE = 7200n * NANOSECONDS_PER_SECOND;
const DEFAULT_INTERVAL = 75n * NANOSECONDS_PER_SECOND;
const DEFAULT_COUNT = 9;
const HOP_LIMIT = 64;
const DEFAULT_BACKLOG = 128;
const MAX_BACKLOG = 4096n;
/** How much waits in this host for the guest to read, and for the system to take, unless said otherwise. */
export const TCP_BUFFER_BYTES = 1 << 16;
const MIN_BUFFER_BYTES = 1n << 12n;
const MAX_BUFFER_BYTES = 1n << 22n;

export class TcpOptions {
  backlog = DEFAULT_BACKLOG;
  keepAliveEnabled = false;
  keepAliveIdleTime = DEFAULT_IDLE;
  keepAliveInterval = DEFAULT_INTERVAL;
  keepAliveCount = DEFAULT_COUNT;
  readonly hopLimit = HOP_LIMIT;
  receiveBufferSize = TCP_BUFFER_BYTES;
  sendBufferSize = TCP_BUFFER_BYTES;

  /** For a connection that was accepted. */
  inherit(): TcpOptions {
    return Object.assign(new TcpOptions(), this, { backlog: DEFAULT_BACKLOG });
  }

  apply(connection: TcpConnection): void {
    connection.setKeepAlive(this.#keepAlive);
    connection.setBufferSizes(this.receiveBufferSize, this.sendBufferSize);
  }

  setBacklog(value: bigint): void {
    this.backlog = Number(clamp(demandPositive(value), 1n, MAX_BACKLOG));
  }

  setKeepAliveIdleTime(value: bigint): void {
    this.keepAliveIdleTime = keepAliveTime(value);
  }

  setKeepAliveInterval(value: bigint): void {
    this.keepAliveInterval = keepAliveTime(value);
  }

  setKeepAliveCount(value: number): void {
    demandPositive(BigInt(value));
    this.keepAliveCount = Math.min(value, MAX_KEEP_ALIVE_COUNT);
  }

  setHopLimit(value: number): void {
    demandPositive(BigInt(value));
    if (value !== HOP_LIMIT)
      throw new SocketError("not-supported", `The hop limit of a TCP socket is ${HOP_LIMIT} here`);
  }

  setReceiveBufferSize(value: bigint): void {
    this.receiveBufferSize = bufferSize(value);
  }

  setSendBufferSize(value: bigint): void {
    this.sendBufferSize = bufferSize(value);
  }

  get #keepAlive(): KeepAlive {
    return {
      enabled: this.keepAliveEnabled,
      idleMs: Number(this.keepAliveIdleTime / NANOSECONDS_PER_MS),
      intervalMs: Number(this.keepAliveInterval / NANOSECONDS_PER_MS),
      count: this.keepAliveCount,
    };
  }
}

/** In whole seconds, as the system has it. */
function keepAliveTime(value: bigint): bigint {
  const clamped = clamp(demandPositive(value), NANOSECONDS_PER_SECOND, MAX_KEEP_ALIVE);
  return clamped - (clamped % NANOSECONDS_PER_SECOND);
}

function bufferSize(value: bigint): number {
  return Number(clamp(demandPositive(value), MIN_BUFFER_BYTES, MAX_BUFFER_BYTES));
}

export function demandPositive(value: bigint): bigint {
  if (value === 0n) throw new SocketError("invalid-argument", "Expected a value above 0");
  return value;
}

function clamp(value: bigint, least: bigint, most: bigint): bigint {
  return value < least ? least : value > most ? most : value;
}
