/** The `wasi:http` interfaces as imports of a component. */
import { httpErrorCode } from "./error-code.ts";
import { Fields } from "./fields.ts";
import { FutureTrailers, IncomingBody } from "./incoming-body.ts";
import { IncomingRequest } from "./incoming-request.ts";
import { FutureIncomingResponse, IncomingResponse } from "./incoming-response.ts";
import { OutgoingBody } from "./outgoing-body.ts";
import { type HttpTransport, NO_OUTGOING_HTTP, outgoingHandler } from "./outgoing-handler.ts";
import { OutgoingRequest } from "./outgoing-request.ts";
import { OutgoingResponse, ResponseOutparam } from "./outgoing-response.ts";
import { RequestOptions } from "./request-options.ts";

/** Serving is always there; without a transport every outgoing request is denied. */
export function httpInterfaces(transport?: HttpTransport) {
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
    "wasi:http/outgoing-handler": transport === undefined ? NO_OUTGOING_HTTP : outgoingHandler(transport),
  };
}
