// GET / answers "hello", POST /echo sends the body back as it arrives, anything else is 404.
import { Fields, OutgoingBody, OutgoingResponse, ResponseOutparam } from "wasi:http/types@0.2.11";

// QuickJS has no TextEncoder; what is sent here is ASCII.
const bytes = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));

export const incomingHandler = {
  handle(request, out) {
    const route = `${request.method().tag.toUpperCase()} ${request.pathWithQuery() ?? "/"}`;
    if (route === "GET /") return respond(out, 200, "hello from QuickJS\n");
    if (route === "POST /echo") return echo(request, out);
    respond(out, 404, `no route ${route}\n`);
  },
};

function start(out, status, type) {
  const response = new OutgoingResponse(Fields.fromList([["content-type", bytes(type)]]));
  response.setStatusCode(status);
  const body = response.body();
  ResponseOutparam.set(out, { tag: "ok", val: response });
  return body;
}

function respond(out, status, text) {
  const body = start(out, status, "text/plain; charset=utf-8");
  const stream = body.write();
  stream.blockingWriteAndFlush(bytes(text));
  stream[Symbol.dispose]();
  OutgoingBody.finish(body, undefined);
}

function echo(request, out) {
  const incoming = request.consume();
  const input = incoming.stream();
  const body = start(out, 200, "application/octet-stream");
  const output = body.write();
  for (;;) {
    try {
      output.blockingSplice(input, 65536);
    } catch (error) {
      if (error.payload?.tag === "closed") break;
      throw error;
    }
  }
  input[Symbol.dispose]();
  output[Symbol.dispose]();
  OutgoingBody.finish(body, undefined);
}
