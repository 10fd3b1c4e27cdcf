// As little work as there can be behind each call, so that the call is what is measured.

#include <stdlib.h>
#include <string.h>

#include "component.h"

#define EXPORT(function) exports_weft_bench_calls_##function

uint32_t EXPORT(add)(uint32_t a, uint32_t b) {
  return a + b;
}

void EXPORT(echo_text)(component_string_t *text, component_string_t *ret) {
  *ret = *text;
}

void EXPORT(echo_orders)(EXPORT(list_order_t) *orders, EXPORT(list_order_t) *ret) {
  *ret = *orders;
}

void EXPORT(echo_bytes)(component_list_u8_t *bytes, component_list_u8_t *ret) {
  *ret = *bytes;
}

static bool refuse(component_string_t *err, const char *why) {
  err->len = strlen(why);
  err->ptr = malloc(err->len);
  memcpy(err->ptr, why, err->len);
  return false;
}

static bool root_of(int64_t number, uint32_t *ret, component_string_t *err) {
  if (number < 0) return refuse(err, "a negative number has no root");
  *ret = (uint32_t)__builtin_sqrt((double)number);
  return true;
}

static bool answer(const EXPORT(question_t) *question, uint32_t *ret, component_string_t *err) {
  switch (question->tag) {
    case EXPORTS_WEFT_BENCH_CALLS_QUESTION_ROOT_OF:
      return root_of(question->val.root_of, ret, err);
    case EXPORTS_WEFT_BENCH_CALLS_QUESTION_LENGTH_OF:
      *ret = question->val.length_of.len;
      return true;
    case EXPORTS_WEFT_BENCH_CALLS_QUESTION_HALF_OF:
      *ret = (uint32_t)(question->val.half_of / 2);
      return true;
    default:
      return refuse(err, "nothing was asked");
  }
}

bool EXPORT(ask)(EXPORT(question_t) *question, uint32_t *ret, component_string_t *err) {
  bool ok = answer(question, ret, err);
  EXPORT(question_free)(question);
  return ok;
}
