// A command on wasi:cli alone: no preview 1 adapter. Its first argument says what to do.
//
//   (nothing)         prints "hello"
//   args …            prints every argument on a line of its own
//   env               prints the environment, NAME=value on a line
//   cat               copies standard input to standard output as it arrives
//   error <text>      prints the text on standard error and returns the error case of `run`
//   exit <n>          leaves with exit code n from the middle of the call
//   trap              executes `unreachable`
//   else              names the unknown word on standard error and leaves with 2

#include <stdlib.h>
#include <string.h>

#include "c_command.h"

#define CHUNK_BYTES 65536
#define MAX_WRITE_BYTES 4096  // of blocking-write-and-flush

static bool is(c_command_string_t text, const char *expected) {
  return text.len == strlen(expected) && memcmp(text.ptr, expected, text.len) == 0;
}

static bool write_bytes(wasi_io_streams_borrow_output_stream_t stream, const uint8_t *bytes, size_t length) {
  while (length > 0) {
    size_t step = length < MAX_WRITE_BYTES ? length : MAX_WRITE_BYTES;
    c_command_list_u8_t part = {(uint8_t *)bytes, step};
    wasi_io_streams_stream_error_t failed;
    if (!wasi_io_streams_method_output_stream_blocking_write_and_flush(stream, &part, &failed)) {
      wasi_io_streams_stream_error_free(&failed);
      return false;
    }
    bytes += step;
    length -= step;
  }
  return true;
}

static void write_line(wasi_io_streams_borrow_output_stream_t stream, const char *head, c_command_string_t tail) {
  size_t head_length = strlen(head);
  size_t length = head_length + tail.len + 1;
  uint8_t *line = malloc(length);
  memcpy(line, head, head_length);
  memcpy(line + head_length, tail.ptr, tail.len);
  line[length - 1] = '\n';
  write_bytes(stream, line, length);
  free(line);
}

static void print(const char *head, c_command_string_t tail) {
  wasi_io_streams_own_output_stream_t out = wasi_cli_stdout_get_stdout();
  write_line(wasi_io_streams_borrow_output_stream(out), head, tail);
  wasi_io_streams_output_stream_drop_own(out);
}

static void print_error(const char *head, c_command_string_t tail) {
  wasi_io_streams_own_output_stream_t out = wasi_cli_stderr_get_stderr();
  write_line(wasi_io_streams_borrow_output_stream(out), head, tail);
  wasi_io_streams_output_stream_drop_own(out);
}

static const c_command_string_t nothing = {NULL, 0};

static bool run_args(const c_command_list_string_t *arguments) {
  for (size_t i = 0; i < arguments->len; i++) print("", arguments->ptr[i]);
  return true;
}

static bool run_env(void) {
  c_command_list_tuple2_string_string_t variables;
  wasi_cli_environment_get_environment(&variables);
  for (size_t i = 0; i < variables.len; i++) {
    c_command_string_t name = variables.ptr[i].f0;
    char *head = malloc(name.len + 2);
    memcpy(head, name.ptr, name.len);
    memcpy(head + name.len, "=", 2);
    print(head, variables.ptr[i].f1);
    free(head);
  }
  c_command_list_tuple2_string_string_free(&variables);
  return true;
}

static bool run_cat(void) {
  wasi_io_streams_own_input_stream_t in = wasi_cli_stdin_get_stdin();
  wasi_io_streams_own_output_stream_t out = wasi_cli_stdout_get_stdout();
  bool open = true;
  while (open) {
    c_command_list_u8_t part;
    wasi_io_streams_stream_error_t ended;
    open = wasi_io_streams_method_input_stream_blocking_read(wasi_io_streams_borrow_input_stream(in), CHUNK_BYTES,
                                                             &part, &ended);
    if (open) {
      open = write_bytes(wasi_io_streams_borrow_output_stream(out), part.ptr, part.len);
      c_command_list_u8_free(&part);
    } else {
      wasi_io_streams_stream_error_free(&ended);
    }
  }
  wasi_io_streams_output_stream_drop_own(out);
  wasi_io_streams_input_stream_drop_own(in);
  return true;
}

static bool run_exit(c_command_string_t code) {
  unsigned value = 0;
  for (size_t i = 0; i < code.len; i++) value = value * 10 + (code.ptr[i] - '0');
  wasi_cli_exit_exit_with_code((uint8_t)value);
  return true;
}

// Kept a function of its own, so that its name shows in the frames of the trap.
__attribute__((noinline)) static bool run_trap(void) {
  __builtin_trap();
}

static bool run_unknown(c_command_string_t word) {
  print_error("c-command: unknown word ", word);
  wasi_cli_exit_exit_with_code(2);
  return false;
}

static bool run(const c_command_list_string_t *arguments) {
  if (arguments->len < 2) {
    print("hello", nothing);
    return true;
  }
  c_command_string_t word = arguments->ptr[1];
  c_command_string_t operand = arguments->len > 2 ? arguments->ptr[2] : nothing;
  if (is(word, "args")) return run_args(arguments);
  if (is(word, "env")) return run_env();
  if (is(word, "cat")) return run_cat();
  if (is(word, "exit")) return run_exit(operand);
  if (is(word, "trap")) return run_trap();
  if (!is(word, "error")) return run_unknown(word);
  print_error("", operand);
  return false;
}

bool exports_wasi_cli_run_run(void) {
  c_command_list_string_t arguments;
  wasi_cli_environment_get_arguments(&arguments);
  bool ok = run(&arguments);
  c_command_list_string_free(&arguments);
  return ok;
}
