// Defines a resource: its representation is a pointer to a struct in this component's memory.

#include <stdlib.h>
#include <string.h>

#include "defines.h"

#define EXPORT(function) exports_weft_resources_counters_##function
typedef EXPORT(own_counter_t) own_counter_t;
typedef EXPORT(borrow_counter_t) borrow_counter_t;

struct exports_weft_resources_counters_counter_t {
  uint32_t count;
};

static uint32_t destructors_run = 0;

static own_counter_t make(uint32_t count) {
  EXPORT(counter_t) *rep = malloc(sizeof *rep);
  rep->count = count;
  return EXPORT(counter_new)(rep);
}

static void set_text(defines_string_t *text, const char *value) {
  text->len = strlen(value);
  text->ptr = malloc(text->len);
  memcpy(text->ptr, value, text->len);
}

static bool read_decimal(const defines_string_t *text, uint32_t *value) {
  *value = 0;
  for (size_t i = 0; i < text->len; i++) {
    unsigned digit = text->ptr[i] - '0';
    if (digit > 9) return false;
    *value = *value * 10 + digit;
  }
  return text->len > 0;
}

void EXPORT(counter_destructor)(EXPORT(counter_t) *rep) {
  destructors_run++;
  free(rep);
}

own_counter_t EXPORT(constructor_counter)(uint32_t start) {
  return make(start);
}

uint32_t EXPORT(method_counter_get)(borrow_counter_t self) {
  return self->count;
}

void EXPORT(method_counter_add)(borrow_counter_t self, uint32_t n) {
  self->count += n;
}

own_counter_t EXPORT(static_counter_merge)(own_counter_t into, borrow_counter_t other) {
  EXPORT(counter_rep)(into)->count += other->count;
  return into;
}

bool EXPORT(static_counter_parse)(defines_string_t *text, own_counter_t *ret, defines_string_t *err) {
  uint32_t value;
  bool ok = read_decimal(text, &value);
  if (ok) *ret = make(value);
  else set_text(err, text->len == 0 ? "no digits" : "not a decimal number");
  defines_string_free(text);
  return ok;
}

own_counter_t EXPORT(pass)(own_counter_t counter) {
  return counter;
}

void EXPORT(pass_list)(EXPORT(list_own_counter_t) *counters, EXPORT(list_own_counter_t) *ret) {
  *ret = *counters;
}

bool EXPORT(pass_option)(own_counter_t *maybe_counter, own_counter_t *ret) {
  if (maybe_counter == NULL) return false;
  *ret = *maybe_counter;
  return true;
}

uint32_t EXPORT(read)(borrow_counter_t counter) {
  return counter->count;
}

void EXPORT(read_all)(EXPORT(list_borrow_counter_t) *counters, defines_list_u32_t *ret) {
  ret->len = counters->len;
  ret->ptr = malloc(counters->len * sizeof *ret->ptr);
  for (size_t i = 0; i < counters->len; i++) ret->ptr[i] = counters->ptr[i]->count;
  EXPORT(list_borrow_counter_free)(counters);
}

void EXPORT(split)(borrow_counter_t counter, EXPORT(tuple2_own_counter_own_counter_t) *ret) {
  ret->f0 = make(counter->count / 2);
  ret->f1 = make(counter->count - counter->count / 2);
}

uint32_t EXPORT(dropped)(void) {
  return destructors_run;
}
