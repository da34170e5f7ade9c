// Every set of kernels that the processor has against plain loops, with no Swift around: for sanitizers and for other
// processors (Scripts/check-kernels). Ends with status 1 and a line for each thing that is not as near as it should be.
#include "CKernels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void expect(bool holds, const polyseme_set *set, const char *what, size_t a, size_t b, size_t c, double found) {
  if (holds) return;
  printf("%s: %s %zu %zu %zu: %g\n", polyseme_set_name(set), what, a, b, c, found);
  failures++;
}

static uint64_t state = 1;
static float number(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (float)(int32_t)(state >> 32) * 0x1p-31f;
}

// Just as long as it has to be, so that a sanitizer sees the first byte past it.
static float *numbers(size_t count) {
  float *x = malloc(4 * count + (count == 0));
  for (size_t i = 0; i < count; i++) x[i] = number();
  return x;
}

static double bend(double x, enum polyseme_activation activation) {
  switch (activation) {
  case polyseme_gelu: return 0.5 * x * erfc(-x * 0.70710678118654752);
  case polyseme_gelu_tanh: return 0.5 * x * (1 + tanh(0.79788456080286536 * (x + 0.044715 * x * x * x)));
  case polyseme_gelu_sigmoid: return x / (1 + exp(-1.702 * x));
  case polyseme_silu: return x / (1 + exp(-x));
  case polyseme_relu: return x > 0 ? x : 0;
  default: return x;
  }
}

static double distance(const float *a, const double *b, size_t count) {
  double most = 0, largest = 1e-30;
  for (size_t i = 0; i < count; i++) {
    double difference = fabs(a[i] - b[i]);
    if (!(difference <= most)) most = difference;
    if (fabs(b[i]) > largest) largest = fabs(b[i]);
  }
  return most / largest;
}

static uint16_t half_of(float x) {  // of normal numbers below 2, cut off
  uint32_t bits;
  memcpy(&bits, &x, 4);
  uint32_t exponent = bits >> 23 & 255;
  return (uint16_t)((bits >> 16 & 0x8000) | (exponent < 113 ? 0 : (exponent - 112) << 10 | (bits >> 13 & 0x3FF)));
}

static float *linear(
    const polyseme_set *set, enum polyseme_precision precision, size_t rows, size_t inputs, size_t outputs, enum polyseme_activation activation,
    const void *w, enum polyseme_format format, const float *bias, const float *x, enum polyseme_join join, const float *other) {
  size_t bytes = (polyseme_linear_bytes(outputs, inputs, precision) + 63) / 64 * 64;
  void *memory = aligned_alloc(64, bytes), *scratch = aligned_alloc(64, (polyseme_scratch_bytes(rows, inputs) + 63) / 64 * 64);
  float *y = malloc(4 * rows * outputs);
  struct polyseme_linear layer;
  size_t above = outputs / 3, width = format == polyseme_float32 ? 4 : 2;
  struct polyseme_rows parts[] = {
      {w, bias, above, format}, {(const char *)w + above * inputs * width, bias + above, outputs - above, format}};
  polyseme_linear_place(&layer, set, outputs, inputs, precision, memory);
  bool finite = polyseme_linear_pack(&layer, parts, 2, 0, layer.panels);
  expect(finite, set, "finite", rows, inputs, outputs, 0);
  for (size_t part = 0; part < 2; part++)  // as two threads would
    polyseme_linear_apply(
        &layer, x, inputs, rows, layer.panels * part / 2, layer.panels * (part + 1) / 2, activation, join, other, outputs, y, outputs,
        scratch);
  free(memory);
  free(scratch);
  return y;
}

static void check_linear(const polyseme_set *set, size_t rows, size_t inputs, size_t outputs) {
  float *w = numbers(outputs * inputs), *bias = numbers(outputs), *x = numbers(rows * inputs), *other = numbers(rows * outputs);
  uint16_t *halves = malloc(2 * outputs * inputs);
  for (size_t i = 0; i < outputs * inputs; i++) halves[i] = half_of(w[i]);
  polyseme_convert(w, halves, polyseme_float16, outputs * inputs);
  double *expected = malloc(8 * rows * outputs);
  for (int a = polyseme_identity; a <= polyseme_relu; a++)
    for (int join = polyseme_none; join <= (a == polyseme_identity ? polyseme_multiply : polyseme_add); join++) {
      for (size_t r = 0; r < rows; r++)
        for (size_t o = 0; o < outputs; o++) {
          double sum = bias[o];
          for (size_t i = 0; i < inputs; i++) sum += (double)x[r * inputs + i] * w[o * inputs + i];
          double joined = other[r * outputs + o];
          expected[r * outputs + o] = join == polyseme_multiply ? sum * joined : bend(sum, a) + (join ? joined : 0);
        }
      static const double limits[] = {1e-5, 0.02, 0.03, 1e-5, 0.008};
      static const char *const names[] = {"float32", "bfloat16", "int8", "half", "float16"};
      for (int precision = polyseme_precision_float32; precision <= polyseme_precision_float16; precision++) {
        if (!polyseme_set_has(set, precision)) continue;
        const void *weights = precision == polyseme_precision_float32 ? (void *)w : halves;
        enum polyseme_format format = precision == polyseme_precision_float32 ? polyseme_float32 : polyseme_float16;
        float *y = linear(set, precision, rows, inputs, outputs, a, weights, format, bias, x, join, other);
        double far = distance(y, expected, rows * outputs);
        expect(far <= limits[precision], set, names[precision], rows, inputs, outputs, far);
        if (precision == polyseme_precision_int8 && a == polyseme_identity) {
          float *plain = linear(polyseme_set_at(0), precision, rows, inputs, outputs, a, halves, format, bias, x, join, other);
          expect(memcmp(y, plain, 4 * rows * outputs) == 0, set, "int8 differs from portable", rows, inputs, outputs, 0);
          free(plain);
        }
        if (precision == polyseme_precision_half || precision == polyseme_precision_float16) {
          float *single = linear(set, precision, rows, inputs, outputs, a, w, polyseme_float32, bias, x, join, other);
          expect(memcmp(y, single, 4 * rows * outputs) == 0, set, "packed from float32", rows, inputs, outputs, 0);
          free(single);
        }
        free(y);
      }
    }
  halves[outputs * inputs - 1] = 0x7E00;
  for (int precision = polyseme_precision_float32; precision <= polyseme_precision_float16; precision++) {
    if (!polyseme_set_has(set, precision)) continue;
    void *memory = aligned_alloc(64, (polyseme_linear_bytes(outputs, inputs, precision) + 63) / 64 * 64);
    struct polyseme_linear layer;
    struct polyseme_rows part = {halves, bias, outputs, polyseme_float16};
    polyseme_linear_place(&layer, set, outputs, inputs, precision, memory);
    expect(!polyseme_linear_pack(&layer, &part, 1, 0, layer.panels), set, "no number", (size_t)precision, inputs, outputs, 0);
    free(memory);
  }
  free(w), free(bias), free(x), free(other), free(halves), free(expected);
}

// Weights and inputs far outside of the range of half precision, above and below.
static void check_range(const polyseme_set *set, float weights, float states) {
  enum { rows = 13, inputs = 700, outputs = 50 };
  float *w = numbers(outputs * inputs), *bias = numbers(outputs), *x = numbers(rows * inputs);
  for (size_t i = 0; i < outputs * inputs; i++) w[i] *= weights;
  for (size_t i = 0; i < outputs; i++) bias[i] *= weights * states;
  for (size_t i = 0; i < rows * inputs; i++) x[i] = i / inputs % 3 ? x[i] * states : i / inputs % 2 ? states : 0;
  double expected[rows * outputs];
  for (size_t r = 0; r < rows; r++)
    for (size_t o = 0; o < outputs; o++) {
      expected[r * outputs + o] = bias[o];
      for (size_t i = 0; i < inputs; i++) expected[r * outputs + o] += (double)x[r * inputs + i] * w[o * inputs + i];
    }
  static const enum polyseme_precision precisions[] = {polyseme_precision_half, polyseme_precision_float16};
  for (int p = 0; p < 2; p++) {
    if (!polyseme_set_has(set, precisions[p])) continue;
    float *y = linear(
        set, precisions[p], rows, inputs, outputs, polyseme_identity, w, polyseme_float32, bias, x, polyseme_none, NULL);
    double far = distance(y, expected, rows * outputs);
    expect(far <= 0.008, set, "range", (size_t)precisions[p], (size_t)fabs(log10(weights)), (size_t)fabs(log10(states)), far);
    free(y);
  }
  free(w), free(bias), free(x);
}

enum score { plain, windowed, biased, positioned };

static void check_attention(const polyseme_set *set, size_t tokens, size_t width, enum score kind) {
  size_t stride = 3 * width + 1, kinds = 2 * (tokens < 7 ? tokens : 7), distances = 2 * tokens - 1;
  float *qkv = numbers(tokens * stride), *found = malloc(4 * tokens * width), *bias = numbers(distances + 15);
  float *rows = numbers(2 * kinds * width);
  int32_t *positions = malloc(4 * distances);
  for (size_t i = 0; i < tokens * stride; i++) qkv[i] *= 4;
  for (size_t i = 0; i < distances; i++) {
    long at = (long)i - (long)(tokens - 1) + (long)kinds / 2;
    positions[i] = (int32_t)(at < 0 ? 0 : at >= (long)kinds ? (long)kinds - 1 : at);
  }
  struct polyseme_scores how = {.scale = 1 / sqrtf((float)width), .reach = kind == windowed ? tokens / 5 : SIZE_MAX};
  if (kind == biased) how.bias = bias;
  if (kind == positioned) {
    how.positions = positions;
    how.position_keys = rows;
    how.position_queries = rows + width;
    how.position_stride = 2 * width;
  }
  double *expected = calloc(tokens * width, 8), *p = malloc(8 * tokens);
  for (size_t i = 0; i < tokens; i++) {
    double most = -INFINITY, sum = 0;
    for (size_t j = 0; j < tokens; j++) {
      size_t apart = i + tokens - 1 - j;
      p[j] = 0;
      for (size_t d = 0; d < width; d++) {
        double q = qkv[i * stride + d], k = qkv[j * stride + width + d];
        p[j] += q * k;
        if (kind == positioned) {
          const float *row = rows + (size_t)positions[apart] * 2 * width;
          p[j] += q * row[d] + k * row[width + d];
        }
      }
      p[j] *= how.scale;
      if (kind == biased) p[j] += bias[apart];
      if ((i > j ? i - j : j - i) > how.reach) p[j] = -INFINITY;
      if (p[j] > most) most = p[j];
    }
    for (size_t j = 0; j < tokens; j++) sum += p[j] = exp(p[j] - most);
    for (size_t j = 0; j < tokens; j++)
      for (size_t d = 0; d < width; d++) expected[i * width + d] += p[j] / sum * qkv[j * stride + 2 * width + d];
  }
  void *scratch = aligned_alloc(64, (polyseme_attention_bytes(tokens, width, kind == positioned ? kinds : 0) + 63) / 64 * 64);
  polyseme_attend(set, &how, qkv, qkv + width, qkv + 2 * width, stride, tokens, width, found, width, scratch);
  double far = distance(found, expected, tokens * width);
  expect(far <= 1e-5, set, "attention", tokens, width, (size_t)kind, far);
  free(qkv), free(found), free(bias), free(rows), free(positions), free(expected), free(p), free(scratch);
}

static void check_rotation(const polyseme_set *set, size_t heads, size_t width, bool neighbours) {
  size_t half = width / 2;
  float *x = numbers(heads * width), *cosines = numbers(half), *sines = numbers(half);
  double *expected = malloc(8 * heads * width);
  for (size_t h = 0; h < heads; h++)
    for (size_t i = 0; i < half; i++) {
      size_t one = h * width + (neighbours ? 2 * i : i), two = h * width + (neighbours ? 2 * i + 1 : half + i);
      expected[one] = (double)x[one] * cosines[i] - (double)x[two] * sines[i];
      expected[two] = (double)x[two] * cosines[i] + (double)x[one] * sines[i];
    }
  polyseme_rotate(set, x, heads, width, cosines, sines, neighbours);
  double far = distance(x, expected, heads * width);
  expect(far <= 1e-6, set, "rotation", heads, width, neighbours, far);
  free(x), free(cosines), free(sines), free(expected);
}

static void check_norm(const polyseme_set *set, size_t rows, size_t channels, bool centers) {
  float *x = numbers(rows * channels), *weight = numbers(channels), *bias = numbers(channels);
  double *expected = malloc(8 * rows * channels);
  for (size_t r = 0; r < rows; r++) {
    double mean = 0, squares = 0;
    for (size_t c = 0; centers && c < channels; c++) mean += x[r * channels + c] / (double)channels;
    for (size_t c = 0; c < channels; c++) squares += (x[r * channels + c] - mean) * (x[r * channels + c] - mean);
    for (size_t c = 0; c < channels; c++)
      expected[r * channels + c] = (x[r * channels + c] - mean) / sqrt(squares / (double)channels + 1e-6) * weight[c] + bias[c];
  }
  float *y = malloc(4 * rows * channels);
  polyseme_normalize(set, x, y, channels, rows, channels, weight, bias, 1e-6f, centers);
  polyseme_normalize(set, x, x, channels, rows, channels, weight, bias, 1e-6f, centers);
  double far = distance(x, expected, rows * channels);
  expect(far <= 1e-4, set, "norm", rows, channels, centers, far);
  expect(memcmp(x, y, 4 * rows * channels) == 0, set, "norm in another place", rows, channels, centers, 0);
  free(x), free(y), free(weight), free(bias), free(expected);
}

// x · 1 + 0, so that the bend is all there is.
static void check_bends(const polyseme_set *set) {
  float one = 1, zero = 0, x[4096];
  for (int i = 0; i < 4000; i++) x[i] = (float)(i - 2000) / 150;
  static const float last[] = {0, -0.0f, 1e-40f, -1e-40f, 1e-30f, 3e18f, -3e18f, 100, -100, 3.4e38f, -1e38f};
  size_t count = 4000 + sizeof last / 4;
  memcpy(x + 4000, last, sizeof last);
  for (int a = polyseme_identity; a <= polyseme_relu; a++) {
    float *y = linear(set, polyseme_precision_float32, count, 1, 1, a, &one, polyseme_float32, &zero, x, polyseme_none, NULL);
    for (size_t i = 0; i < count; i++) {
      double expected = bend(x[i], a);
      bool far = !(fabs(y[i] - expected) <= 4e-7 * fmax(fabs(x[i]), fabs(expected)));
      if (far && !(a == polyseme_gelu_tanh && fabsf(x[i]) > 1e12f)) expect(false, set, "bend", (size_t)a, i, 0, x[i]);
    }
    free(y);
  }
}

// The same bits as one number after another, at every count of rows up to some blocks of 16.
static void check_scan(const polyseme_set *set, size_t bytes, size_t rows) {
  uint8_t *codes = malloc(bytes * rows + (rows == 0)), *tables = malloc(32 * bytes);
  for (size_t i = 0; i < bytes * rows; i++) codes[i] = (uint8_t)(number() * 128 + 128);
  // Two numbers of a byte add up to 255 at most.
  for (size_t i = 0; i < 32 * bytes; i++) tables[i] = (uint8_t)(number() * 63 + 64 + (i % 32 == 0));
  struct polyseme_scan how = {.bytes = bytes, .tables = tables, .scale = 0.0123f, .offset = -3.21f};
  float *found = malloc(4 * rows + 1);
  polyseme_scan(set, &how, codes, rows, found);
  for (size_t row = 0; row < rows; row++) {
    uint32_t sum = 0;
    for (size_t byte = 0; byte < bytes; byte++) {
      uint8_t code = codes[row * bytes + byte];
      sum += tables[32 * byte + code % 16] + (uint32_t)tables[32 * byte + 16 + code / 16];
    }
    float scaled = how.scale * (float)sum;
    expect(found[row] == how.offset + scaled, set, "scan", bytes, rows, row, found[row]);
  }
  free(codes), free(tables), free(found);
}

int main(void) {
  for (size_t i = 0; i < polyseme_set_count(); i++) {
    const polyseme_set *set = polyseme_set_at(i);
    static const size_t shapes[][3] = {
        {1, 1, 1}, {1, 3, 17}, {2, 5, 16}, {3, 16, 33}, {5, 31, 15}, {7, 64, 48}, {10, 384, 384}, {13, 385, 50}, {49, 70, 40},
        {100, 800, 31}, {6, 1536, 16}, {12, 33, 32}, {25, 2, 64}};
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) check_linear(set, shapes[s][0], shapes[s][1], shapes[s][2]);
    static const size_t sizes[][2] = {{1, 1}, {1, 32}, {2, 5}, {15, 16}, {16, 24}, {17, 33}, {49, 32}, {130, 64}, {512, 32}};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
      for (enum score kind = plain; kind <= positioned; kind++) check_attention(set, sizes[s][0], sizes[s][1], kind);
    static const size_t turns[] = {2, 6, 8, 32, 64, 70};
    for (size_t t = 0; t < sizeof turns / sizeof *turns; t++) check_rotation(set, 3, turns[t], t % 2), check_rotation(set, 3, turns[t], t % 2 == 0);
    static const size_t channels[] = {2, 3, 16, 33, 384};
    for (size_t c = 0; c < sizeof channels / sizeof *channels; c++) check_norm(set, 5, channels[c], true), check_norm(set, 5, channels[c], false);
    static const float scales[] = {1e-9f, 1e-3f, 1, 1e4f, 1e6f, 1e15f};
    for (size_t w = 0; w < 6; w++)
      for (size_t x = 0; x < 6; x++)
        if (w + x < 10) check_range(set, scales[w], scales[x] * scales[x]);
    check_bends(set);
    for (size_t rows = 0; rows < 50; rows++) check_scan(set, 64, rows);
    check_scan(set, 32, 16), check_scan(set, 96, 33), check_scan(set, 128, 300);
    printf("%s: looked at\n", polyseme_set_name(set));
  }
  return failures > 0;
}
