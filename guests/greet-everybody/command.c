// A command in C whose greetings come from another component: it greets each of its arguments, loudly, and fails where the
// greeter refuses. Composed with the greeters in JavaScript, a record, a list, an option, a variant and a result cross between two
// languages.
#include <stdlib.h>
#include <string.h>

#include "greet_everybody.h"

static void print_line(greet_everybody_string_t text) {
  wasi_io_streams_own_output_stream_t out = wasi_cli_stdout_get_stdout();
  greet_everybody_list_u8_t parts[] = {{text.ptr, text.len}, {(uint8_t *)"\n", 1}};
  for (size_t i = 0; i < 2; i++) {
    wasi_io_streams_stream_error_t failed;
    if (wasi_io_streams_method_output_stream_blocking_write_and_flush(wasi_io_streams_borrow_output_stream(out), &parts[i],
                                                                      &failed))
      continue;
    wasi_io_streams_stream_error_free(&failed);
  }
  wasi_io_streams_output_stream_drop_own(out);
}

static void greet_all(greet_everybody_list_string_t names) {
  greet_everybody_string_t tag;
  greet_everybody_string_set(&tag, "via C");
  weft_demo_greeter_person_t *people = calloc(names.len, sizeof *people);
  for (size_t i = 0; i < names.len; i++) {
    people[i].given_name = names.ptr[i];
    people[i].age.is_some = i % 2 == 1;
    people[i].age.val = (uint8_t)i;
    people[i].tags.ptr = &tag;
    people[i].tags.len = 1;
  }
  weft_demo_greeter_list_person_t list = {people, names.len};
  greet_everybody_list_string_t greetings;
  weft_demo_greeter_greet_all(&list, WEFT_DEMO_GREETER_TONE_LOUD, &greetings);
  for (size_t i = 0; i < greetings.len; i++) print_line(greetings.ptr[i]);
  greet_everybody_list_string_free(&greetings);
  free(people);
}

// The greeter refuses circles of a negative radius, and says why.
static bool is_refused(double radius) {
  weft_demo_greeter_shape_t shape = {.tag = WEFT_DEMO_GREETER_SHAPE_CIRCLE, .val = {.circle = radius}};
  double area;
  greet_everybody_string_t reason;
  if (weft_demo_greeter_area(&shape, &area, &reason)) return false;
  print_line(reason);
  greet_everybody_string_free(&reason);
  return true;
}

bool exports_wasi_cli_run_run(void) {
  greet_everybody_list_string_t arguments;
  wasi_cli_environment_get_arguments(&arguments);
  greet_everybody_list_string_t names = {arguments.ptr + 1, arguments.len - 1};
  if (arguments.len > 1) greet_all(names);
  bool ok = is_refused(-1) && !is_refused(1) && weft_demo_greeter_add(40, 2) == 42;
  greet_everybody_list_string_free(&arguments);
  return ok;
}
