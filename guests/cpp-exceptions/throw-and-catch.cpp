// The part of the C++ runtime that throws and catches. Debian's libc++abi for wasm32 is built without exceptions, so a program
// that uses them brings its own: `__cxa_throw` throws the tag `__cpp_exception` with the exception object, a handler gets it back.
// Handlers are `catch (...)` only: choosing one by type would take libunwind's personality function.
#include <cstddef>
#include <cstdlib>

extern "C" {
void *__cxa_allocate_exception(size_t size) noexcept { return std::malloc(size); }
void __cxa_throw(void *object, void *, void (*)(void *)) { __builtin_wasm_throw(0, object); }
void *__cxa_begin_catch(void *object) noexcept { return object; }
void __cxa_end_catch() {}
}
