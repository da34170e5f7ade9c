#define _GNU_SOURCE
#include "CKernels.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

struct polyseme_pool {
  size_t threads;
  pthread_t *handles;
  pthread_mutex_t lock;
  pthread_cond_t wake;
  atomic_size_t asleep;  // changes under the lock
  atomic_flag busy;
  atomic_size_t order;     // counts the calls; a change is the signal to start
  atomic_size_t finished;
  atomic_size_t arrived, phase;
  atomic_bool stop;
  void (*work)(void *, size_t);
  void *context;
};

struct start { polyseme_pool *pool; size_t thread; int processor; };

// How often a thread looks for work, or for the others, before it sleeps: for 25 to 90 microseconds.
enum { looks = 2000 };

static inline void pause_a_little(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// Sleeps when it has looked long enough: the processor may be wanted by others, and one that yields it instead may wait for as long
// as they like, while one that is woken comes first.
static void wait_while(polyseme_pool *pool, atomic_size_t *value, size_t old) {
  for (size_t turn = 0; turn < looks; turn++) {
    if (atomic_load_explicit(value, memory_order_acquire) != old) return;
    pause_a_little();
  }
  pthread_mutex_lock(&pool->lock);
  atomic_fetch_add(&pool->asleep, 1);
  while (atomic_load(value) == old) pthread_cond_wait(&pool->wake, &pool->lock);
  atomic_fetch_sub(&pool->asleep, 1);
  pthread_mutex_unlock(&pool->lock);
}

// After what others wait for has changed. In one order with their own counting, so either they see the change or this sees them.
static void wake(polyseme_pool *pool) {
  if (atomic_load(&pool->asleep) == 0) return;
  pthread_mutex_lock(&pool->lock);
  pthread_cond_broadcast(&pool->wake);
  pthread_mutex_unlock(&pool->lock);
}

#if defined(__linux__)
static int processor_now(void) { return sched_getcpu(); }

// Goes once to a processor of its own, counted from the one that its maker was on, and may leave it at any time. A new thread is
// often put beside its maker, where for some milliseconds each would wait while the other runs.
static void spread_out(int processor, size_t thread) {
  cpu_set_t all, one;
  if (processor < 0 || sched_getaffinity(0, sizeof all, &all) != 0) return;
  size_t steps = thread % (size_t)CPU_COUNT(&all);
  while (steps > 0) {
    processor = (processor + 1) % CPU_SETSIZE;
    if (CPU_ISSET(processor, &all)) steps--;
  }
  CPU_ZERO(&one);
  CPU_SET(processor, &one);
  if (sched_setaffinity(0, sizeof one, &one) == 0) sched_setaffinity(0, sizeof all, &all);
}
#else
static int processor_now(void) { return -1; }
static void spread_out(int processor, size_t thread) { (void)processor, (void)thread; }
#endif

static void *serve(void *argument) {
  struct start start = *(struct start *)argument;
  free(argument);
  spread_out(start.processor, start.thread);
  polyseme_pool *pool = start.pool;
  size_t seen = 0;
  for (;;) {
    wait_while(pool, &pool->order, seen);
    seen++;
    if (atomic_load(&pool->stop)) return NULL;
    pool->work(pool->context, start.thread);
    atomic_fetch_add(&pool->finished, 1);
    wake(pool);
  }
}

static void signal_start(polyseme_pool *pool) {
  atomic_fetch_add(&pool->order, 1);
  wake(pool);
}

size_t polyseme_processors(void) {
#if defined(__linux__)
  cpu_set_t all;
  if (sched_getaffinity(0, sizeof all, &all) == 0) return (size_t)CPU_COUNT(&all);
#endif
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (size_t)online : 1;
}

polyseme_pool *polyseme_pool_create(size_t threads) {
  polyseme_pool *pool = calloc(1, sizeof *pool);
  if (!pool) return NULL;
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->wake, NULL);
  atomic_flag_clear(&pool->busy);
  pool->handles = calloc(threads ? threads : 1, sizeof *pool->handles);
  pool->threads = 1;
  while (pool->handles && pool->threads < threads) {
    struct start *start = malloc(sizeof *start);
    if (!start) break;
    *start = (struct start){pool, pool->threads, processor_now()};
    if (pthread_create(&pool->handles[pool->threads], NULL, serve, start) != 0) {
      free(start);
      break;
    }
    pool->threads++;
  }
  return pool;
}

void polyseme_pool_destroy(polyseme_pool *pool) {
  if (!pool) return;
  atomic_store(&pool->stop, true);
  signal_start(pool);
  for (size_t i = 1; i < pool->threads; i++) pthread_join(pool->handles[i], NULL);
  pthread_cond_destroy(&pool->wake);
  pthread_mutex_destroy(&pool->lock);
  free(pool->handles);
  free(pool);
}

size_t polyseme_pool_threads(const polyseme_pool *pool) { return pool->threads; }

bool polyseme_pool_run(polyseme_pool *pool, void (*work)(void *, size_t), void *context) {
  if (atomic_flag_test_and_set_explicit(&pool->busy, memory_order_acquire)) return false;
  pool->work = work;
  pool->context = context;
  atomic_store(&pool->finished, 0);
  if (pool->threads > 1) signal_start(pool);
  work(context, 0);
  for (size_t done; (done = atomic_load_explicit(&pool->finished, memory_order_acquire)) < pool->threads - 1;)
    wait_while(pool, &pool->finished, done);
  atomic_flag_clear_explicit(&pool->busy, memory_order_release);
  return true;
}

void polyseme_pool_meet(polyseme_pool *pool) {
  size_t phase = atomic_load_explicit(&pool->phase, memory_order_relaxed);
  if (atomic_fetch_add_explicit(&pool->arrived, 1, memory_order_acq_rel) + 1 == pool->threads) {
    atomic_store_explicit(&pool->arrived, 0, memory_order_relaxed);
    atomic_store(&pool->phase, phase + 1);
    wake(pool);
  } else {
    wait_while(pool, &pool->phase, phase);
  }
}
