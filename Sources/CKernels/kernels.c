#define _GNU_SOURCE
#include "CKernels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#if defined(__linux__)
#include <sys/auxv.h>
#endif
#endif

struct polyseme_set {
  const char *name;
  bool bfloat16, half, float16;
  bool (*pack)(struct polyseme_linear *, const struct polyseme_rows *, size_t, size_t, size_t);
  void (*apply)(
      const struct polyseme_linear *, const float *, size_t, size_t, size_t, size_t, enum polyseme_activation, enum polyseme_join,
      const float *, size_t, float *, size_t, void *);
  void (*attend)(
      const struct polyseme_scores *, const float *, const float *, const float *, size_t, size_t, size_t, float *, size_t, void *);
  void (*rotate)(float *, size_t, size_t, const float *, const float *, bool);
  void (*normalize)(const float *, float *, size_t, size_t, size_t, const float *, const float *, float, bool);
  void (*convert)(float *, const void *, enum polyseme_format, size_t);
};

// 2^x between −½ and ½; the largest error is 2e-9.
static const float exp2_coefficients[] = {1.000000001e+00f, 6.931472057e-01f, 2.402264689e-01f, 5.550328777e-02f,
                                          9.618488959e-03f, 1.339993122e-03f, 1.534581158e-04f};
// Φ(x) − ½ = x · above(x²) / below(x²) up to 5.4, fitted for the least largest error, 6e-9; then made larger by 1.2e-7, so that it
// reaches ½ in spite of rounding.
static const float gelu_above[] = {3.989422932e-01f, 3.337230756e-02f, 4.650856771e-03f,
                                   1.643225066e-04f, 6.360027576e-06f, 2.338669265e-08f};
static const float gelu_below[] = {1.000000000e+00f, 2.503180487e-01f, 2.837873135e-02f,
                                   1.858986090e-03f, 7.240044311e-05f, 1.216590174e-06f};

// What comes next, that a tile asks for: so many bytes at each of its steps, in each of its panels, which lie so many bytes apart.
struct ask {
  const char *from;  // NULL for nothing
  size_t step, panel;
};

// How the sums of a tile become outputs: as they are; or with a scale for each output and row, of floats or of whole numbers.
enum polyseme_sums { polyseme_plain_sums, polyseme_scaled_sums, polyseme_whole_sums };

// The largest weights of an output, and the largest numbers of a row, begin with this power of two in half precision.
#define WEIGHT_EXPONENT 0
#define INPUT_EXPONENT 7

static const float zeros[32] __attribute__((aligned(64))) = {0};

// Half precision as single: the scale 2^112 moves the exponent, and makes normal what is denormal in 16 bits.
static inline float float_of_half(uint16_t half) {
  uint32_t sign = (uint32_t)(half & 0x8000) << 16, magnitude = (uint32_t)(half & 0x7FFF) << 13;
  if (magnitude >= 0x7C00u << 13) return __builtin_bit_cast(float, sign | 0x7F800000 | (magnitude & 0x007FE000));
  float scaled = __builtin_bit_cast(float, magnitude) * 0x1p112f;
  return __builtin_bit_cast(float, sign | __builtin_bit_cast(uint32_t, scaled));
}

// What divides `largest` so that it begins with 2^exponent; it and its inverse are normal numbers.
static inline float power_of_two(float largest, int exponent) {
  int found = (int)(__builtin_bit_cast(uint32_t, largest) >> 23) - 127 - exponent;
  found = found < -126 ? -126 : found > 126 ? 126 : found;
  return __builtin_bit_cast(float, (uint32_t)(found + 127) << 23);
}

// Rounded to the nearest, ties to even; not for NaN.
static inline uint16_t bfloat16_of(float x) {
  uint32_t bits = __builtin_bit_cast(uint32_t, x);
  return (uint16_t)((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
}

// The end of a row that is spread, fewer than 64 numbers. Twice a number is exact, so it does not matter what is fused.
static inline void spread_rest(const float *x, size_t count, float *y) {
  for (size_t i = 0; i < count; i++) y[i] = 2 * x[i];
  for (size_t apart = 4; apart > 0; apart /= 4)
    for (size_t i = 0; i < count; i++) {
      size_t four = i / (4 * apart) * (4 * apart), first = four + i % apart;
      if (four + 4 * apart > count) y[i] *= 2;
      else if (i < four + apart) {
        float *v = y + first, sum = (v[0] + v[2 * apart]) + (v[apart] + v[3 * apart]);
        for (size_t j = 0; j < 4; j++) v[j * apart] = sum - 2 * v[j * apart];
      }
    }
}

#include "scan.h"

#if defined(__aarch64__)
#define BASE_FUSED 1
#define BASE_ROWS 6
#else
#define BASE_FUSED 0
#define BASE_ROWS 3
#endif

#define NAME(x) x##_portable
#define SET_NAME "portable"
#define WIDTH 4
#define ROWS BASE_ROWS
#define PANELS 1
#define FUSED BASE_FUSED
#define INT8 0
#define BF16 0
#define HALF 0
#define FP16 0
#include "body.h"

#if defined(__aarch64__)
#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)
#define NAME(x) x##_neon_dot
#define SET_NAME "neon-dot"
#define WIDTH 4
#define ROWS 6
#define PANELS 1
#define FUSED 1
#define INT8 3
#define BF16 0
#define HALF 0
#define FP16 0
#include "body.h"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("dotprod,fullfp16"))), apply_to = function)
#define NAME(x) x##_neon_fp16
#define SET_NAME "neon-fp16"
#define WIDTH 4
#define ROWS 6
#define PANELS 1
#define FUSED 1
#define INT8 3
#define BF16 0
#define HALF 0
#define FP16 8
#include "body.h"
#pragma clang attribute pop
#endif

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define NAME(x) x##_avx2
#define SET_NAME "avx2"
#define WIDTH 8
#define ROWS 6
#define PANELS 1
#define FUSED 1
#define INT8 1
#define BF16 0
#define HALF 1
#define FP16 0
#include "body.h"
#pragma clang attribute pop

#if defined(POLYSEME_EMULATED_FP16)  // for tests: what avx512-fp16 computes, in single precision rounded after every step
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define NAME(x) x##_emulated_fp16
#define SET_NAME "emulated-fp16"
#define WIDTH 8
#define ROWS 6
#define PANELS 2
#define FUSED 1
#define INT8 0
#define BF16 0
#define HALF 1
#define FP16 32
#include "body.h"
#pragma clang attribute pop
#endif

#define AVX512 "avx512f,avx512bw,avx512vl,avx512dq,avx2,fma,f16c"
#pragma clang attribute push(__attribute__((target(AVX512))), apply_to = function)
#define NAME(x) x##_avx512
#define SET_NAME "avx512"
#define WIDTH 16
#define ROWS 12
#define PANELS 2
#define FUSED 1
#define INT8 1
#define BF16 0
#define HALF 1
#define FP16 0
#include "body.h"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target(AVX512 ",avx512vnni"))), apply_to = function)
#define NAME(x) x##_avx512_vnni
#define SET_NAME "avx512-vnni"
#define WIDTH 16
#define ROWS 12
#define PANELS 2
#define FUSED 1
#define INT8 2
#define BF16 0
#define HALF 1
#define FP16 0
#include "body.h"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target(AVX512 ",avx512vnni,avx512bf16"))), apply_to = function)
#define NAME(x) x##_avx512_bf16
#define SET_NAME "avx512-bf16"
#define WIDTH 16
#define ROWS 12
#define PANELS 2
#define FUSED 1
#define INT8 2
#define BF16 1
#define HALF 1
#define FP16 0
#include "body.h"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target(AVX512 ",avx512vnni,avx512bf16,avx512fp16"))), apply_to = function)
#define NAME(x) x##_avx512_fp16
#define SET_NAME "avx512-fp16"
#define WIDTH 16
#define ROWS 12
#define PANELS 2
#define FUSED 1
#define INT8 2
#define BF16 1
#define HALF 1
#define FP16 32
#include "body.h"
#pragma clang attribute pop
#endif

// MARK: Choosing

static const struct polyseme_set *const sets[] = {
    &set_portable,
#if defined(__aarch64__)
    &set_neon_dot, &set_neon_fp16,
#elif defined(POLYSEME_EMULATED_FP16)
    &set_avx2, &set_emulated_fp16,
#elif defined(__x86_64__)
    &set_avx2, &set_avx512, &set_avx512_vnni, &set_avx512_bf16, &set_avx512_fp16,
#endif
};

size_t polyseme_set_count(void) {
  size_t count = 1;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") || !__builtin_cpu_supports("f16c")) return count;
  count++;
#if defined(POLYSEME_EMULATED_FP16)
  return count + 1;
#endif
  if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512vl") ||
      !__builtin_cpu_supports("avx512dq"))
    return count;
  count++;
  if (!__builtin_cpu_supports("avx512vnni")) return count;
  count++;
  if (!__builtin_cpu_supports("avx512bf16")) return count;
  count++;
  unsigned a, b, c, d;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d) && (d & 1u << 23)) count++;  // AVX512_FP16
#elif defined(__aarch64__) && defined(__APPLE__)
  count += 2;  // every Mac with this processor has both
#elif defined(__aarch64__) && defined(__linux__)
  unsigned long has = getauxval(AT_HWCAP);
  if (!(has & 1 << 20)) return count;  // HWCAP_ASIMDDP
  count++;
  if (has & 1 << 10) count++;  // HWCAP_ASIMDHP
#endif
  return count;
}

const polyseme_set *polyseme_set_at(size_t index) { return sets[index]; }

const char *polyseme_set_name(const polyseme_set *set) { return set->name; }

const polyseme_set *polyseme_set_chosen(void) {
  const char *wanted = getenv("POLYSEME_KERNELS");
  size_t count = polyseme_set_count();
  for (size_t i = 0; wanted && i < count; i++)
    if (strcmp(sets[i]->name, wanted) == 0) return sets[i];
  return sets[count - 1];
}

bool polyseme_set_has(const polyseme_set *set, enum polyseme_precision precision) {
  switch (precision) {
  case polyseme_precision_bfloat16: return set->bfloat16;
  case polyseme_precision_half: return set->half;
  case polyseme_precision_float16: return set->float16;
  default: return true;
  }
}

enum polyseme_precision polyseme_set_preference(const polyseme_set *set) {
  if (set->float16) return polyseme_precision_float16;
#if defined(__x86_64__)
  // Intel's processors take two cycles for a vdpbf16ps, in which they add up twice as many products of float32.
  __builtin_cpu_init();
  if (__builtin_cpu_is("intel")) return polyseme_precision_float32;
#endif
  return set->bfloat16 ? polyseme_precision_bfloat16 : polyseme_precision_float32;
}

// MARK: Linear layers

static size_t rounded(size_t count, size_t to) { return (count + to - 1) / to * to; }

static size_t panel_bytes(size_t inputs, enum polyseme_precision precision) {
  switch (precision) {
  case polyseme_precision_float32: return inputs * 16 * 4;
  case polyseme_precision_half: case polyseme_precision_float16: case polyseme_precision_bfloat16:
    return rounded(inputs, 2) * 16 * 2;
  default: return rounded(inputs, 4) * 16;
  }
}

// Float16's may lie in pairs.
static size_t weight_bytes(size_t panels, size_t inputs, enum polyseme_precision precision) {
  return rounded(panels, precision == polyseme_precision_float16 ? 2 : 1) * panel_bytes(inputs, precision);
}

size_t polyseme_linear_bytes(size_t outputs, size_t inputs, enum polyseme_precision precision) {
  size_t panels = (outputs + 15) / 16;
  return rounded(weight_bytes(panels, inputs, precision) + panels * 3 * 64, 64);
}

void polyseme_linear_place(
    struct polyseme_linear *layer, const polyseme_set *set, size_t outputs, size_t inputs, enum polyseme_precision precision, void *memory) {
  size_t panels = (outputs + 15) / 16;
  *layer = (struct polyseme_linear){
      .outputs = outputs, .inputs = inputs, .panels = panels, .panel_bytes = panel_bytes(inputs, precision),
      .precision = precision, .set = set, .weights = memory};
  layer->bias = (float *)((char *)memory + weight_bytes(panels, inputs, precision));
  layer->scales = layer->bias + 16 * panels;
  layer->sums = (int32_t *)(layer->scales + 16 * panels);
}

bool polyseme_linear_pack(
    struct polyseme_linear *layer, const struct polyseme_rows *parts, size_t part_count, size_t begin, size_t end) {
  return layer->set->pack(layer, parts, part_count, begin, end);
}

size_t polyseme_scratch_bytes(size_t rows, size_t inputs) {
  return (rounded(rows, 16) + rounded(inputs, 4)) * 4 + rows * rounded(inputs, 4) * 2 + 64;
}

void polyseme_linear_apply(
    const struct polyseme_linear *layer, const float *x, size_t x_stride, size_t rows, size_t begin, size_t end,
    enum polyseme_activation activation, enum polyseme_join join, const float *other, size_t other_stride, float *y,
    size_t y_stride, void *scratch) {
  layer->set->apply(
      layer, x, x_stride, rows, begin, end, activation, join, other, other_stride, y, y_stride, scratch);
}

// MARK: The rest of a block

size_t polyseme_attention_bytes(size_t tokens, size_t width, size_t positions) {
  size_t kinds = positions < 2 * tokens ? positions : 2 * tokens - 1;
  return 4 * 16 * (width + 2 * tokens + kinds * (1 + (tokens + 15) / 16));
}

void polyseme_attend(
    const polyseme_set *set, const struct polyseme_scores *how, const float *q, const float *k, const float *v, size_t stride,
    size_t tokens, size_t width, float *found, size_t found_stride, void *scratch) {
  set->attend(how, q, k, v, stride, tokens, width, found, found_stride, scratch);
}

void polyseme_rotate(
    const polyseme_set *set, float *x, size_t heads, size_t width, const float *cosines, const float *sines, bool neighbours) {
  set->rotate(x, heads, width, cosines, sines, neighbours);
}

void polyseme_normalize(
    const polyseme_set *set, const float *x, float *y, size_t stride, size_t rows, size_t channels, const float *weight,
    const float *bias, float epsilon, bool centers) {
  set->normalize(x, y, stride, rows, channels, weight, bias, epsilon, centers);
}

void polyseme_scan(const polyseme_set *set, const struct polyseme_scan *how, const uint8_t *codes, size_t rows, float *found) {
#if defined(__x86_64__)
  if (set != &set_portable) scan_avx2(how, codes, rows, found);
  else scan_portable(how, codes, rows, found);
#elif defined(__aarch64__)
  (void)set;
  scan_neon(how, codes, rows, found);
#else
  (void)set;
  scan_portable(how, codes, rows, found);
#endif
}

void polyseme_dot_eights(const float *x, const float *y, size_t groups, float *sums) {
  typedef float eight __attribute__((vector_size(32)));
  eight all = {0};
  for (size_t g = 0; g < groups; g++) {
    eight a, b;
    memcpy(&a, x + 8 * g, sizeof a);
    memcpy(&b, y + 8 * g, sizeof b);
    // Two statements, which no compiler fuses.
    eight products = a * b;
    all += products;
  }
  memcpy(sums, &all, sizeof all);
}

void polyseme_convert(float *to, const void *from, enum polyseme_format format, size_t count) {
  polyseme_set_chosen()->convert(to, from, format, count);
}

void *polyseme_memory(size_t bytes) {
  void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
  if (memory == MAP_FAILED) return NULL;
#if defined(MADV_HUGEPAGE)
  madvise(memory, bytes, MADV_HUGEPAGE);
#endif
  return memory;
}

void polyseme_free_memory(void *memory, size_t bytes) { munmap(memory, bytes); }
