// A lean HTTP service on wasi:http alone: no preview 1 adapter, nothing imported that it does not call.
//
//   GET  /         "hello"
//   POST /echo     the request's body, sent back as it arrives
//   GET  /headers  the request's headers, one a line
//   GET  /count    how many times this instance was asked (1 whenever the instance is fresh)
//   GET  /trap     executes `unreachable`
//   else           404

#include <stddef.h>
#include <string.h>

#include "c_http.h"

#define CHUNK_BYTES 65536

typedef struct {
  wasi_http_types_own_outgoing_body_t body;
  wasi_io_streams_own_output_stream_t stream;
} reply_t;

static bool is(const c_http_string_t *text, const char *expected) {
  return text->len == strlen(expected) && memcmp(text->ptr, expected, text->len) == 0;
}

// Sends the head; what is written to the reply's stream afterwards is the body.
static reply_t reply_begin(wasi_http_types_own_response_outparam_t out, uint16_t status, const char *type) {
  wasi_http_types_own_fields_t headers = wasi_http_types_constructor_fields();
  c_http_string_t name = {(uint8_t *)"content-type", 12};
  wasi_http_types_field_value_t value = {(uint8_t *)type, strlen(type)};
  wasi_http_types_header_error_t refused;
  wasi_http_types_method_fields_append(wasi_http_types_borrow_fields(headers), &name, &value, &refused);

  wasi_http_types_own_outgoing_response_t response = wasi_http_types_constructor_outgoing_response(headers);
  wasi_http_types_borrow_outgoing_response_t borrowed = wasi_http_types_borrow_outgoing_response(response);
  wasi_http_types_method_outgoing_response_set_status_code(borrowed, status);
  reply_t reply;
  wasi_http_types_method_outgoing_response_body(borrowed, &reply.body);
  wasi_http_types_method_outgoing_body_write(wasi_http_types_borrow_outgoing_body(reply.body), &reply.stream);

  wasi_http_types_result_own_outgoing_response_error_code_t result = {.is_err = false, .val.ok = response};
  wasi_http_types_static_response_outparam_set(out, &result);
  return reply;
}

static void reply_end(reply_t reply) {
  wasi_io_streams_output_stream_drop_own(reply.stream);
  wasi_http_types_error_code_t failed;
  if (!wasi_http_types_static_outgoing_body_finish(reply.body, NULL, &failed)) wasi_http_types_error_code_free(&failed);
}

// Waits until the stream takes at least a byte; 0 when it has failed or was closed.
static uint64_t wait_for_room(wasi_io_streams_borrow_output_stream_t stream) {
  wasi_io_streams_stream_error_t failed;
  for (;;) {
    uint64_t room;
    if (!wasi_io_streams_method_output_stream_check_write(stream, &room, &failed)) {
      wasi_io_streams_stream_error_free(&failed);
      return 0;
    }
    if (room > 0) return room;
    wasi_io_poll_own_pollable_t ready = wasi_io_streams_method_output_stream_subscribe(stream);
    wasi_io_poll_method_pollable_block(wasi_io_poll_borrow_pollable(ready));
    wasi_io_poll_pollable_drop_own(ready);
  }
}

static bool reply_write(reply_t reply, const uint8_t *bytes, size_t length) {
  wasi_io_streams_borrow_output_stream_t stream = wasi_io_streams_borrow_output_stream(reply.stream);
  while (length > 0) {
    uint64_t room = wait_for_room(stream);
    if (room == 0) return false;
    size_t step = room < length ? (size_t)room : length;
    c_http_list_u8_t part = {(uint8_t *)bytes, step};
    wasi_io_streams_stream_error_t failed;
    if (!wasi_io_streams_method_output_stream_write(stream, &part, &failed)) {
      wasi_io_streams_stream_error_free(&failed);
      return false;
    }
    bytes += step;
    length -= step;
  }
  return true;
}

static void reply_text(wasi_http_types_own_response_outparam_t out, uint16_t status, const char *text) {
  reply_t reply = reply_begin(out, status, "text/plain; charset=utf-8");
  reply_write(reply, (const uint8_t *)text, strlen(text));
  reply_end(reply);
}

static void copy_body(wasi_io_streams_borrow_input_stream_t input, reply_t reply) {
  for (;;) {
    c_http_list_u8_t part;
    wasi_io_streams_stream_error_t ended;
    if (!wasi_io_streams_method_input_stream_blocking_read(input, CHUNK_BYTES, &part, &ended)) {
      wasi_io_streams_stream_error_free(&ended);
      return;
    }
    bool sent = reply_write(reply, part.ptr, part.len);
    c_http_list_u8_free(&part);
    if (!sent) return;
  }
}

static void serve_echo(wasi_http_types_borrow_incoming_request_t request, wasi_http_types_own_response_outparam_t out) {
  wasi_http_types_own_incoming_body_t body;
  wasi_io_streams_own_input_stream_t input;
  wasi_http_types_method_incoming_request_consume(request, &body);
  wasi_http_types_method_incoming_body_stream(wasi_http_types_borrow_incoming_body(body), &input);

  reply_t reply = reply_begin(out, 200, "application/octet-stream");
  copy_body(wasi_io_streams_borrow_input_stream(input), reply);
  reply_end(reply);

  wasi_io_streams_input_stream_drop_own(input);
  wasi_http_types_incoming_body_drop_own(body);
}

static void serve_headers(wasi_http_types_borrow_incoming_request_t request,
                          wasi_http_types_own_response_outparam_t out) {
  wasi_http_types_own_fields_t headers = wasi_http_types_method_incoming_request_headers(request);
  wasi_http_types_list_tuple2_field_name_field_value_t entries;
  wasi_http_types_method_fields_entries(wasi_http_types_borrow_fields(headers), &entries);

  reply_t reply = reply_begin(out, 200, "text/plain; charset=utf-8");
  for (size_t i = 0; i < entries.len; i++) {
    reply_write(reply, entries.ptr[i].f0.ptr, entries.ptr[i].f0.len);
    reply_write(reply, (const uint8_t *)": ", 2);
    reply_write(reply, entries.ptr[i].f1.ptr, entries.ptr[i].f1.len);
    reply_write(reply, (const uint8_t *)"\n", 1);
  }
  reply_end(reply);

  wasi_http_types_list_tuple2_field_name_field_value_free(&entries);
  wasi_http_types_fields_drop_own(headers);
}

static void serve_count(wasi_http_types_own_response_outparam_t out) {
  static unsigned count = 0;
  char text[12];
  char *digit = text + sizeof text;
  *--digit = '\0';
  *--digit = '\n';
  unsigned rest = ++count;
  do *--digit = '0' + rest % 10;
  while (rest /= 10);
  reply_text(out, 200, digit);
}

// Kept a function of its own, so that its name shows in the frames of the trap.
__attribute__((noinline)) static void serve_trap(void) {
  __builtin_trap();
}

static void serve(wasi_http_types_borrow_incoming_request_t request, const wasi_http_types_method_t *method,
                  const c_http_string_t *path, wasi_http_types_own_response_outparam_t out) {
  bool get = method->tag == WASI_HTTP_TYPES_METHOD_GET;
  bool post = method->tag == WASI_HTTP_TYPES_METHOD_POST;
  if (get && is(path, "/")) return reply_text(out, 200, "hello\n");
  if (post && is(path, "/echo")) return serve_echo(request, out);
  if (get && is(path, "/headers")) return serve_headers(request, out);
  if (get && is(path, "/count")) return serve_count(out);
  if (get && is(path, "/trap")) serve_trap();
  reply_text(out, 404, "no such route\n");
}

void exports_wasi_http_incoming_handler_handle(exports_wasi_http_incoming_handler_own_incoming_request_t request,
                                               exports_wasi_http_incoming_handler_own_response_outparam_t out) {
  wasi_http_types_borrow_incoming_request_t borrowed = wasi_http_types_borrow_incoming_request(request);
  wasi_http_types_method_t method;
  c_http_string_t path = {NULL, 0};
  wasi_http_types_method_incoming_request_method(borrowed, &method);
  bool has_path = wasi_http_types_method_incoming_request_path_with_query(borrowed, &path);
  serve(borrowed, &method, &path, out);
  if (has_path) c_http_string_free(&path);
  wasi_http_types_method_free(&method);
  wasi_http_types_incoming_request_drop_own(request);
}
