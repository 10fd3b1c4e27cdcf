/**
 * Outgoing requests over node:http and node:https, on connections that are kept for the next request to the same host.
 *
 * Both modules, and node:net and node:dns, are loaded by the first transport: a program that makes no requests does not pay
 * the 50 ms they cost.
 */
import type { ClientRequestArgs, Agent as PlainAgent } from "node:http";
import type { Agent as SecureAgent } from "node:https";
import type { Exchange, HttpTransport, OutgoingPolicy, RequestHead, Timeouts } from "../outgoing-handler.ts";
import { type Connections, OutgoingExchange } from "./outgoing-exchange.ts";

export interface NodeHttpTransportOptions {
  readonly policy: OutgoingPolicy;
  /** Connections to one host; further requests wait for one of them. */
  readonly connectionsPerHost?: number;
  /** Certificates to trust instead of Node's, in PEM. */
  readonly ca?: string;
}

const DEFAULT_CONNECTIONS_PER_HOST = 128;

export class NodeHttpTransport implements HttpTransport, Connections, Disposable {
  readonly policy: OutgoingPolicy;
  readonly #plain: PlainAgent;
  readonly #secure: SecureAgent;

  constructor({ policy, connectionsPerHost = DEFAULT_CONNECTIONS_PER_HOST, ca }: NodeHttpTransportOptions) {
    this.policy = policy;
    const pool = { keepAlive: true, maxSockets: connectionsPerHost };
    const [http, https] = [process.getBuiltinModule("node:http"), process.getBuiltinModule("node:https")];
    this.#plain = new http.Agent(pool);
    this.#secure = new https.Agent(ca === undefined ? pool : { ...pool, ca });
  }

  send(head: RequestHead, timeouts: Timeouts): Exchange {
    const exchange = new OutgoingExchange(head, timeouts, this);
    return { writer: exchange, response: exchange.response };
  }

  requestOptions(secure: boolean): ClientRequestArgs {
    return { agent: secure ? this.#secure : this.#plain };
  }

  /** Closes all connections, also those in use. */
  [Symbol.dispose](): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }
}
