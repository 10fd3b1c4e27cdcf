// A command in C++ that throws, unwinds and catches. An odd argument is thrown out of `half`; with more than two of them the last
// exception is caught by nobody and leaves the component.
#include <cstdio>
#include <cstdlib>

static int refused;

struct Refusal {
  explicit Refusal(int number) { refused = number; }
};

struct Guard {
  ~Guard() { std::printf("unwound\n"); }
};

__attribute__((noinline)) static int half(int number) {
  Guard guard;
  if (number % 2 != 0) throw Refusal(number);
  return number / 2;
}

int main(int argc, char **argv) {
  int failures = 0;
  for (int i = 1; i < argc; i++) {
    try {
      std::printf("half of %s is %d\n", argv[i], half(std::atoi(argv[i])));
    } catch (...) {
      std::printf("refused %d\n", refused);
      failures++;
    }
  }
  std::fflush(stdout);
  if (failures > 2) half(1);
  return failures;
}
