#include "CMachine.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

double machine_thread_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

// Sixteen sums keep two pipes busy through a latency of up to eight cycles. The empty assembly makes each step depend
// on values the compiler cannot see, so that no step is dropped or merged.
#define SUMS 16
#define PEAK_LOOP(type, zero, value, step)                                     \
  type sum[SUMS], a = value, b = value;                                        \
  for (int i = 0; i < SUMS; i++) sum[i] = zero;                                \
  for (long n = 0; n < steps; n++) {                                           \
    __asm__ volatile("" : REGISTER(a), REGISTER(b));                           \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < SUMS; i++)          \
        sum[i] = step;                                                         \
  }                                                                            \
  for (int i = 0; i < SUMS; i++) __asm__ volatile("" : REGISTER(sum[i]));

typedef void peak_loop(long steps);
struct peak {
  peak_loop *loop;
  int operations;  // of one instruction
};

#if defined(__x86_64__)
#define REGISTER(x) "+v"(x)
#define TARGET(features) __attribute__((target(features), noinline)) static

TARGET("avx512f") void float32_512(long steps) {
  PEAK_LOOP(__m512, _mm512_setzero_ps(), _mm512_set1_ps(1), _mm512_fmadd_ps(a, b, sum[i]))
}
TARGET("avx512f,avx512bf16") void bfloat16_512(long steps) {
  PEAK_LOOP(__m512, _mm512_setzero_ps(), _mm512_setzero_ps(),
            _mm512_dpbf16_ps(sum[i], (__m512bh)a, (__m512bh)b))
}
TARGET("avx512f,avx512fp16") void float16_512(long steps) {
  PEAK_LOOP(__m512h, _mm512_setzero_ph(), _mm512_set1_ph(1), _mm512_fmadd_ph(a, b, sum[i]))
}
TARGET("avx512f,avx512vnni") void int8_512(long steps) {
  PEAK_LOOP(__m512i, _mm512_setzero_si512(), _mm512_set1_epi8(1), _mm512_dpbusd_epi32(sum[i], a, b))
}
#undef REGISTER
#define REGISTER(x) "+x"(x)
// An AVX2 processor has sixteen registers: twelve sums leave room for the operands.
#undef SUMS
#define SUMS 12
TARGET("avx2,fma") void float32_256(long steps) {
  PEAK_LOOP(__m256, _mm256_setzero_ps(), _mm256_set1_ps(1), _mm256_fmadd_ps(a, b, sum[i]))
}
TARGET("avx2,avxvnni") void int8_256(long steps) {
  PEAK_LOOP(__m256i, _mm256_setzero_si256(), _mm256_set1_epi8(1), _mm256_dpbusd_avx_epi32(sum[i], a, b))
}

static struct peak widest(enum machine_arithmetic arithmetic, int *sums) {
  __builtin_cpu_init();
  *sums = 16;
  switch (arithmetic) {
  case machine_float32:
    if (__builtin_cpu_supports("avx512f")) return (struct peak){float32_512, 32};
    *sums = 12;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return (struct peak){float32_256, 16};
    break;
  case machine_bfloat16:
    if (__builtin_cpu_supports("avx512bf16")) return (struct peak){bfloat16_512, 64};
    break;
  case machine_float16:
    if (__builtin_cpu_supports("avx512fp16")) return (struct peak){float16_512, 64};
    // Elsewhere the weights alone are in half precision.
    return widest(machine_float32, sums);
  case machine_int8:
    if (__builtin_cpu_supports("avx512vnni")) return (struct peak){int8_512, 128};
    *sums = 12;
    if (__builtin_cpu_supports("avxvnni")) return (struct peak){int8_256, 64};
    break;
  }
  return (struct peak){NULL, 0};
}

#elif defined(__aarch64__)
#define REGISTER(x) "+w"(x)
static void float32_128(long steps) {
  PEAK_LOOP(float32x4_t, vdupq_n_f32(0), vdupq_n_f32(1), vfmaq_f32(sum[i], a, b))
}
#if defined(__ARM_FEATURE_FP16_VECTOR_ARITHMETIC)
static void float16_128(long steps) {
  PEAK_LOOP(float16x8_t, vdupq_n_f16(0), vdupq_n_f16(1), vfmaq_f16(sum[i], a, b))
}
#endif
#if defined(__ARM_FEATURE_DOTPROD)
static void int8_128(long steps) {
  PEAK_LOOP(int32x4_t, vdupq_n_s32(0), vdupq_n_s32(1),
            vdotq_s32(sum[i], vreinterpretq_s8_s32(a), vreinterpretq_s8_s32(b)))
}
#endif

static struct peak widest(enum machine_arithmetic arithmetic, int *sums) {
  *sums = SUMS;
  if (arithmetic == machine_float32) return (struct peak){float32_128, 8};
#if defined(__ARM_FEATURE_FP16_VECTOR_ARITHMETIC)
  if (arithmetic == machine_float16) return (struct peak){float16_128, 16};
#endif
#if defined(__ARM_FEATURE_DOTPROD)
  if (arithmetic == machine_int8) return (struct peak){int8_128, 32};
#endif
  return (struct peak){NULL, 0};
}

#else
static struct peak widest(enum machine_arithmetic arithmetic, int *sums) {
  *sums = SUMS;
  return (struct peak){NULL, 0};
}
#endif

double machine_peak(enum machine_arithmetic arithmetic, int runs) {
  int sums;
  struct peak peak = widest(arithmetic, &sums);
  double best = 0;
  const long steps = 200000;
  for (int run = 0; peak.loop && run < runs; run++) {
    double start = machine_thread_seconds();
    peak.loop(steps);
    double rate = (double)steps * sums * peak.operations / (machine_thread_seconds() - start);
    if (rate > best) best = rate;
  }
  return best;
}

// The sum of all 64-byte lines of the block, in vectors as wide as the loop's target allows.
#define READ_LOOP(name, attributes)                                                        \
  attributes static uint64_t name(const uint64_t *words, size_t count) {                   \
    typedef uint64_t lanes __attribute__((vector_size(64)));                               \
    lanes a = {0}, b = {0}, c = {0}, d = {0};                                              \
    const lanes *line = (const lanes *)words;                                              \
    for (size_t i = 0; i + 4 <= count / 8; i += 4) {                                       \
      a += line[i], b += line[i + 1], c += line[i + 2], d += line[i + 3];                  \
    }                                                                                      \
    a += b + c + d;                                                                        \
    uint64_t sum = 0;                                                                      \
    for (int i = 0; i < 8; i++) sum += a[i];                                               \
    return sum;                                                                            \
  }

READ_LOOP(read_portable, )
#if defined(__x86_64__)
READ_LOOP(read_512, __attribute__((target("avx512f"))))
#endif

double machine_read_rate(size_t bytes, int runs) {
  uint64_t (*read)(const uint64_t *, size_t) = read_portable;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) read = read_512;
#endif
  bytes = (bytes + 255) / 256 * 256;
  uint64_t *block = aligned_alloc(256, bytes);
  if (!block) return 0;
  memset(block, 1, bytes);
  size_t repeats = 1 + ((size_t)64 << 20) / bytes;
  double best = 0;
  volatile uint64_t sink = 0;
  for (int run = 0; run < runs; run++) {
    double start = machine_thread_seconds();
    for (size_t i = 0; i < repeats; i++) sink += read(block, bytes / 8);
    double rate = (double)bytes * repeats / (machine_thread_seconds() - start);
    if (rate > best) best = rate;
  }
  free(block);
  return best;
}
