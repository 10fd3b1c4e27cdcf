/** A client that sends and receives bytes as they are, for what no HTTP client would do. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export interface RawResponse {
  readonly status: number;
  /** By name in lower case; several values joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** As they stand on the wire. */
  readonly trailers: string;
}

export class RawClient implements Disposable {
  readonly socket: Socket;
  /** Resolves when the server has closed the connection, however it did. */
  readonly closed: Promise<void>;
  #received = "";
  #changed = Promise.withResolvers<void>();

  private constructor(socket: Socket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once("close", () => resolve()));
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => this.#note(text));
    socket.on("close", () => this.#note(""));
    // A reset is one of the ways a server closes a connection.
    socket.on("error", () => {});
  }

  static async connect(port: number): Promise<RawClient> {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    return new RawClient(socket);
  }

  /** What has come and was not taken yet, one character for each byte. */
  get received(): string {
    return this.#received;
  }

  send(text: string): void {
    this.socket.write(text, "latin1");
  }

  /** Waits until `text` has come. */
  async until(text: string): Promise<void> {
    await this.#take((received) => (received.includes(text) ? 0 : undefined));
  }

  /** Waits for the next complete response and takes it. `head`: it has no body, whatever its length says. */
  async response({ head = false } = {}): Promise<RawResponse> {
    let parsed: Parsed | undefined;
    await this.#take((received) => {
      parsed = parseResponse(received, head, this.socket.closed);
      return parsed?.length;
    });
    if (parsed === undefined) throw new Error(`The connection closed inside of a response: ${this.#received}`);
    return parsed.response;
  }

  /** Throws away what comes until the server closes the connection; returns how many bytes that were. */
  async drain(): Promise<number> {
    let bytes = this.#received.length;
    this.socket.removeAllListeners("data");
    this.socket.on("data", (text: string) => {
      bytes += text.length;
    });
    await this.closed;
    return bytes;
  }

  async exchange(text: string): Promise<RawResponse> {
    this.send(text);
    return this.response({ head: text.startsWith("HEAD") });
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }

  #note(text: string): void {
    this.#received += text;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** Waits until `find` says how much to take. */
  async #take(find: (received: string) => number | undefined): Promise<void> {
    for (;;) {
      const length = find(this.#received);
      if (length !== undefined) {
        this.#received = this.#received.slice(length);
        return;
      }
      if (this.socket.closed) throw new Error(`The connection closed after: ${JSON.stringify(this.#received)}`);
      await this.#changed.promise;
    }
  }
}

interface Parsed {
  readonly length: number;
  readonly response: RawResponse;
}

function parseResponse(text: string, head: boolean, closed: boolean): Parsed | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [statusLine = "", ...lines] = text.slice(0, end).split("\r\n");
  const status = Number(statusLine.split(" ")[1]);
  const headers = parseHeaders(lines);
  const body =
    head || status < 200 || status === 204 || status === 304
      ? NO_BODY
      : parseBody(text.slice(end + 4), headers, closed);
  return (
    body && { length: end + 4 + body.length, response: { status, headers, body: body.body, trailers: body.trailers } }
  );
}

function parseHeaders(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

interface ParsedBody {
  readonly length: number;
  readonly body: string;
  readonly trailers: string;
}

const NO_BODY: ParsedBody = { length: 0, body: "", trailers: "" };

function parseBody(text: string, headers: Record<string, string>, closed: boolean): ParsedBody | undefined {
  if (headers["transfer-encoding"] === "chunked") return parseChunks(text);
  if (headers["content-length"] === undefined)
    return closed ? { length: text.length, body: text, trailers: "" } : undefined;
  const length = Number(headers["content-length"]);
  return text.length < length ? undefined : { length, body: text.slice(0, length), trailers: "" };
}

function parseChunks(text: string): ParsedBody | undefined {
  let body = "";
  let at = 0;
  for (;;) {
    const line = text.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const size = Number.parseInt(text.slice(at, line), 16);
    if (size === 0) return parseTrailers(text, line + 2, body);
    if (text.length < line + 2 + size + 2) return undefined;
    body += text.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
}

function parseTrailers(text: string, at: number, body: string): ParsedBody | undefined {
  if (text.startsWith("\r\n", at)) return { length: at + 2, body, trailers: "" };
  const end = text.indexOf("\r\n\r\n", at);
  return end < 0 ? undefined : { length: end + 4, body, trailers: text.slice(at, end) };
}
