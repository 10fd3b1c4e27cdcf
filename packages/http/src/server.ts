import type { Server as NodeServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Dispatcher } from "./dispatcher.ts";

export interface Address {
  readonly host: string;
  readonly port: number;
  /** `http://host:port`, without a slash at its end. */
  readonly url: string;
}

export interface Drained {
  /** Requests that were cut off at the deadline. */
  readonly cut: number;
}

/** A server that listens; made by `serve`. */
export class Server implements AsyncDisposable {
  readonly address: Address;
  readonly #node: NodeServer;
  readonly #dispatcher: Dispatcher;
  readonly #cut = Promise.withResolvers<void>();
  #closed: Promise<void> | undefined;

  constructor(node: NodeServer, dispatcher: Dispatcher) {
    this.#node = node;
    this.#dispatcher = dispatcher;
    this.address = addressOf(node);
  }

  /**
   * Takes no new connections, closes idle ones, lets what is in flight finish and then closes its connections too; at the deadline
   * all that are left. Calling it again with a nearer deadline hurries it up.
   */
  async drain(deadlineMs: number): Promise<Drained> {
    this.#closed ??= this.#close();
    const deadline = setTimeout(() => this.#cutOff(), deadlineMs);
    await Promise.race([this.#closed, this.#cut.promise]);
    clearTimeout(deadline);
    return { cut: this.#dispatcher.running };
  }

  /** Closes everything now. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.drain(0);
  }

  #cutOff(): void {
    this.#node.closeAllConnections();
    this.#cut.resolve();
  }

  async #close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#node.close(() => resolve()));
    await Promise.all([closed, this.#dispatcher.drain()]);
  }
}

function addressOf(node: NodeServer): Address {
  const { address, port, family } = node.address() as AddressInfo;
  const host = family === "IPv6" ? `[${address}]` : address;
  return { host: address, port, url: `http://${host}:${port}` };
}
