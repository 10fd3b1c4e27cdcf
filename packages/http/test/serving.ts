/** A server for one test, with what it logs. */
import type { Handle } from "../src/handle.ts";
import type { LogEntry } from "../src/log.ts";
import { type ServeOptions, serve } from "../src/serve.ts";
import { RawClient } from "./raw-client.ts";

export interface Served extends AsyncDisposable {
  readonly port: number;
  readonly log: LogEntry[];
  client(): Promise<RawClient>;
}

export async function serving(handle: Handle, options: Partial<ServeOptions> = {}): Promise<Served> {
  const log: LogEntry[] = [];
  const server = await serve({ handle, log: (entry) => log.push(entry), ...options });
  const { port } = server.address;
  const close = () => server[Symbol.asyncDispose]();
  return { port, log, client: () => RawClient.connect(port), [Symbol.asyncDispose]: close };
}

export const GET = "GET / HTTP/1.1\r\nHost: weft\r\n\r\n";

export function post(body: string, headers = ""): string {
  return `POST / HTTP/1.1\r\nHost: weft\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`;
}

/** The beginning of a request whose body comes in chunks; `0\r\n\r\n` ends it. */
export function chunked(...parts: string[]): string {
  const encoded = parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join("");
  return `POST / HTTP/1.1\r\nHost: weft\r\nTransfer-Encoding: chunked\r\n\r\n${encoded}`;
}
