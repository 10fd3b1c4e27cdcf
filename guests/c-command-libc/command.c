// A command as most C programs are: main, stdio, malloc, exit, over wasi-libc and the preview 1 adapter.
//
//   prints its arguments, $GREETING and the lines of standard input, shortest first; what they measure goes to standard error.
//   `exit <n>` as its first arguments: exit(n) from inside a function, of which the adapter passes on only "zero or not".
//   Returns 1 when there are more lines than it can hold.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LINES 1024

static void leave(const char *code) {
  puts("leaving");
  exit(atoi(code));
}

static char *copy(const char *text) {
  char *made = malloc(strlen(text) + 1);
  return strcpy(made, text);
}

static size_t read_lines(char *lines[]) {
  char buffer[4096];
  size_t count = 0;
  while (count < MAX_LINES && fgets(buffer, sizeof buffer, stdin) != NULL) {
    buffer[strcspn(buffer, "\n")] = '\0';
    lines[count++] = copy(buffer);
  }
  return count;
}

static int by_length(const void *a, const void *b) {
  size_t left = strlen(*(char *const *)a), right = strlen(*(char *const *)b);
  return (left > right) - (left < right);
}

int main(int argc, char *argv[]) {
  for (int i = 1; i < argc; i++) printf("argument %d: %s\n", i, argv[i]);
  const char *greeting = getenv("GREETING");
  printf("greeting: %s\n", greeting == NULL ? "(none)" : greeting);
  if (argc > 2 && strcmp(argv[1], "exit") == 0) leave(argv[2]);

  static char *lines[MAX_LINES];
  size_t count = read_lines(lines);
  qsort(lines, count, sizeof lines[0], by_length);
  size_t characters = 0;
  for (size_t i = 0; i < count; i++) {
    characters += strlen(lines[i]);
    printf("%4zu %s\n", i + 1, lines[i]);
    free(lines[i]);
  }
  fprintf(stderr, "%zu lines, %.1f characters each\n", count, count == 0 ? 0 : (double)characters / count);
  return count == MAX_LINES;
}
