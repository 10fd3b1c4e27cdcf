/** `wasi:http/types#incoming-request`. Nothing of the head is converted before the guest asks for it. */
import { ComponentError } from "@weft/core";
import type { Fields } from "./fields.ts";
import { type BodySource, IncomingBody } from "./incoming-body.ts";
import { type Method, methodFromName, type Scheme } from "./method.ts";

/** A request as a server has it. */
export interface IncomingRequestSource {
  method(): string;
  pathWithQuery(): string | undefined;
  scheme(): Scheme | undefined;
  authority(): string | undefined;
  headers(): Fields;
  /** Called at most once. */
  body(): BodySource;
}

export class IncomingRequest {
  readonly #source: IncomingRequestSource;
  #consumed = false;

  constructor(source: IncomingRequestSource) {
    this.#source = source;
  }

  method(): Method {
    return methodFromName(this.#source.method());
  }

  pathWithQuery(): string | undefined {
    return this.#source.pathWithQuery();
  }

  scheme(): Scheme | undefined {
    return this.#source.scheme();
  }

  authority(): string | undefined {
    return this.#source.authority();
  }

  headers(): Fields {
    return this.#source.headers();
  }

  /** @throws ComponentError when called twice. */
  consume(): IncomingBody {
    if (this.#consumed) throw new ComponentError(undefined);
    this.#consumed = true;
    return new IncomingBody(this.#source.body());
  }
}
