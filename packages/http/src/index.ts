/** The HTTP ingress of Weft on node:http. */
export { HttpError, type HttpErrorCode } from "./errors.ts";
export type { Handle, Lease, RequestContext } from "./handle.ts";
export { type IncomingHandlerOptions, incomingHandler } from "./incoming-handler.ts";
export { DEFAULT_LIMITS, type Limits } from "./limits.ts";
export type { Log, LogEntry } from "./log.ts";
export { type ServeOptions, serve } from "./serve.ts";
export type { Address, Drained, Server } from "./server.ts";
