#define _GNU_SOURCE
#include "mapping.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// A list that only grows, so that a handler can walk along it at any time. What is released is used again.
struct polyseme_mapping {
  // 0 for one that is not in use.
  _Atomic uintptr_t start;
  _Atomic uintptr_t end;
  atomic_int is_damaged;
  struct polyseme_mapping *next;
};

static _Atomic(polyseme_mapping *) first;
static pthread_mutex_t changing = PTHREAD_MUTEX_INITIALIZER;
static struct sigaction before;
static uintptr_t page;

// Puts zeros where the bytes are gone, so that the program comes to where it asks whether they are all there.
static int fill(uintptr_t address) {
  for (polyseme_mapping *mapping = atomic_load(&first); mapping; mapping = mapping->next) {
    uintptr_t start = atomic_load(&mapping->start), end = atomic_load(&mapping->end);
    if (start == 0 || address < start || address >= end) continue;
    uintptr_t from = address / page * page;
    void *zeros = mmap(
        (void *)from, end - from, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (zeros == MAP_FAILED) return 0;
    atomic_store(&mapping->is_damaged, 1);
    return 1;
  }
  return 0;
}

static void handle(int number, siginfo_t *info, void *context) {
  (void)context;
  int error = errno;
  // Another's fault ends the program as it would have done, at the same place.
  if (!fill((uintptr_t)info->si_addr)) sigaction(number, &before, NULL);
  errno = error;
}

static void install(void) {
  page = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &before);
}

polyseme_mapping *polyseme_guard_mapping(const void *start, size_t count) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
  pthread_mutex_lock(&changing);
  polyseme_mapping *mapping = atomic_load(&first);
  while (mapping && atomic_load(&mapping->start) != 0) mapping = mapping->next;
  if (!mapping && (mapping = calloc(1, sizeof *mapping))) {
    mapping->next = atomic_load(&first);
    atomic_store(&first, mapping);
  }
  if (mapping) {
    atomic_store(&mapping->is_damaged, 0);
    atomic_store(&mapping->end, (uintptr_t)start + count);
    atomic_store(&mapping->start, (uintptr_t)start);
  }
  pthread_mutex_unlock(&changing);
  return mapping;
}

int polyseme_is_mapping_damaged(const polyseme_mapping *mapping) {
  return mapping && atomic_load(&mapping->is_damaged);
}

void polyseme_release_mapping(polyseme_mapping *mapping) {
  if (mapping) atomic_store(&mapping->start, 0);
}
