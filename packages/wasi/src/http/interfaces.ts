/** The `wasi:http` interfaces as imports of a component. */
import { httpErrorCode } from "./error-code.ts";
import { Fields } from "./fields.ts";
import { FutureTrailers, IncomingBody } from "./incoming-body.ts";
import { IncomingRequest } from "./incoming-request.ts";
import { FutureIncomingResponse, IncomingResponse } from "./incoming-response.ts";
import { OutgoingBody } from "./outgoing-body.ts";
import { type HttpTransport, NO_OUTGOING_HTTP, type OutgoingPolicy, outgoingHandler } from "./outgoing-handler.ts";
import { OutgoingRequest } from "./outgoing-request.ts";
import { OutgoingResponse, ResponseOutparam } from "./outgoing-response.ts";
import { RequestOptions } from "./request-options.ts";

/** How requests go out, and which. */
export interface OutgoingHttp {
  readonly transport: HttpTransport;
  readonly policy: OutgoingPolicy;
}

/** Serving is always there; without `outgoing` every request is denied. */
export function httpInterfaces(outgoing?: OutgoingHttp) {
  return {
    "wasi:http/types": {
      Fields,
      FutureIncomingResponse,
      FutureTrailers,
      IncomingBody,
      IncomingRequest,
      IncomingResponse,
      OutgoingBody,
      OutgoingRequest,
      OutgoingResponse,
      RequestOptions,
      ResponseOutparam,
      httpErrorCode,
    },
    "wasi:http/outgoing-handler":
      outgoing === undefined ? NO_OUTGOING_HTTP : outgoingHandler(outgoing.transport, outgoing.policy),
  };
}
