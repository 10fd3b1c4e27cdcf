/**
 * `wasi:sockets/udp#udp-socket`.
 *
 * A client binds to any address and any port, which says nothing about whom it talks to: that is granted with every grant for UDP,
 * and such a socket hears only those it may talk to. Who binds to an address that was granted is a server and hears everybody.
 */
import { Misuse } from "../io/misuse.ts";
import { Pollable } from "../io/pollable.ts";
import { ALWAYS_READY, type Readiness } from "../io/readiness.ts";
import { countOf } from "../io/u64.ts";
import { Shared } from "../shared.ts";
import { IncomingDatagramStream, OutgoingDatagramStream, type UdpStreamHost } from "./datagram-streams.ts";
import type { UdpEndpoint } from "./driver.ts";
import { attempt, SocketError } from "./error-code.ts";
import type { IpAddressFamily, IpSocketAddress } from "./ip-address.ts";
import type { Network } from "./network.ts";
import { Operation } from "./operation.ts";
import type { SocketHost } from "./socket-host.ts";
import { accessDenied, demandFamily, demandRemote, isImplicit } from "./socket-rules.ts";
import { demandPositive } from "./tcp-options.ts";

type State =
  | { readonly tag: "unbound" }
  | { readonly tag: "binding"; readonly operation: Operation<Binding> }
  | { readonly tag: "bound"; readonly hearsAll: boolean; readonly remote?: IpSocketAddress };

/** What the system is asked for at most; it clamps further. */
const MAX_BUFFER_BYTES = 1 << 30;

interface Binding {
  readonly hearsAll: boolean;
}

export class UdpSocket implements Readiness {
  readonly #host: SocketHost;
  readonly #family: IpAddressFamily;
  readonly #shared: Shared<UdpEndpoint>;
  #state: State = { tag: "unbound" };
  #streams = 0;
  #dropped = false;

  constructor(host: SocketHost, family: IpAddressFamily) {
    this.#host = host;
    this.#family = family;
    this.#shared = new Shared(host.driver.openUdp(family));
  }

  startBind(_network: Network, localAddress: IpSocketAddress): void {
    attempt(() => {
      if (this.#state.tag === "binding") throw new SocketError("concurrency-conflict", "The socket is being bound");
      if (this.#state.tag === "bound") throw new SocketError("invalid-state", "The socket is already bound");
      demandFamily(localAddress, this.#family);
      this.#state = { tag: "binding", operation: new Operation(this.#bind(localAddress)) };
    });
  }

  finishBind(): void {
    attempt(() => {
      if (this.#state.tag !== "binding") throw new SocketError("not-in-progress", "The socket is not being bound");
      const { operation } = this.#state;
      if (operation.ready()) this.#state = { tag: "unbound" };
      this.#state = { tag: "bound", ...operation.outcome() };
    });
  }

  /** @throws Misuse when streams of an earlier call have not been dropped. */
  stream(remoteAddress: IpSocketAddress | undefined): [IncomingDatagramStream, OutgoingDatagramStream] {
    return attempt(() => {
      if (this.#streams > 0)
        throw new Misuse("udp-socket.stream was called before the streams of an earlier call were dropped");
      const { hearsAll } = this.#bound;
      if (remoteAddress !== undefined) this.#demandPeer(remoteAddress);
      this.#connect(remoteAddress);
      this.#state = { tag: "bound", hearsAll, ...(remoteAddress && { remote: remoteAddress }) };
      return [new IncomingDatagramStream(this.#streamHost()), new OutgoingDatagramStream(this.#streamHost())];
    });
  }

  localAddress(): IpSocketAddress {
    return attempt(() => {
      this.#bound;
      return this.#shared.object.local;
    });
  }

  remoteAddress(): IpSocketAddress {
    return attempt(() => {
      if (this.#state.tag === "bound" && this.#state.remote !== undefined) return this.#state.remote;
      throw new SocketError("invalid-state", "The socket streams to no address in particular");
    });
  }

  addressFamily(): IpAddressFamily {
    return this.#family;
  }

  unicastHopLimit(): number {
    return this.#shared.object.hopLimit;
  }

  setUnicastHopLimit(value: number): void {
    attempt(() => {
      demandPositive(BigInt(value));
      this.#shared.object.hopLimit = value;
    });
  }

  receiveBufferSize(): bigint {
    return BigInt(this.#shared.object.receiveBufferSize);
  }

  setReceiveBufferSize(value: bigint): void {
    attempt(() => {
      this.#shared.object.receiveBufferSize = bufferSize(value);
    });
  }

  sendBufferSize(): bigint {
    return BigInt(this.#shared.object.sendBufferSize);
  }

  setSendBufferSize(value: bigint): void {
    attempt(() => {
      this.#shared.object.sendBufferSize = bufferSize(value);
    });
  }

  subscribe(): Pollable {
    return new Pollable(this);
  }

  ready(): boolean {
    return this.#state.tag !== "binding" || this.#state.operation.ready();
  }

  onReady(wake: () => void): () => void {
    const on = this.#state.tag === "binding" ? this.#state.operation : ALWAYS_READY;
    return on.onReady(wake);
  }

  [Symbol.dispose](): void {
    if (this.#dropped) return;
    this.#dropped = true;
    this.#shared.release();
  }

  get #bound(): Extract<State, { tag: "bound" }> {
    if (this.#state.tag === "bound") return this.#state;
    throw new SocketError("invalid-state", "The socket is not bound");
  }

  #bind(local: IpSocketAddress): Binding | Promise<Binding> {
    const permitted = this.#host.policy.permits("udp", local);
    if (permitted instanceof Promise) return permitted.then((granted) => this.#bindIf(granted, local));
    return this.#bindIf(permitted, local);
  }

  #bindIf(granted: boolean, local: IpSocketAddress): Binding {
    if (!granted && !isImplicit(local)) throw accessDenied(local);
    if (!this.#dropped) this.#shared.object.bind(local);
    return { hearsAll: granted };
  }

  /** A name that still has to be looked up is looked up when something is sent. */
  #demandPeer(remote: IpSocketAddress): void {
    demandFamily(remote, this.#family);
    demandRemote(remote);
    if (this.#host.policy.permits("udp", remote) === false) throw accessDenied(remote);
  }

  #connect(remote: IpSocketAddress | undefined): void {
    if (this.#bound.remote !== undefined) this.#shared.object.disconnect();
    if (remote !== undefined) this.#shared.object.connect(remote);
  }

  #streamHost(): UdpStreamHost {
    const { hearsAll, remote } = this.#bound;
    const shared = this.#shared.retain();
    this.#streams++;
    return {
      family: this.#family,
      policy: this.#host.policy,
      endpoint: shared.object,
      hearsAll,
      remote,
      release: () => {
        this.#streams--;
        shared.release();
      },
    };
  }
}

function bufferSize(value: bigint): number {
  return Math.min(countOf(demandPositive(value)), MAX_BUFFER_BYTES);
}
