// Implements the functions: what was received is handed back, and freed by the generated post-return.

#include <stdlib.h>
#include <string.h>

#include "functions.h"

#define VALUE(function, type) \
  type EXPORT(function)(type x) { return x; }
#define FLAT(function, stem) \
  void EXPORT(function)(STRUCT(stem) * x, STRUCT(stem) * ret) { *ret = *x; }
#define HEAP FLAT
#include "functions.def"

void EXPORT(nothing)(void) {}

static values_list_u8_t list_of(const uint8_t bytes[16]) {
  values_list_u8_t list = {malloc(16), 16};
  memcpy(list.ptr, bytes, 16);
  return list;
}

void EXPORT(sixteen_params)(uint8_t a, uint8_t b, uint8_t c, uint8_t d, uint8_t e, uint8_t f, uint8_t g, uint8_t h,
                            uint8_t i, uint8_t j, uint8_t k, uint8_t l, uint8_t m, uint8_t n, uint8_t o, uint8_t p,
                            values_list_u8_t *ret) {
  *ret = list_of((uint8_t[]){a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p});
}

void EXPORT(seventeen_params)(uint8_t a, uint8_t b, uint8_t c, uint8_t d, uint8_t e, uint8_t f, uint8_t g, uint8_t h,
                              uint8_t i, uint8_t j, uint8_t k, uint8_t l, uint8_t m, uint8_t n, uint8_t o, uint8_t p,
                              values_string_t *q, values_tuple2_list_u8_string_t *ret) {
  ret->f0 = list_of((uint8_t[]){a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p});
  ret->f1 = *q;
}

void EXPORT(reverse)(values_list_string_t *x, values_list_string_t *ret) {
  for (size_t left = 0, right = x->len; left + 1 < right; left++, right--) {
    values_string_t text = x->ptr[left];
    x->ptr[left] = x->ptr[right - 1];
    x->ptr[right - 1] = text;
  }
  *ret = *x;
}

void EXPORT(swap)(values_tuple2_string_u32_t *x, values_tuple2_u32_string_t *ret) {
  ret->f0 = x->f1;
  ret->f1 = x->f0;
}

uint64_t EXPORT(total)(values_list_u64_t *x) {
  uint64_t sum = 0;
  for (size_t i = 0; i < x->len; i++) sum += x->ptr[i];
  values_list_u64_free(x);
  return sum;
}

OWN(color_t) EXPORT(next_color)(OWN(color_t) x) {
  return x == WEFT_VALUES_TYPES_COLOR_BLUE ? WEFT_VALUES_TYPES_COLOR_RED : x + 1;
}

OWN(thirty_two_t) EXPORT(invert)(OWN(thirty_two_t) x) {
  return ~x;
}
