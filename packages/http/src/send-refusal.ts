import { type ServerResponse, STATUS_CODES } from "node:http";

/** A response of the server's own: its status in words, as text. */
export function sendRefusal(response: ServerResponse, status: number): void {
  const text = `${status} ${STATUS_CODES[status] ?? ""}\n`;
  response.writeHead(status, ["content-type", "text/plain; charset=utf-8", "content-length", String(text.length)]);
  response.end(text);
}
