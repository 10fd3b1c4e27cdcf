// An HTTP service as a WebAssembly component: it exports `wasi:http/incoming-handler`, and whoever runs it calls `handle`.
import { Fields, OutgoingBody, OutgoingResponse, ResponseOutparam } from "wasi:http/types@0.2.11";
import { page } from "./page.js";

// Lives as long as the instance: one request, or all of them when the server keeps its state (weft serve --reuse).
let requests = 0;

const routes = {
  "GET /": (request, out) => send(out, 200, "text/html", page({ requests, host: request.authority() })),
  "POST /shout": shout,
  "GET /crash": () => {
    throw new Error("asked to crash");
  },
};

export const incomingHandler = {
  handle(request, out) {
    requests += 1;
    const path = request.pathWithQuery()?.split("?")[0] ?? "/";
    const route = routes[`${request.method().tag.toUpperCase()} ${path}`];
    if (route === undefined) send(out, 404, "text/plain", `Nothing at ${path}. Try one of: ${Object.keys(routes)}\n`);
    else route(request, out);
  },
};

// Answers in capitals, piece by piece while the request is still arriving.
function shout(request, out) {
  const { body, stream } = begin(out, 200, "text/plain");
  for (const bytes of read(request.consume().stream())) {
    write(
      stream,
      bytes.map((byte) => (byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte)),
    );
  }
  end(body, stream);
}

function send(out, status, type, text) {
  const { body, stream } = begin(out, status, type);
  write(stream, utf8(text));
  end(body, stream);
}

function begin(out, status, type) {
  const response = new OutgoingResponse(Fields.fromList([["content-type", utf8(`${type}; charset=utf-8`)]]));
  response.setStatusCode(status);
  const body = response.body();
  ResponseOutparam.set(out, { tag: "ok", val: response });
  return { body, stream: body.write() };
}

function end(body, stream) {
  stream[Symbol.dispose]();
  OutgoingBody.finish(body, undefined);
}

function* read(stream) {
  try {
    for (;;) yield stream.blockingRead(65536);
  } catch (error) {
    if (error.payload?.tag !== "closed") throw error;
  }
}

// `blocking-write-and-flush` takes at most 4096 bytes.
function write(stream, bytes) {
  for (let at = 0; at < bytes.length; at += 4096) stream.blockingWriteAndFlush(bytes.subarray(at, at + 4096));
}

// QuickJS has no TextEncoder.
function utf8(text) {
  return Uint8Array.from(unescape(encodeURIComponent(text)), (character) => character.charCodeAt(0));
}
