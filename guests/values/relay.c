// Asks the imported functions, returns what they answer, and frees what it was given.
// The types of the imported and the exported interface have the same layout and different names, hence the casts.

#include "functions.h"

#define VALUE(function, type) \
  type EXPORT(function)(type x) { return IMPORT(function)(x); }
#define FLAT(function, stem) \
  void EXPORT(function)(STRUCT(stem) * x, STRUCT(stem) * ret) { IMPORT(function)((void *)x, (void *)ret); }
#define HEAP(function, stem)                                      \
  void EXPORT(function)(STRUCT(stem) * x, STRUCT(stem) * ret) { \
    IMPORT(function)((void *)x, (void *)ret);                     \
    FREE(stem)(x);                                                \
  }
#include "functions.def"

void EXPORT(nothing)(void) { IMPORT(nothing)(); }

void EXPORT(sixteen_params)(uint8_t a, uint8_t b, uint8_t c, uint8_t d, uint8_t e, uint8_t f, uint8_t g, uint8_t h,
                            uint8_t i, uint8_t j, uint8_t k, uint8_t l, uint8_t m, uint8_t n, uint8_t o, uint8_t p,
                            values_list_u8_t *ret) {
  IMPORT(sixteen_params)(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ret);
}

void EXPORT(seventeen_params)(uint8_t a, uint8_t b, uint8_t c, uint8_t d, uint8_t e, uint8_t f, uint8_t g, uint8_t h,
                              uint8_t i, uint8_t j, uint8_t k, uint8_t l, uint8_t m, uint8_t n, uint8_t o, uint8_t p,
                              values_string_t *q, values_tuple2_list_u8_string_t *ret) {
  IMPORT(seventeen_params)(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, ret);
  values_string_free(q);
}

void EXPORT(reverse)(values_list_string_t *x, values_list_string_t *ret) {
  IMPORT(reverse)(x, ret);
  values_list_string_free(x);
}

void EXPORT(swap)(values_tuple2_string_u32_t *x, values_tuple2_u32_string_t *ret) {
  IMPORT(swap)(x, ret);
  values_tuple2_string_u32_free(x);
}

uint64_t EXPORT(total)(values_list_u64_t *x) {
  uint64_t sum = IMPORT(total)(x);
  values_list_u64_free(x);
  return sum;
}

OWN(color_t) EXPORT(next_color)(OWN(color_t) x) { return IMPORT(next_color)(x); }

OWN(thirty_two_t) EXPORT(invert)(OWN(thirty_two_t) x) { return IMPORT(invert)(x); }
