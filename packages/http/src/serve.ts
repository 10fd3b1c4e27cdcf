/**
 * The ingress: a node:http server that turns each request into one call of a handler. It knows nothing of components; whoever
 * wires the program leases an instance in the handler and calls its `wasi:http/incoming-handler#handle`.
 */
import { createServer, type Server as NodeServer } from "node:http";
import { Dispatcher } from "./dispatcher.ts";
import { cannotListen } from "./errors.ts";
import type { Handle } from "./handle.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import type { Log } from "./log.ts";
import { Server } from "./server.ts";

export interface ServeOptions {
  readonly handle: Handle;
  /** Loopback unless said otherwise. */
  readonly host?: string;
  /** 0, the default, = any that is free. */
  readonly port?: number;
  readonly log?: Log;
  readonly limits?: Partial<Limits>;
  /** Aborting it drains the server. */
  readonly signal?: AbortSignal;
  /** How long a drain begun by `signal` waits for what is in flight. */
  readonly drainDeadlineMs?: number;
}

const LOOPBACK = "127.0.0.1";
const DEFAULT_DRAIN_DEADLINE_MS = 10_000;

/** Resolves when the server listens. @throws HttpError when it cannot. */
export async function serve(options: ServeOptions): Promise<Server> {
  const { host = LOOPBACK, port = 0, signal, drainDeadlineMs = DEFAULT_DRAIN_DEADLINE_MS } = options;
  signal?.throwIfAborted();
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const dispatcher = new Dispatcher(options.handle, limits, options.log ?? (() => {}));
  const node = createNodeServer(limits, dispatcher);
  await listen(node, host, port);
  const server = new Server(node, dispatcher);
  signal?.addEventListener("abort", () => void server.drain(drainDeadlineMs), { once: true });
  return server;
}

function createNodeServer(limits: Limits, dispatcher: Dispatcher): NodeServer {
  const node = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    optimizeEmptyRequests: true,
  });
  node.maxConnections = limits.connections;
  node.on("request", (request, response) => dispatcher.dispatch(request, response, false));
  node.on("checkContinue", (request, response) => dispatcher.dispatch(request, response, true));
  dispatcher.onStreamClosed = () => node.closeIdleConnections();
  return node;
}

function listen(node: NodeServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    node.once("error", (error) => reject(cannotListen(`${host}:${port}`, error)));
    node.listen({ host, port }, () => {
      node.removeAllListeners("error");
      resolve();
    });
  });
}
