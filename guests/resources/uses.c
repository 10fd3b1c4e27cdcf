// Uses a resource somebody else defines, a host or another component. The functions at the end break the rules on purpose.

#include <stdlib.h>

#include "uses.h"

#define EXPORT(function) exports_weft_resources_keeper_##function
#define COUNTERS(function) weft_resources_counters_##function
#define COUNTER(function) weft_resources_counters_counter_##function
typedef COUNTERS(own_counter_t) own_counter_t;
typedef COUNTERS(borrow_counter_t) borrow_counter_t;

static bool holding = false;
static own_counter_t kept;

static borrow_counter_t lend(own_counter_t counter) {
  return COUNTERS(borrow_counter)(counter);
}

own_counter_t EXPORT(make)(uint32_t start) {
  return COUNTERS(constructor_counter)(start);
}

void EXPORT(hold)(own_counter_t counter) {
  if (holding) COUNTER(drop_own)(kept);
  holding = true;
  kept = counter;
}

bool EXPORT(held)(uint32_t *ret) {
  if (holding) *ret = COUNTERS(method_counter_get)(lend(kept));
  return holding;
}

bool EXPORT(release)(own_counter_t *ret) {
  bool found = holding;
  if (found) *ret = kept;
  holding = false;
  return found;
}

uint32_t EXPORT(add)(borrow_counter_t counter, uint32_t n) {
  COUNTERS(method_counter_add)(counter, n);
  uint32_t count = COUNTERS(read)(counter);
  COUNTER(drop_borrow)(counter);
  return count;
}

own_counter_t EXPORT(merge)(own_counter_t into, borrow_counter_t other) {
  own_counter_t merged = COUNTERS(static_counter_merge)(into, other);
  COUNTER(drop_borrow)(other);
  return merged;
}

bool EXPORT(parse)(uses_string_t *text, own_counter_t *ret, uses_string_t *err) {
  bool ok = COUNTERS(static_counter_parse)(text, ret, err);
  uses_string_free(text);
  return ok;
}

static COUNTERS(list_own_counter_t) make_all(const uses_list_u32_t *starts) {
  COUNTERS(list_own_counter_t) sent = {malloc(starts->len * sizeof *sent.ptr), starts->len};
  for (size_t i = 0; i < starts->len; i++) sent.ptr[i] = COUNTERS(constructor_counter)(starts->ptr[i]);
  COUNTERS(list_own_counter_t) back;
  COUNTERS(pass_list)(&sent, &back);
  free(sent.ptr);
  return back;
}

static uint32_t total_of_lent(const COUNTERS(list_own_counter_t) *counters) {
  COUNTERS(list_borrow_counter_t) lent = {malloc(counters->len * sizeof *lent.ptr), counters->len};
  for (size_t i = 0; i < counters->len; i++) lent.ptr[i] = lend(counters->ptr[i]);
  uses_list_u32_t counts;
  COUNTERS(read_all)(&lent, &counts);
  uint32_t total = 0;
  for (size_t i = 0; i < counts.len; i++) total += counts.ptr[i];
  uses_list_u32_free(&counts);
  free(lent.ptr);
  return total;
}

uint32_t EXPORT(total_of)(uses_list_u32_t *starts) {
  COUNTERS(list_own_counter_t) counters = make_all(starts);
  uint32_t total = total_of_lent(&counters);
  for (size_t i = 0; i < counters.len; i++) COUNTER(drop_own)(counters.ptr[i]);
  free(counters.ptr);
  uses_list_u32_free(starts);
  return total;
}

void EXPORT(drop_twice)(own_counter_t counter) {
  COUNTER(drop_own)(counter);
  COUNTER(drop_own)(counter);
}

uint32_t EXPORT(use_after_drop)(own_counter_t counter) {
  COUNTER(drop_own)(counter);
  return COUNTERS(read)(lend(counter));
}

own_counter_t EXPORT(give_away_borrowed)(borrow_counter_t counter) {
  return (own_counter_t){counter.__handle};
}

void EXPORT(keep_borrow)(borrow_counter_t counter) {
  (void)counter;
}

uint32_t EXPORT(invent_handle)(void) {
  return COUNTERS(read)((borrow_counter_t){1234567});
}
