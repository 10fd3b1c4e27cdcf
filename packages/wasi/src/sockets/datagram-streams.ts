/** `wasi:sockets/udp#incoming-datagram-stream` and `outgoing-datagram-stream`. */
import { Misuse } from "../io/misuse.ts";
import { Pollable } from "../io/pollable.ts";
import type { Readiness } from "../io/readiness.ts";
import { countOf } from "../io/u64.ts";
import type { Datagram, UdpEndpoint } from "./driver.ts";
import { attempt, SocketError } from "./error-code.ts";
import { formatSocketAddress, type IpAddressFamily, type IpSocketAddress, sameSocketAddress } from "./ip-address.ts";
import type { NetworkPolicy } from "./network-policy.ts";
import { Operation } from "./operation.ts";
import { accessDenied, demandFamily, demandRemote } from "./socket-rules.ts";

/** What a stream knows of its socket. */
export interface UdpStreamHost {
  readonly family: IpAddressFamily;
  readonly policy: NetworkPolicy;
  readonly endpoint: UdpEndpoint;
  /** Whether datagrams from whom nothing was granted for are given to the guest. */
  readonly hearsAll: boolean;
  /** The only peer, if there is only one. */
  readonly remote: IpSocketAddress | undefined;
  release(): void;
}

export interface OutgoingDatagram {
  readonly data: Uint8Array;
  readonly remoteAddress: IpSocketAddress | undefined;
}

/** The most of one call; wasmtime has the same limit. */
const MAX_DATAGRAMS = 16;
const MAX_RECEIVED_BYTES = 1 << 16;
const MAX_DATAGRAM_BYTES = 65_535;

export class IncomingDatagramStream {
  readonly #host: UdpStreamHost;
  #failure: SocketError | undefined;

  constructor(host: UdpStreamHost) {
    this.#host = host;
  }

  receive(maxResults: bigint): Datagram[] {
    return attempt(() => {
      const max = Math.min(countOf(maxResults), MAX_DATAGRAMS);
      const received: Datagram[] = [];
      for (let bytes = 0; received.length < max && bytes < MAX_RECEIVED_BYTES; ) {
        const datagram = this.#next(received.length > 0);
        if (datagram === undefined) break;
        received.push(datagram);
        bytes += datagram.data.length;
      }
      return received;
    });
  }

  subscribe(): Pollable {
    return new Pollable(this.#host.endpoint.incoming);
  }

  [Symbol.dispose](): void {
    this.#host.release();
  }

  /** @param keep a failure for the next call: this one has something to return. */
  #next(keep: boolean): Datagram | undefined {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
    try {
      return this.#nextHeard();
    } catch (error) {
      if (!keep || !(error instanceof SocketError)) throw error;
      this.#failure = error;
      return undefined;
    }
  }

  #nextHeard(): Datagram | undefined {
    for (;;) {
      const datagram = this.#host.endpoint.receive();
      if (datagram === undefined || this.#hears(datagram.remoteAddress)) return datagram;
    }
  }

  #hears(from: IpSocketAddress): boolean {
    const { hearsAll, policy, remote } = this.#host;
    if (remote !== undefined && !sameSocketAddress(remote, from)) return false;
    return hearsAll || policy.permits("udp", from) === true;
  }
}

export class OutgoingDatagramStream {
  readonly #host: UdpStreamHost;
  #permit = 0;
  /** The look-up of a granted name, to see whether it leads to this address. */
  #check: { readonly remote: IpSocketAddress; readonly permitted: Operation<boolean> } | undefined;

  constructor(host: UdpStreamHost) {
    this.#host = host;
  }

  checkSend(): bigint {
    this.#permit = this.#ready.ready() ? MAX_DATAGRAMS : 0;
    return BigInt(this.#permit);
  }

  /** @throws Misuse when `check-send` has not permitted so many. */
  send(datagrams: readonly OutgoingDatagram[]): bigint {
    return attempt(() => {
      if (datagrams.length > this.#permit) throw this.#unpermitted(datagrams.length);
      if (datagrams.length > 0) this.#permit = 0;
      let sent = 0;
      while (sent < datagrams.length && this.#sendNext(datagrams[sent] as OutgoingDatagram, sent > 0)) sent++;
      return BigInt(sent);
    });
  }

  subscribe(): Pollable {
    return new Pollable(this.#ready);
  }

  [Symbol.dispose](): void {
    this.#host.release();
  }

  readonly #ready: Readiness = {
    ready: () => this.#host.endpoint.outgoing.ready() && (this.#check?.permitted.ready() ?? true),
    onReady: (wake) =>
      (this.#check?.permitted.ready() === false ? this.#check.permitted : this.#host.endpoint.outgoing).onReady(wake),
  };

  /** Whether it was sent. A failure counts only for the first: what comes after is tried again. */
  #sendNext(datagram: OutgoingDatagram, isLater: boolean): boolean {
    try {
      return this.#send(datagram);
    } catch (error) {
      if (isLater && error instanceof SocketError) return false;
      throw error;
    }
  }

  #send({ data, remoteAddress }: OutgoingDatagram): boolean {
    if (data.length > MAX_DATAGRAM_BYTES) throw new SocketError("datagram-too-large");
    const to = this.#destination(remoteAddress);
    const permitted = this.#permits(to);
    if (permitted === false) throw accessDenied(to);
    if (permitted === undefined || !this.#host.endpoint.outgoing.ready()) return false;
    this.#host.endpoint.send(data, this.#host.remote === undefined ? to : undefined);
    return true;
  }

  #destination(given: IpSocketAddress | undefined): IpSocketAddress {
    const { family, remote } = this.#host;
    if (given !== undefined) {
      demandRemote(given);
      demandFamily(given, family);
    }
    const to = given ?? remote;
    if (to === undefined) throw new SocketError("invalid-argument", "Expected an address to send to, found none");
    if (remote === undefined || sameSocketAddress(to, remote)) return to;
    throw new SocketError(
      "invalid-argument",
      `Expected ${formatSocketAddress(remote)}, found ${formatSocketAddress(to)}`,
    );
  }

  /** `undefined` while a name is looked up. */
  #permits(to: IpSocketAddress): boolean | undefined {
    const checked = this.#check;
    if (checked !== undefined && sameSocketAddress(checked.remote, to))
      return checked.permitted.ready() ? checked.permitted.outcome() : undefined;
    const permitted = this.#host.policy.permits("udp", to);
    if (!(permitted instanceof Promise)) return permitted;
    this.#check = { remote: to, permitted: new Operation(permitted) };
    return undefined;
  }

  #unpermitted(count: number): Misuse {
    const called = "wasi:sockets/udp#[method]outgoing-datagram-stream.send";
    return new Misuse(
      `${called}: expected at most ${this.#permit} datagrams, found ${count}; check-send says how many are permitted`,
    );
  }
}
