import type { IncomingRequest, ResponseOutparam } from "@weft/wasi";

/** What a handler may want to know beside the request. */
export interface RequestContext {
  /** Aborted when the client goes away before it has the response. */
  readonly signal: AbortSignal;
}

/**
 * Answers one request: at once, or with a promise for as long as the guest runs. What it throws is a trap.
 *
 * What it returns is disposed when nothing of the request is left to do. A leased instance belongs there: disposed any earlier,
 * it would drop the handle of a body the guest left open, which means a broken response and not, as leaving it open does, the end.
 */
export type Handle = (
  request: IncomingRequest,
  out: ResponseOutparam,
  context: RequestContext,
) => Lease | Promise<Lease>;

// biome-ignore lint/suspicious/noConfusingVoidType: a handler without anything to dispose is a function that returns nothing
export type Lease = Disposable | undefined | void;
