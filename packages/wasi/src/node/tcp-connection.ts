/**
 * A TCP connection over a socket of Node's. Bytes are taken from it for as long as the guest has room for them, so that a guest
 * that does not read holds up its peer; and from the guest for as long as the system has taken what it was given before.
 */
import type { Socket } from "node:net";
import { ByteQueue } from "../io/byte-queue.ts";
import type { ByteSource } from "../io/input-stream.ts";
import type { ByteSink } from "../io/output-stream.ts";
import { Waiters } from "../io/readiness.ts";
import type { KeepAlive as KeepAliveOptions, TcpConnection } from "../sockets/driver.ts";
import type { SocketError } from "../sockets/error-code.ts";
import type { IpSocketAddress } from "../sockets/ip-address.ts";
import { TCP_BUFFER_BYTES } from "../sockets/tcp-options.ts";
import { codeOf } from "./errno.ts";
import { KeepAlive } from "./keep-alive.ts";
import { fromNode } from "./node-address.ts";
import { socketErrorOf } from "./socket-error.ts";

const MAX_WRITE_BYTES = 1 << 16;

export class NodeTcpConnection implements TcpConnection {
  readonly local: IpSocketAddress;
  readonly remote: IpSocketAddress;
  readonly input: ByteSource;
  readonly output: SocketSink;
  readonly #socket: Socket;
  readonly #received: ByteQueue;

  /** Takes over `socket`, which is connected. */
  constructor(socket: Socket) {
    this.#socket = socket;
    this.local = fromNode({ address: socket.localAddress ?? "", port: socket.localPort ?? 0 });
    this.remote = fromNode({ address: socket.remoteAddress ?? "", port: socket.remotePort ?? 0 });
    const keepAlive = new KeepAlive(socket);
    this.#received = receiveFrom(socket);
    this.input = sourceOf(this.#received, keepAlive);
    this.output = new SocketSink(socket, keepAlive);
  }

  shutdownInput(): void {
    this.#received.close();
  }

  shutdownOutput(): void {
    this.output.close();
  }

  setKeepAlive({ enabled, idleMs, intervalMs, count }: KeepAliveOptions): void {
    this.#socket.setKeepAlive(enabled, idleMs, intervalMs, count);
  }

  setBufferSizes(receiveBytes: number, sendBytes: number): void {
    this.#received.highWaterBytes = receiveBytes;
    this.output.bufferBytes = sendBytes;
  }

  close(): void {
    this.#received.close();
    this.#socket.destroySoon();
  }

  /** Turns the peer away. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }
}

/** What nobody wants any more is still taken from the peer, and thrown away. */
function receiveFrom(socket: Socket): ByteQueue {
  const resume = () => socket.resume();
  const received = new ByteQueue({ highWaterBytes: TCP_BUFFER_BYTES, onRoom: resume, onClose: resume });
  socket.on("data", (chunk: Uint8Array) => {
    if (!received.push(chunk)) socket.pause();
  });
  socket.on("error", (error) => received.fail(socketErrorOf(error)));
  socket.once("end", () => received.end());
  socket.once("close", () => received.end());
  socket.resume();
  return received;
}

function sourceOf(received: ByteQueue, keepAlive: KeepAlive): ByteSource {
  return {
    read: (max) => received.read(max),
    ready: () => received.ready(),
    onReady: (wake) => keepAlive.whileWaiting(wake, (wake) => received.onReady(wake)),
    close: () => received.close(),
  };
}

class SocketSink implements ByteSink {
  /** From this many bytes that the system has not taken yet, the guest waits. */
  bufferBytes = TCP_BUFFER_BYTES;
  readonly #socket: Socket;
  readonly #keepAlive: KeepAlive;
  readonly #waiters = new Waiters();
  #flushing = false;
  #ended = false;
  #failure: SocketError | undefined;

  constructor(socket: Socket, keepAlive: KeepAlive) {
    this.#socket = socket;
    this.#keepAlive = keepAlive;
    socket.on("error", (error) => this.#fail(error));
    socket.once("close", () => this.#waiters.wake());
  }

  capacity(): number | undefined {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
    if (this.#ended || !this.#socket.writable) return undefined;
    return this.#hasRoom() ? MAX_WRITE_BYTES : 0;
  }

  write(bytes: Uint8Array): void {
    const release = this.#keepAlive.retain();
    this.#socket.write(bytes, () => {
      release();
      this.#waiters.wake();
    });
  }

  flush(): void {
    this.#flushing = this.#socket.writableLength > 0;
  }

  ready(): boolean {
    return this.#failure !== undefined || this.#ended || !this.#socket.writable || this.#hasRoom();
  }

  onReady(wake: () => void): () => void {
    return this.#keepAlive.whileWaiting(wake, (wake) => this.#waiters.add(wake));
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#socket.end();
    this.#waiters.wake();
  }

  /** While a flush is under way there is none. */
  #hasRoom(): boolean {
    const pending = this.#socket.writableLength;
    this.#flushing &&= pending > 0;
    return !this.#flushing && pending < this.bufferBytes;
  }

  /** A peer that reads no more closes the stream. */
  #fail(error: Error): void {
    if (codeOf(error) !== "EPIPE") this.#failure = socketErrorOf(error);
    this.#waiters.wake();
  }
}
