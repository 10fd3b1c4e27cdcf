/** `wasi:http/types#outgoing-response` and `#response-outparam`: how a guest answers a request. */
import { ComponentError } from "@weft/core";
import { Misuse } from "../io/misuse.ts";
import { BodyPipe } from "./body-pipe.ts";
import { type ErrorCode, failedWith } from "./error-code.ts";
import type { Fields } from "./fields.ts";
import { OutgoingBody } from "./outgoing-body.ts";

export class OutgoingResponse {
  readonly #headers: Fields;
  #statusCode = 200;
  #pipe: BodyPipe | undefined;

  constructor(headers: Fields) {
    this.#headers = headers.freeze();
  }

  statusCode(): number {
    return this.#statusCode;
  }

  /** @throws ComponentError outside of 100–999. */
  setStatusCode(statusCode: number): void {
    if (statusCode < 100 || statusCode > 999) throw new ComponentError(undefined);
    this.#statusCode = statusCode;
  }

  headers(): Fields {
    return this.#headers;
  }

  /** @throws ComponentError when called twice, or when the content-length cannot be understood. */
  body(): OutgoingBody {
    const declaredBytes = this.#headers.contentLength();
    if (this.#pipe !== undefined || declaredBytes === "invalid") throw new ComponentError(undefined);
    this.#pipe = new BodyPipe("response", declaredBytes);
    return new OutgoingBody(this.#pipe);
  }

  /** For hosts: the body, `undefined` when the guest never asked for it. */
  get pipe(): BodyPipe | undefined {
    return this.#pipe;
  }

  /** Dropped without being sent: whoever still writes the body finds it closed. */
  [Symbol.dispose](): void {
    this.#pipe?.disconnect();
  }
}

/** Where a guest's answer goes. */
export interface Responder {
  respond(response: OutgoingResponse): void;
  /** The guest answered with an error; which response that makes is the host's choice. */
  fail(code: ErrorCode): void;
  /** A 1xx response before the final one; false = this one cannot be sent. */
  inform(status: number, headers: Fields): boolean;
}

export class ResponseOutparam {
  readonly #responder: Responder;
  #isSet = false;

  constructor(responder: Responder) {
    this.#responder = responder;
  }

  /** @throws Misuse when set before; the guest cannot, since setting it takes its handle away. */
  static set(
    param: ResponseOutparam,
    response: { readonly tag: "ok"; readonly val: OutgoingResponse } | { readonly tag: "err"; readonly val: ErrorCode },
  ): void {
    if (param.#isSet)
      throw new Misuse("wasi:http/types#response-outparam.set: expected one response, found a second one");
    param.#isSet = true;
    if (response.tag === "ok") param.#responder.respond(response.val);
    else param.#responder.fail(response.val);
  }

  /** @throws ComponentError HTTP-protocol-error outside of 100–199, internal-error when this one cannot be sent. */
  sendInformational(status: number, headers: Fields): void {
    if (status < 100 || status > 199) throw failedWith({ tag: "HTTP-protocol-error" });
    if (this.#responder.inform(status, headers)) return;
    throw failedWith({ tag: "internal-error", val: `informational responses of status ${status} are not supported` });
  }
}
