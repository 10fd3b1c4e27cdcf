/** `wasi:http/types#outgoing-request`: a request in the making. Its parts are checked one by one; their fit, when it is sent. */
import { ComponentError } from "@weft/core";
import { BodyPipe } from "./body-pipe.ts";
import type { Fields } from "./fields.ts";
import type { Method, Scheme } from "./method.ts";
import { OutgoingBody } from "./outgoing-body.ts";
import { isAuthority, isPathWithQuery, isScheme, isToken } from "./syntax.ts";

export class OutgoingRequest {
  readonly #headers: Fields;
  #method: Method = { tag: "get" };
  #pathWithQuery: string | undefined;
  #scheme: Scheme | undefined;
  #authority: string | undefined;
  #pipe: BodyPipe | undefined;

  constructor(headers: Fields) {
    this.#headers = headers.freeze();
  }

  /** @throws ComponentError when called twice, or when the content-length cannot be understood. */
  body(): OutgoingBody {
    const declaredBytes = this.#headers.contentLength();
    if (this.#pipe !== undefined || declaredBytes === "invalid") throw new ComponentError(undefined);
    this.#pipe = new BodyPipe("request", declaredBytes);
    return new OutgoingBody(this.#pipe);
  }

  method(): Method {
    return this.#method;
  }

  /** @throws ComponentError when it is no token. */
  setMethod(method: Method): void {
    if (method.tag === "other" && !isToken(method.val)) throw new ComponentError(undefined);
    this.#method = method;
  }

  pathWithQuery(): string | undefined {
    return this.#pathWithQuery;
  }

  /** @throws ComponentError when it is no path from the root. */
  setPathWithQuery(pathWithQuery: string | undefined): void {
    if (pathWithQuery !== undefined && !isPathWithQuery(pathWithQuery)) throw new ComponentError(undefined);
    this.#pathWithQuery = pathWithQuery;
  }

  scheme(): Scheme | undefined {
    return this.#scheme;
  }

  /** @throws ComponentError when it is no URI scheme. */
  setScheme(scheme: Scheme | undefined): void {
    if (scheme?.tag === "other" && !isScheme(scheme.val)) throw new ComponentError(undefined);
    this.#scheme = scheme;
  }

  authority(): string | undefined {
    return this.#authority;
  }

  /** @throws ComponentError when it is no URI authority. */
  setAuthority(authority: string | undefined): void {
    if (authority !== undefined && !isAuthority(authority)) throw new ComponentError(undefined);
    this.#authority = authority;
  }

  headers(): Fields {
    return this.#headers;
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
