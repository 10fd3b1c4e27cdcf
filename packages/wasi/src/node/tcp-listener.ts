/**
 * A listening socket. Node accepts whoever comes; as many as the backlog says wait here for the guest, and who comes when it is
 * full is turned away, as the system would.
 */
import type { Server, Socket } from "node:net";
import { Waiters } from "../io/readiness.ts";
import type { TcpConnection, TcpListener } from "../sockets/driver.ts";
import type { SocketError } from "../sockets/error-code.ts";
import type { IpSocketAddress } from "../sockets/ip-address.ts";
import { KeepAlive } from "./keep-alive.ts";
import { socketErrorOf } from "./socket-error.ts";
import { NodeTcpConnection } from "./tcp-connection.ts";

export class NodeTcpListener implements TcpListener {
  readonly local: IpSocketAddress;
  readonly #server: Server;
  readonly #backlog: number;
  readonly #keepAlive: KeepAlive;
  readonly #waiters = new Waiters();
  readonly #accepted: NodeTcpConnection[] = [];
  #failure: SocketError | undefined;

  constructor(server: Server, local: IpSocketAddress, backlog: number) {
    this.local = local;
    this.#server = server;
    this.#backlog = backlog;
    this.#keepAlive = new KeepAlive(server);
    server.on("connection", (socket) => this.#queue(socket));
    server.on("error", (error) => this.#fail(socketErrorOf(error)));
  }

  accept(): TcpConnection | undefined {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
    return this.#accepted.shift();
  }

  ready(): boolean {
    return this.#accepted.length > 0 || this.#failure !== undefined;
  }

  onReady(wake: () => void): () => void {
    return this.#keepAlive.whileWaiting(wake, (wake) => this.#waiters.add(wake));
  }

  close(): void {
    this.#server.close();
    for (const connection of this.#accepted.splice(0)) connection.reset();
  }

  #queue(socket: Socket): void {
    if (this.#accepted.length >= this.#backlog) {
      socket.resetAndDestroy();
      return;
    }
    this.#accepted.push(new NodeTcpConnection(socket));
    this.#waiters.wake();
  }

  #fail(error: SocketError): void {
    this.#failure = error;
    this.#waiters.wake();
  }
}
