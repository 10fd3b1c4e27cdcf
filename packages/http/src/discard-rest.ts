/**
 * An upload that nobody reads stands in the way of the next request on its connection. What is left of it is read and thrown
 * away, within limits; beyond them the connection is closed, which costs the client less than sending the rest.
 */
import type { IncomingMessage, ServerResponse } from "node:http";

export function discardRest(request: IncomingMessage, response: ServerResponse, maxBytes: number): void {
  if (request.complete && request.readableEnded) return;
  let bytes = 0;
  request.on("data", (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > maxBytes) closeAfter(response, request);
  });
  // The connection may break while we read; there is nobody left to tell.
  request.on("error", () => {});
  request.resume();
}

/** The response goes out first. */
function closeAfter(response: ServerResponse, request: IncomingMessage): void {
  request.pause();
  if (response.writableFinished || response.destroyed) request.socket.destroySoon();
  else response.once("finish", () => request.socket.destroySoon());
}
