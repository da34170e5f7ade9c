#include "memory.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POLYSEME_SANITIZED 1
// Memory that lives as long as the program counts as lost.
const char *__asan_default_options(void) { return "detect_leaks=0"; }
#elif __has_feature(thread_sanitizer)
#define POLYSEME_SANITIZED 1
#endif
#endif

// The GNU C library lets a program have its own allocator, and keeps the names of the one that is hidden by that. Elsewhere the
// system's way of ending stays.
#if defined(__linux__) && !defined(POLYSEME_SANITIZED)
#include <features.h>
#if defined(__GLIBC__)
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

// Everything here does without memory. Of several threads one speaks.
static _Noreturn void end(size_t count) {
  static atomic_flag has_begun = ATOMIC_FLAG_INIT;
  while (atomic_flag_test_and_set(&has_begun)) pause();
  char number[24];
  char *digit = number + sizeof number;
  do *--digit = (char)('0' + count % 10);
  while (count /= 10);
  char line[160] = "polyseme: no memory is left (";
  char *place = line + strlen(line);
  size_t digits = (size_t)(number + sizeof number - digit);
  memcpy(place, digit, digits);
  strcpy(place + digits, " bytes more were needed): close other programs, or raise the limit (ulimit -v)\n");
  ssize_t written = write(STDERR_FILENO, line, strlen(line));
  (void)written;
  _exit(EX_OSERR);
}

static void *checked(void *memory, size_t count) {
  if (!memory && count) end(count);
  return memory;
}

void *malloc(size_t count) { return checked(__libc_malloc(count), count); }

void *calloc(size_t count, size_t size) {
  // A product that overflows is an error of whoever asks, who is told by NULL.
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  return checked(__libc_calloc(count, size), bytes);
}

void *realloc(void *memory, size_t count) { return checked(__libc_realloc(memory, count), count); }

void free(void *memory) { __libc_free(memory); }

void *memalign(size_t alignment, size_t count) {
  return checked(__libc_memalign(alignment, count), count);
}

void *aligned_alloc(size_t alignment, size_t count) { return memalign(alignment, count); }

int posix_memalign(void **memory, size_t alignment, size_t count) {
  if (alignment % sizeof(void *) || (alignment & (alignment - 1)) || !alignment) return EINVAL;
  *memory = memalign(alignment, count);
  return 0;
}
#endif
#endif
