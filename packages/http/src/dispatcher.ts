import type { IncomingMessage, ServerResponse } from "node:http";
import { IncomingRequest, ResponseOutparam } from "@weft/wasi";
import { Exchange, type ExchangeOwner } from "./exchange.ts";
import type { Handle, Lease } from "./handle.ts";
import type { Limits } from "./limits.ts";
import type { Log } from "./log.ts";

/** Turns messages into calls of the handler and keeps count of those that run. */
export class Dispatcher implements ExchangeOwner {
  readonly limits: Limits;
  readonly log: Log;
  /** Called while draining, when a connection may have become idle. */
  onStreamClosed: () => void = () => {};
  readonly #handle: Handle;
  readonly #onIdle: (() => void)[] = [];
  #running = 0;
  #draining = false;

  constructor(handle: Handle, limits: Limits, log: Log) {
    this.#handle = handle;
    this.limits = limits;
    this.log = log;
  }

  /** Handlers that have not returned. */
  get running(): number {
    return this.#running;
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** From now on every response closes its connection. Resolves when no handler runs. */
  drain(): Promise<void> {
    this.#draining = true;
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  streamClosed(): void {
    if (this.#draining) this.onStreamClosed();
  }

  dispatch(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void {
    const exchange = new Exchange(request, response, this, expectsContinue);
    const refusal = this.#refusalOf(request);
    if (refusal === undefined) this.#run(exchange);
    else exchange.refuse(refusal);
  }

  #refusalOf(request: IncomingMessage): number | undefined {
    const { inFlight, bodyBytes } = this.limits;
    if (this.#running >= inFlight) return this.#overloaded(request);
    if (bodyBytes === Number.POSITIVE_INFINITY) return undefined;
    return Number(request.headers["content-length"] ?? 0) > bodyBytes ? PAYLOAD_TOO_LARGE : undefined;
  }

  #overloaded(request: IncomingMessage): number {
    const { method = "", url: path = "" } = request;
    this.log({ event: "overload", method, path, message: `${this.#running} requests are being handled, the limit` });
    return SERVICE_UNAVAILABLE;
  }

  #run(exchange: Exchange): void {
    this.#running++;
    let lease: Lease | Promise<Lease>;
    try {
      lease = this.#handle(new IncomingRequest(exchange), new ResponseOutparam(exchange), exchange);
    } catch (cause) {
      this.#trapped(exchange, cause);
      return;
    }
    if (!(lease instanceof Promise)) this.#returned(exchange, lease);
    else
      lease.then(
        (late) => this.#returned(exchange, late),
        (cause) => this.#trapped(exchange, cause),
      );
  }

  #returned(exchange: Exchange, lease: Lease): void {
    this.#leave();
    exchange.returned();
    try {
      lease?.[Symbol.dispose]();
    } catch (cause) {
      exchange.trapped(cause);
    }
  }

  #trapped(exchange: Exchange, cause: unknown): void {
    this.#leave();
    exchange.trapped(cause);
  }

  #leave(): void {
    this.#running--;
    if (this.#draining && this.#running === 0) for (const idle of this.#onIdle.splice(0)) idle();
  }
}

const PAYLOAD_TOO_LARGE = 413;
const SERVICE_UNAVAILABLE = 503;
