"""A service in Python on the bare wasi:http: answers JSON about the request, echoes what is posted, fails where it is asked to."""

import json

from componentize_py_types import Err, Ok
from wit_world import exports
from wit_world.imports.streams import StreamError_Closed
from wit_world.imports.wasi_http_types import (
    Fields,
    IncomingRequest,
    Method_Post,
    OutgoingBody,
    OutgoingResponse,
    ResponseOutparam,
)

CHUNK_BYTES = 65536
calls = 0


def read_body(request: IncomingRequest) -> bytes:
    body = request.consume()
    parts = []
    with body.stream() as stream:
        while True:
            try:
                parts.append(stream.blocking_read(CHUNK_BYTES))
            except Err as error:
                if isinstance(error.value, StreamError_Closed):
                    return b"".join(parts)
                raise


def respond(out: ResponseOutparam, status: int, content_type: str, payload: bytes) -> None:
    response = OutgoingResponse(Fields.from_list([("content-type", content_type.encode())]))
    response.set_status_code(status)
    body = response.body()
    ResponseOutparam.set(out, Ok(response))
    with body.write() as stream:
        for at in range(0, len(payload), 4096):
            stream.blocking_write_and_flush(payload[at : at + 4096])
    OutgoingBody.finish(body, None)


class IncomingHandler(exports.IncomingHandler):
    def handle(self, request: IncomingRequest, response_out: ResponseOutparam) -> None:
        global calls
        calls += 1
        path = request.path_with_query() or "/"
        if path == "/fail":
            raise RuntimeError("as asked")
        if isinstance(request.method(), Method_Post):
            respond(response_out, 200, "application/octet-stream", read_body(request))
            return
        status = 200 if path == "/" else 404
        text = json.dumps({"path": path, "calls": calls}) + "\n"
        respond(response_out, status, "application/json", text.encode())
