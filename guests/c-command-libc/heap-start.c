// wasi-libc of 2022 asks `sbrk(0)` for the end of the memory when malloc is first called and takes everything from `__heap_base`
// up to there. The preview 1 adapter has grown the memory by then, for itself: both would use the same page. The linker knows
// where the memory ended when the module began; malloc's first question is answered with that.

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

#define PAGE_BYTES 65536

extern char __heap_end;

static void *end_of_memory(void) {
  return (void *)(__builtin_wasm_memory_size(0) * PAGE_BYTES);
}

static void *grow(size_t pages) {
  size_t before = __builtin_wasm_memory_grow(0, pages);
  if (before != SIZE_MAX) return (void *)(before * PAGE_BYTES);
  errno = ENOMEM;
  return (void *)-1;
}

// malloc asks for whole pages and never gives any back.
void *sbrk(intptr_t increment) {
  static bool asked = false;
  if (increment != 0) return grow((size_t)increment / PAGE_BYTES);
  void *end = asked ? end_of_memory() : &__heap_end;
  asked = true;
  return end;
}
