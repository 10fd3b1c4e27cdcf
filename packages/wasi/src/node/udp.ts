/**
 * UDP over node:dgram, which is loaded with the first socket.
 *
 * Node takes what arrives off the system's queue at once; what the guest has not asked for waits here, as much as the receive
 * buffer's size, and what is too much is lost, as the system would lose it.
 */
import type { Socket } from "node:dgram";
import { type Readiness, Waiters } from "../io/readiness.ts";
import type { Datagram, UdpEndpoint } from "../sockets/driver.ts";
import type { SocketError } from "../sockets/error-code.ts";
import type { IpAddressFamily, IpSocketAddress } from "../sockets/ip-address.ts";
import { KeepAlive } from "./keep-alive.ts";
import { fromNode, toNode } from "./node-address.ts";
import { network, socketErrorOf } from "./socket-error.ts";

/** Linux: ip_default_ttl, rmem_default. */
const DEFAULT_HOP_LIMIT = 64;
const DEFAULT_BUFFER_BYTES = 212_992;
/** Linux reserves twice what it is asked for and says so when asked. */
const OVERHEAD = process.platform === "linux" ? 2 : 1;

const DATAGRAM_OVERHEAD_BYTES = 256;

type Size = "RecvBufferSize" | "SendBufferSize";

export class NodeUdpEndpoint implements UdpEndpoint {
  readonly incoming: Readiness;
  readonly outgoing: Readiness;
  readonly #socket: Socket;
  readonly #keepAlive: KeepAlive;
  readonly #received: Datagram[] = [];
  readonly #receivers = new Waiters();
  readonly #senders = new Waiters();
  readonly #wanted: Partial<Record<Size, number>> = {};
  #room = DEFAULT_BUFFER_BYTES;
  #receiveFailure: SocketError | undefined;
  #sendFailure: SocketError | undefined;
  #hopLimit = DEFAULT_HOP_LIMIT;
  #bound = false;
  #state: "open" | "closing" | "closed" = "open";

  constructor(family: IpAddressFamily) {
    this.#socket = network(() => createSocket(family));
    this.#keepAlive = new KeepAlive(this.#socket);
    this.incoming = this.#readiness(
      this.#receivers,
      () => this.#received.length > 0 || this.#receiveFailure !== undefined,
    );
    this.outgoing = this.#readiness(this.#senders, () => this.#sent || this.#sendFailure !== undefined);
    this.#socket.on("message", (data, from) => this.#take({ data, remoteAddress: fromNode(from) }));
    this.#socket.on("error", (error) => this.#failReceiving(socketErrorOf(error)));
  }

  get local(): IpSocketAddress {
    return fromNode(network(() => this.#socket.address()));
  }

  bind(local: IpSocketAddress): void {
    const { host, port } = toNode(local);
    network(() => this.#socket.bindSync({ address: host, port }));
    this.#bound = true;
    this.hopLimit = this.#hopLimit;
    for (const [size, bytes] of Object.entries(this.#wanted)) this.#setSize(size as Size, bytes);
  }

  connect(remote: IpSocketAddress): void {
    const { host, port } = toNode(remote);
    network(() => this.#socket.connectSync(port, host));
  }

  disconnect(): void {
    network(() => this.#socket.disconnect());
  }

  receive(): Datagram | undefined {
    const failure = this.#receiveFailure;
    this.#receiveFailure = undefined;
    if (failure !== undefined) throw failure;
    const datagram = this.#received.shift();
    if (datagram !== undefined) this.#room += roomOf(datagram);
    return datagram;
  }

  send(data: Uint8Array, to?: IpSocketAddress): void {
    const failure = this.#sendFailure;
    this.#sendFailure = undefined;
    if (failure !== undefined) throw failure;
    const release = this.#keepAlive.retain();
    const sent = (error: Error | null) => {
      release();
      this.#sentOne(error);
    };
    if (to === undefined) this.#socket.send(data, sent);
    else this.#socket.send(data, toNode(to).port, toNode(to).host, sent);
  }

  get hopLimit(): number {
    return this.#hopLimit;
  }

  set hopLimit(value: number) {
    this.#hopLimit = value;
    if (this.#bound) network(() => this.#socket.setTTL(value));
  }

  get receiveBufferSize(): number {
    return this.#getSize("RecvBufferSize");
  }

  set receiveBufferSize(bytes: number) {
    const before = this.receiveBufferSize;
    this.#setSize("RecvBufferSize", bytes);
    this.#room += this.receiveBufferSize - before;
  }

  get sendBufferSize(): number {
    return this.#getSize("SendBufferSize");
  }

  set sendBufferSize(bytes: number) {
    this.#setSize("SendBufferSize", bytes);
  }

  /** Once what was given to send is sent. */
  close(): void {
    this.#state = "closing";
    this.#closeOnceSent();
  }

  /** Whether the system has taken all that was given to send. */
  get #sent(): boolean {
    return this.#socket.getSendQueueSize() === 0;
  }

  #readiness(waiters: Waiters, ready: () => boolean): Readiness {
    return { ready, onReady: (wake) => this.#keepAlive.whileWaiting(wake, (wake) => waiters.add(wake)) };
  }

  #take(datagram: Datagram): void {
    const needed = roomOf(datagram);
    if (needed > this.#room) return;
    this.#room -= needed;
    this.#received.push(datagram);
    // Who waits is woken once all that has arrived together is here.
    if (this.#received.length === 1) setImmediate(() => this.#receivers.wake());
  }

  #failReceiving(error: SocketError): void {
    this.#receiveFailure = error;
    this.#receivers.wake();
  }

  #sentOne(error: Error | null): void {
    if (error !== null) this.#sendFailure = socketErrorOf(error);
    this.#senders.wake();
    this.#closeOnceSent();
  }

  #closeOnceSent(): void {
    if (this.#state !== "closing" || !this.#sent) return;
    this.#state = "closed";
    this.#socket.close();
  }

  #getSize(size: Size): number {
    if (!this.#bound) return this.#wanted[size] ?? DEFAULT_BUFFER_BYTES;
    return network(() => this.#socket[`get${size}`]()) / OVERHEAD;
  }

  #setSize(size: Size, bytes: number): void {
    this.#wanted[size] = bytes;
    if (this.#bound) network(() => this.#socket[`set${size}`](bytes));
  }
}

/** An empty datagram takes room too. */
function roomOf({ data }: Datagram): number {
  return data.length + DATAGRAM_OVERHEAD_BYTES;
}

/** Addresses need no look-up: what is sent is sent at once. */
function createSocket(family: IpAddressFamily): Socket {
  const dgram = process.getBuiltinModule("node:dgram");
  const [type, ipv6Only, number] = family === "ipv4" ? (["udp4", false, 4] as const) : (["udp6", true, 6] as const);
  return dgram.createSocket({ type, ipv6Only, lookup: (host, _options, callback) => callback(null, host, number) });
}
