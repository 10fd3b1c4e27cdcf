/** `wasi:http/types#incoming-response` and `#future-incoming-response`: the answer to a request the guest made. */
import { ComponentError } from "@weft/core";
import { Pollable } from "../io/pollable.ts";
import { type Readiness, Waiters } from "../io/readiness.ts";
import type { ErrorCode } from "./error-code.ts";
import type { Fields } from "./fields.ts";
import { type BodySource, IncomingBody } from "./incoming-body.ts";

/** A response as a client has it. */
export interface IncomingResponseSource {
  readonly status: number;
  headers(): Fields;
  body(): BodySource;
}

export class IncomingResponse {
  readonly #source: IncomingResponseSource;
  #body: BodySource | "consumed";

  constructor(source: IncomingResponseSource) {
    this.#source = source;
    this.#body = source.body();
  }

  status(): number {
    return this.#source.status;
  }

  headers(): Fields {
    return this.#source.headers();
  }

  /** @throws ComponentError when called twice. */
  consume(): IncomingBody {
    const body = this.#body;
    if (body === "consumed") throw new ComponentError(undefined);
    this.#body = "consumed";
    return new IncomingBody(body);
  }

  /** Without a reader the rest of the body is not wanted. */
  [Symbol.dispose](): void {
    if (this.#body !== "consumed") this.#body.close();
  }
}

type ResponseResult =
  | { readonly tag: "ok"; readonly val: IncomingResponse }
  | { readonly tag: "err"; readonly val: ErrorCode };

export class FutureIncomingResponse implements Readiness {
  readonly #cancel: () => void;
  readonly #waiters = new Waiters();
  #result: ResponseResult | "waiting" | "taken" | "dropped" = "waiting";

  /** `cancel` ends the exchange when the guest drops the future before it has taken the response. */
  constructor(cancel: () => void) {
    this.#cancel = cancel;
  }

  /** For hosts: the response head has come. */
  resolve(response: IncomingResponseSource): void {
    this.#settle({ tag: "ok", val: new IncomingResponse(response) });
  }

  /** For hosts: there will be no response. Later failures belong to the body. */
  reject(code: ErrorCode): void {
    this.#settle({ tag: "err", val: code });
  }

  subscribe(): Pollable {
    return new Pollable(this);
  }

  /** `undefined` = not yet; the outer `err` = already taken. */
  get(): { tag: "ok"; val: ResponseResult } | { tag: "err"; val: undefined } | undefined {
    const result = this.#result;
    if (result === "waiting") return undefined;
    if (typeof result === "string") return { tag: "err", val: undefined };
    this.#result = "taken";
    return { tag: "ok", val: result };
  }

  ready(): boolean {
    return this.#result !== "waiting";
  }

  onReady(wake: () => void): () => void {
    return this.#waiters.add(wake);
  }

  [Symbol.dispose](): void {
    if (this.#result !== "taken" && this.#result !== "dropped") this.#cancel();
    this.#result = "dropped";
  }

  #settle(result: ResponseResult): void {
    if (this.#result !== "waiting") return;
    this.#result = result;
    this.#waiters.wake();
  }
}
