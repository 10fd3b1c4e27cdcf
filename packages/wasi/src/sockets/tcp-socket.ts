/**
 * `wasi:sockets/tcp#tcp-socket`: a state machine over what the driver offers.
 *
 *   unbound ── bind ──▶ bound ── listen ──▶ listening
 *      └──────connect──────┴──▶ connecting ──▶ connected
 *                                   └────────▶ closed
 *
 * Binding is over at once unless a granted name has to be looked up; connecting never is. A connection belongs to the socket and
 * its two streams together and is closed when all three are dropped.
 *
 * Source: wasi-sockets, TcpSocketOperationalSemantics.md.
 */
import { type ByteSource, InputStream } from "../io/input-stream.ts";
import { type ByteSink, OutputStream } from "../io/output-stream.ts";
import { Pollable } from "../io/pollable.ts";
import { ALWAYS_READY, type Readiness } from "../io/readiness.ts";
import { Shared } from "../shared.ts";
import type { BoundTcp, TcpConnection, TcpListener } from "./driver.ts";
import { attempt, SocketError } from "./error-code.ts";
import type { IpAddressFamily, IpSocketAddress } from "./ip-address.ts";
import type { Network } from "./network.ts";
import { Operation } from "./operation.ts";
import type { SocketHost } from "./socket-host.ts";
import { accessDenied, demandFamily, demandRemote, demandUnicast, isImplicit } from "./socket-rules.ts";
import { TcpOptions } from "./tcp-options.ts";

export type ShutdownType = "receive" | "send" | "both";

type State =
  | { readonly tag: "unbound" }
  | { readonly tag: "binding"; readonly operation: Operation<Binding> }
  | ({ readonly tag: "bound" } & Binding)
  | { readonly tag: "starting to listen"; readonly operation: Operation<TcpListener>; readonly local: IpSocketAddress }
  | { readonly tag: "listening"; readonly listener: TcpListener }
  | { readonly tag: "connecting"; readonly operation: Operation<TcpConnection>; readonly abort: AbortController }
  | { readonly tag: "connected"; readonly connection: Shared<TcpConnection> }
  | { readonly tag: "closed" };

interface Binding {
  readonly bound: BoundTcp;
  /** Whether the very address was granted, and with it to listen there. */
  readonly granted: boolean;
}

export class TcpSocket implements Readiness {
  readonly #host: SocketHost;
  readonly #family: IpAddressFamily;
  readonly #options: TcpOptions;
  #state: State;
  #dropped = false;

  constructor(
    host: SocketHost,
    family: IpAddressFamily,
    state: State = { tag: "unbound" },
    options = new TcpOptions(),
  ) {
    this.#host = host;
    this.#family = family;
    this.#state = state;
    this.#options = options;
  }

  startBind(_network: Network, localAddress: IpSocketAddress): void {
    attempt(() => {
      this.#demandIdle();
      if (this.#state.tag !== "unbound") throw new SocketError("invalid-state", "The socket is already bound");
      demandUnicast(localAddress);
      demandFamily(localAddress, this.#family);
      this.#state = { tag: "binding", operation: new Operation(this.#bind(localAddress)) };
    });
  }

  finishBind(): void {
    attempt(() => {
      const { operation } = this.#inProgress("binding");
      this.#state = { tag: "bound", ...this.#outcomeOf(operation, { tag: "unbound" }) };
    });
  }

  startConnect(_network: Network, remoteAddress: IpSocketAddress): void {
    attempt(() => {
      this.#demandIdle();
      const bound = this.#boundOrNot();
      demandUnicast(remoteAddress);
      demandRemote(remoteAddress);
      demandFamily(remoteAddress, this.#family);
      const abort = new AbortController();
      this.#state = {
        tag: "connecting",
        operation: new Operation(this.#connect(remoteAddress, bound, abort.signal)),
        abort,
      };
    });
  }

  finishConnect(): [InputStream, OutputStream] {
    return attempt(() => {
      const { operation } = this.#inProgress("connecting");
      return this.#adopt(this.#outcomeOf(operation, { tag: "closed" }));
    });
  }

  startListen(): void {
    attempt(() => {
      this.#demandIdle();
      if (this.#state.tag !== "bound") throw new SocketError("invalid-state", "A socket listens once it is bound");
      const { bound, granted } = this.#state;
      if (!granted) throw accessDenied(bound.local);
      this.#state = {
        tag: "starting to listen",
        operation: new Operation(this.#listen(bound)),
        local: bound.local,
      };
    });
  }

  finishListen(): void {
    attempt(() => {
      const { operation } = this.#inProgress("starting to listen");
      this.#state = { tag: "listening", listener: this.#outcomeOf(operation, { tag: "closed" }) };
    });
  }

  accept(): [TcpSocket, InputStream, OutputStream] {
    return attempt(() => {
      if (this.#state.tag !== "listening") throw new SocketError("invalid-state", "The socket does not listen");
      const connection = this.#state.listener.accept();
      if (connection === undefined) throw new SocketError("would-block");
      const socket = new TcpSocket(this.#host, this.#family, { tag: "unbound" }, this.#options.inherit());
      return [socket, ...socket.#adopt(connection)];
    });
  }

  localAddress(): IpSocketAddress {
    return attempt(() => {
      const state = this.#state;
      switch (state.tag) {
        case "bound":
          return state.bound.local;
        case "starting to listen":
          return state.local;
        case "listening":
          return state.listener.local;
        case "connected":
          return state.connection.object.local;
        default:
          throw new SocketError("invalid-state", `The socket is ${state.tag}`);
      }
    });
  }

  remoteAddress(): IpSocketAddress {
    return attempt(() => this.#connection.remote);
  }

  isListening(): boolean {
    return this.#state.tag === "listening";
  }

  addressFamily(): IpAddressFamily {
    return this.#family;
  }

  setListenBacklogSize(value: bigint): void {
    attempt(() => {
      const { tag } = this.#state;
      if (tag === "listening") throw new SocketError("not-supported", "The backlog is fixed once the socket listens");
      if (tag === "connected") throw new SocketError("invalid-state", "The socket is connected");
      this.#demandOpen();
      this.#options.setBacklog(value);
    });
  }

  keepAliveEnabled(): boolean {
    return this.#get((options) => options.keepAliveEnabled);
  }

  setKeepAliveEnabled(value: boolean): void {
    this.#set((options) => {
      options.keepAliveEnabled = value;
    });
  }

  keepAliveIdleTime(): bigint {
    return this.#get((options) => options.keepAliveIdleTime);
  }

  setKeepAliveIdleTime(value: bigint): void {
    this.#set((options) => options.setKeepAliveIdleTime(value));
  }

  keepAliveInterval(): bigint {
    return this.#get((options) => options.keepAliveInterval);
  }

  setKeepAliveInterval(value: bigint): void {
    this.#set((options) => options.setKeepAliveInterval(value));
  }

  keepAliveCount(): number {
    return this.#get((options) => options.keepAliveCount);
  }

  setKeepAliveCount(value: number): void {
    this.#set((options) => options.setKeepAliveCount(value));
  }

  hopLimit(): number {
    return this.#get((options) => options.hopLimit);
  }

  setHopLimit(value: number): void {
    this.#set((options) => options.setHopLimit(value));
  }

  receiveBufferSize(): bigint {
    return this.#get((options) => BigInt(options.receiveBufferSize));
  }

  setReceiveBufferSize(value: bigint): void {
    this.#set((options) => options.setReceiveBufferSize(value));
  }

  sendBufferSize(): bigint {
    return this.#get((options) => BigInt(options.sendBufferSize));
  }

  setSendBufferSize(value: bigint): void {
    this.#set((options) => options.setSendBufferSize(value));
  }

  /** Ready when what was started can be finished, or when there is a connection to accept. */
  subscribe(): Pollable {
    return new Pollable(this);
  }

  shutdown(shutdownType: ShutdownType): void {
    attempt(() => {
      const connection = this.#connection;
      if (shutdownType !== "send") connection.shutdownInput();
      if (shutdownType !== "receive") connection.shutdownOutput();
    });
  }

  ready(): boolean {
    return this.#awaited.ready();
  }

  onReady(wake: () => void): () => void {
    return this.#awaited.onReady(wake);
  }

  [Symbol.dispose](): void {
    this.#dropped = true;
    const state = this.#state;
    this.#state = { tag: "closed" };
    if (state.tag === "bound") state.bound.close();
    else if (state.tag === "listening") state.listener.close();
    else if (state.tag === "connecting") state.abort.abort();
    else if (state.tag === "connected") state.connection.release();
  }

  get #awaited(): Readiness {
    const state = this.#state;
    switch (state.tag) {
      case "binding":
      case "connecting":
      case "starting to listen":
        return state.operation;
      case "listening":
        return state.listener;
      default:
        return ALWAYS_READY;
    }
  }

  #demandIdle(): void {
    if (["binding", "connecting", "starting to listen"].includes(this.#state.tag)) {
      throw new SocketError("concurrency-conflict", `The socket is ${this.#state.tag}`);
    }
  }

  #boundOrNot(): BoundTcp | undefined {
    if (this.#state.tag === "unbound") return undefined;
    if (this.#state.tag === "bound") return this.#state.bound;
    throw new SocketError("invalid-state", `The socket is ${this.#state.tag}`);
  }

  #inProgress<T extends State["tag"]>(tag: T): Extract<State, { tag: T }> {
    if (this.#state.tag === tag) return this.#state as Extract<State, { tag: T }>;
    throw new SocketError("not-in-progress", `The socket is ${this.#state.tag}, not ${tag}`);
  }

  /** The outcome of what was started; when that failed the socket is in `after`. */
  #outcomeOf<T>(operation: Operation<T>, after: State): T {
    try {
      return operation.outcome();
    } catch (error) {
      if (operation.ready()) this.#state = after;
      throw error;
    }
  }

  #bind(local: IpSocketAddress): Binding | Promise<Binding> {
    const permitted = this.#host.policy.permits("tcp", local);
    if (permitted instanceof Promise) return permitted.then((granted) => this.#bindIf(granted, local));
    return this.#bindIf(permitted, local);
  }

  #bindIf(granted: boolean, local: IpSocketAddress): Binding {
    if (!granted && !isImplicit(local)) throw accessDenied(local);
    return { bound: this.#unlessDropped(this.#host.driver.bindTcp(local)), granted };
  }

  async #connect(remote: IpSocketAddress, bound: BoundTcp | undefined, signal: AbortSignal): Promise<TcpConnection> {
    if (!(await this.#host.policy.permits("tcp", remote)) || signal.aborted) {
      bound?.close();
      throw accessDenied(remote);
    }
    return bound === undefined ? this.#host.driver.connectTcp(remote, signal) : bound.connect(remote, signal);
  }

  async #listen(bound: BoundTcp): Promise<TcpListener> {
    return this.#unlessDropped(await bound.listen(this.#options.backlog));
  }

  /** What was started before the socket was dropped, and is there only now. */
  #unlessDropped<T extends { close(): void }>(opened: T): T {
    if (!this.#dropped) return opened;
    opened.close();
    throw new SocketError("connection-aborted", "The socket was dropped");
  }

  #adopt(connection: TcpConnection): [InputStream, OutputStream] {
    const shared = new Shared(connection);
    this.#state = { tag: "connected", connection: shared };
    this.#options.apply(connection);
    return [new InputStream(inputOf(shared.retain())), new OutputStream(outputOf(shared.retain()))];
  }

  get #connection(): TcpConnection {
    if (this.#state.tag === "connected") return this.#state.connection.object;
    throw new SocketError("invalid-state", "The socket is not connected");
  }

  #demandOpen(): void {
    const { tag } = this.#state;
    if (tag === "closed" || tag === "connecting") throw new SocketError("invalid-state", `The socket is ${tag}`);
  }

  #get<T>(read: (options: TcpOptions) => T): T {
    return attempt(() => {
      this.#demandOpen();
      return read(this.#options);
    });
  }

  #set(change: (options: TcpOptions) => void): void {
    attempt(() => {
      this.#demandOpen();
      change(this.#options);
      if (this.#state.tag === "connected") this.#options.apply(this.#state.connection.object);
    });
  }
}

function inputOf(shared: Shared<TcpConnection>): ByteSource {
  const { input } = shared.object;
  return {
    read: (max) => input.read(max),
    ready: () => input.ready(),
    onReady: (wake) => input.onReady(wake),
    close() {
      input.close();
      shared.release();
    },
  };
}

function outputOf(shared: Shared<TcpConnection>): ByteSink {
  const { output } = shared.object;
  return {
    capacity: () => output.capacity(),
    write: (bytes) => output.write(bytes),
    flush: () => output.flush(),
    ready: () => output.ready(),
    onReady: (wake) => output.onReady(wake),
    close() {
      output.close();
      shared.release();
    },
  };
}
