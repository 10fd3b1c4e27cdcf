/** What a guest does, in the host's own classes, one call of the interface for each call here. */

import { ComponentError } from "@weft/core";
import type { InputStream, ResponseOutparam as Outparam, OutputStream } from "@weft/wasi";
import { Fields, type IncomingRequest, OutgoingBody, OutgoingResponse, ResponseOutparam } from "@weft/wasi";

export interface Head {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer under way. */
export interface Answer {
  readonly body: OutgoingBody;
  readonly stream: OutputStream;
}

/** Sends the head of an answer whose body follows. */
export function begin(out: Outparam, head: Head = {}): Answer {
  const response = responseOf(head);
  const body = response.body();
  ResponseOutparam.set(out, { tag: "ok", val: response });
  return { body, stream: body.write() };
}

/** Drops the stream and finishes the body. */
export function finish({ body, stream }: Answer, trailers?: Fields): void {
  stream[Symbol.dispose]();
  OutgoingBody.finish(body, trailers);
}

/** A small answer, as most guests give it. */
export function answer(out: Outparam, text: string, head: Head = {}): void {
  const under = begin(out, head);
  if (text !== "") under.stream.blockingWriteAndFlush(bytes(text));
  finish(under);
}

export function responseOf({ status = 200, headers = {} }: Head): OutgoingResponse {
  const response = new OutgoingResponse(fieldsOf(headers));
  response.setStatusCode(status);
  return response;
}

export function fieldsOf(headers: Readonly<Record<string, string>>): Fields {
  return Fields.fromList(Object.entries(headers).map(([name, value]) => [name, bytes(value)]));
}

/** All of a request's body, as a guest reads it that blocks. */
export async function readBody(request: IncomingRequest): Promise<string> {
  let text = "";
  for await (const chunk of chunks(request.consume().stream())) text += Buffer.from(chunk).toString("latin1");
  return text;
}

export async function* chunks(stream: InputStream, max = 1n << 20n): AsyncGenerator<Uint8Array> {
  try {
    for (;;) yield await stream.blockingRead(max);
  } catch (error) {
    if (!(error instanceof ComponentError) || error.payload.tag !== "closed") throw error;
  }
}

/** Writes all of it, waiting for room as a guest does. */
export async function writeAll(stream: OutputStream, contents: Uint8Array): Promise<void> {
  let rest = contents;
  while (rest.length > 0) {
    const permit = Number(stream.checkWrite());
    if (permit === 0) await stream.subscribe().block();
    stream.write(rest.subarray(0, permit));
    rest = rest.subarray(permit);
  }
}

export function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}
