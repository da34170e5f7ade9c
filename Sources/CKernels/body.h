// One set of kernels, in vectors of WIDTH floats: included once for each kind of processor, with
//
//   NAME(x)   x with the set's suffix
//   WIDTH     floats of a vector: 4, 8 or 16
//   ROWS      most rows of a tile
//   PANELS    panels of a tile (1 or 2)
//   FUSED     1 where the processor multiplies and adds in one step
//   INT8      0: plain; 1: pairs of 16 bits (vpmaddwd); 2: fours of 8 bits, x unsigned (vpdpbusd); 3: fours, signed (sdot)
//   BF16      1 where it has vdpbf16ps
//   HALF      1 where it converts half precision

typedef float NAME(vf) __attribute__((ext_vector_type(WIDTH), aligned(4)));
typedef int32_t NAME(vi) __attribute__((ext_vector_type(WIDTH), aligned(4)));
#define vf NAME(vf)
#define vi NAME(vi)
#define PER_PANEL (16 / WIDTH)
#define UNROLL _Pragma("clang loop unroll(full)")
#define INLINE static inline __attribute__((always_inline))

INLINE vf NAME(load)(const float *p) { return *(const vf *)p; }
INLINE void NAME(store)(float *p, vf v) { *(vf *)p = v; }
INLINE vf NAME(splat)(float x) { return (vf)x; }

// a · b + c
INLINE vf NAME(fma)(vf a, vf b, vf c) {
#if FUSED
  return __builtin_elementwise_fma(a, b, c);
#else
#pragma clang fp contract(off)
  return a * b + c;
#endif
}

INLINE float NAME(total)(vf v) {
  float lanes[WIDTH];
  NAME(store)(lanes, v);
  for (int half = WIDTH / 2; half; half /= 2)
    for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
  return lanes[0];
}

INLINE float NAME(largest)(vf v) {
  float lanes[WIDTH];
  NAME(store)(lanes, v);
  for (int half = WIDTH / 2; half; half /= 2)
    for (int i = 0; i < half; i++) lanes[i] = lanes[i] > lanes[i + half] ? lanes[i] : lanes[i + half];
  return lanes[0];
}

INLINE vf NAME(polynomial)(vf x, const float *c, int degree) {
  vf sum = NAME(splat)(c[degree]);
UNROLL
  for (int i = degree - 1; i >= 0; i--) sum = NAME(fma)(sum, x, NAME(splat)(c[i]));
  return sum;
}

// 2^x; 0 below 2^−126. The whole part goes into the exponent, the rest through Taylor's series.
INLINE vf NAME(exp2)(vf x) {
  const float magic = 12582912.0f;  // 1.5 · 2^23: adding it rounds to a whole number
  vf low = NAME(splat)(-126.0f), bounded = __builtin_elementwise_min(__builtin_elementwise_max(x, low), NAME(splat)(127.0f));
  vf shifted = bounded + magic;
  vf whole = shifted - magic;
  vf p = NAME(polynomial)(bounded - whole, exp2_coefficients, 7);
  vi bits = (__builtin_bit_cast(vi, shifted) << 23) + (127 << 23);
  vf y = p * __builtin_bit_cast(vf, bits);
  return __builtin_bit_cast(vf, __builtin_bit_cast(vi, y) & (vi)(x >= low));
}

// The error function. Below 1 a polynomial in x²; from there 1 − 2^p(x). Both fitted at Chebyshev's points; the largest error
// is 1.3e-7.
INLINE vf NAME(erf)(vf x) {
  vf a = __builtin_elementwise_min(__builtin_elementwise_abs(x), NAME(splat)(4.0f));
  vf small = NAME(polynomial)(a * a, erf_small, 6) * a;
  vf large = 1.0f - NAME(exp2)(NAME(polynomial)(a, erf_large, 8));
  vi is_small = (vi)(a < 1.0f);
  vi magnitude = (__builtin_bit_cast(vi, small) & is_small) | (__builtin_bit_cast(vi, large) & ~is_small);
  return __builtin_bit_cast(vf, magnitude | (__builtin_bit_cast(vi, x) & INT32_MIN));
}

INLINE vf NAME(activate)(vf x, enum polyseme_activation activation) {
  switch (activation) {
  case polyseme_gelu: return x * 0.5f * (1.0f + NAME(erf)(x * 0.70710678118654752f));
  case polyseme_gelu_tanh: {
    // ½(1 + tanh u) = 1 / (1 + e^−2u)
    vf u = 0.79788456080286536f * (x + 0.044715f * x * x * x);
    return x / (1.0f + NAME(exp2)(u * -2.8853900817779268f));
  }
  case polyseme_relu: return __builtin_elementwise_max(x, NAME(splat)(0));
  default: return x;
  }
}

// What a finished tile still needs, and where it goes.
struct NAME(goal) {
  const float *bias, *scales, *row_scales;
  const int32_t *sums;
  const float *residual;
  float *y;
  size_t residual_stride, y_stride, columns;
  enum polyseme_activation activation;
};

// `activation` is a constant, so that each has a loop of its own; the vectors of a panel go side by side through it.
INLINE void NAME(finish_as)(const float *tile, int rows, const struct NAME(goal) *g, const enum polyseme_activation activation) {
  for (int r = 0; r < rows; r++, tile += 16 * PANELS) {
    const float *residual = g->residual ? g->residual + r * g->residual_stride : NULL;
    float *y = g->y + r * g->y_stride;
    for (size_t c = 0; c < g->columns; c += 16) {
      vf v[PER_PANEL];
UNROLL
      for (int i = 0; i < PER_PANEL; i++) v[i] = NAME(load)(tile + c + i * WIDTH);
      if (g->scales) {
UNROLL
        for (int i = 0; i < PER_PANEL; i++) {
          vi whole = __builtin_bit_cast(vi, v[i]);
          if (g->sums) whole -= *(const vi *)(g->sums + c + i * WIDTH);
          v[i] = __builtin_convertvector(whole, vf) * (g->row_scales[r] * NAME(load)(g->scales + c + i * WIDTH));
        }
      }
      if (g->bias) {
UNROLL
        for (int i = 0; i < PER_PANEL; i++) v[i] += NAME(load)(g->bias + c + i * WIDTH);
      }
UNROLL
      for (int i = 0; i < PER_PANEL; i++) v[i] = NAME(activate)(v[i], activation);
      if (c + 16 <= g->columns) {
UNROLL
        for (int i = 0; i < PER_PANEL; i++) {
          if (residual) v[i] += NAME(load)(residual + c + i * WIDTH);
          NAME(store)(y + c + i * WIDTH, v[i]);
        }
      } else {
        float last[16];
UNROLL
        for (int i = 0; i < PER_PANEL; i++) NAME(store)(last + i * WIDTH, v[i]);
        for (size_t i = 0; c + i < g->columns; i++) y[c + i] = residual ? last[i] + residual[c + i] : last[i];
      }
    }
  }
}

static __attribute__((noinline)) void NAME(finish)(const float *tile, int rows, const struct NAME(goal) *g) {
  switch (g->activation) {
  case polyseme_gelu: NAME(finish_as)(tile, rows, g, polyseme_gelu); break;
  case polyseme_gelu_tanh: NAME(finish_as)(tile, rows, g, polyseme_gelu_tanh); break;
  case polyseme_relu: NAME(finish_as)(tile, rows, g, polyseme_relu); break;
  default: NAME(finish_as)(tile, rows, g, polyseme_identity);
  }
}

// Products of R rows with P panels, K steps, added to what the tile holds or to nothing. The steps stay a loop; rows and columns
// are written out, so that the sums live in registers.
#define TILE_BEGIN(ACC, ZERO)                                                  \
  ACC a[ROWS][PANELS * PER_PANEL];                                             \
  UNROLL for (int r = 0; r < R; r++)                                           \
  UNROLL for (int c = 0; c < P * PER_PANEL; c++)                               \
    a[r][c] = more ? *(ACC *)(tile + r * 16 * PANELS + c * WIDTH) : ZERO;      \
  _Pragma("clang loop unroll(disable)") for (size_t k = 0; k < steps; k++)
#define TILE_END(ACC)                                                          \
  UNROLL for (int r = 0; r < R; r++)                                           \
  UNROLL for (int c = 0; c < P * PER_PANEL; c++)                               \
    *(ACC *)(tile + r * 16 * PANELS + c * WIDTH) = a[r][c];

#define DEPTH 384   // inputs of a part of a long sum
#define FETCH 6144  // bytes ahead, on the first rows that meet a panel

INLINE void NAME(tile_f32)(
    const int R, const int P, const bool fetch, const float *x, size_t stride, const float *w, size_t panel, size_t steps,
    bool more, float *tile, float *wide) {
  (void)wide;
  TILE_BEGIN(vf, NAME(splat)(0)) {
    vf b[PANELS * PER_PANEL];
UNROLL
    for (int c = 0; c < P * PER_PANEL; c++)
      b[c] = NAME(load)(w + (c / PER_PANEL) * panel + k * 16 + (c % PER_PANEL) * WIDTH);
    if (fetch) {
UNROLL
      for (int p = 0; p < P; p++) __builtin_prefetch((const char *)(w + p * panel + k * 16) + FETCH);
    }
UNROLL
    for (int r = 0; r < R; r++) {
      vf s = NAME(splat)(x[r * stride + k]);
UNROLL
      for (int c = 0; c < P * PER_PANEL; c++) a[r][c] = NAME(fma)(s, b[c], a[r][c]);
    }
  }
  TILE_END(vf)
}

#if INT8 == 0
typedef int8_t NAME(vb) __attribute__((ext_vector_type(WIDTH), aligned(1)));
typedef int16_t NAME(xint);
#define GROUP 1
#elif INT8 == 1
typedef int16_t NAME(xint);
#define GROUP 2
#elif INT8 == 2
typedef uint8_t NAME(xint);
#define GROUP 4
#else
typedef int8_t NAME(xint);
#define GROUP 4
#endif

INLINE void NAME(tile_i8)(
    const int R, const int P, const bool fetch, const NAME(xint) *x, size_t stride, const int8_t *w, size_t panel, size_t steps,
    bool more, float *tile, float *wide) {
  (void)fetch, (void)panel, (void)wide;
  TILE_BEGIN(vi, (vi)0) {
    const int8_t *wk = w + k * 16 * GROUP;
#if INT8 == 0
    vi b[PANELS * PER_PANEL];
UNROLL
    for (int c = 0; c < P * PER_PANEL; c++) b[c] = __builtin_convertvector(*(const NAME(vb) *)(wk + c * WIDTH), vi);
UNROLL
    for (int r = 0; r < R; r++) {
      vi s = (vi)(int32_t)x[r * stride + k];
UNROLL
      for (int c = 0; c < P * PER_PANEL; c++) a[r][c] += s * b[c];
    }
#elif INT8 == 1 && WIDTH == 8
    __m256i b[2];
    b[0] = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)wk));
    b[1] = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(wk + 16)));
    if (fetch) __builtin_prefetch(wk + FETCH / 2);
UNROLL
    for (int r = 0; r < R; r++) {
      int32_t pair;
      __builtin_memcpy(&pair, x + r * stride + 2 * k, 4);
      __m256i s = _mm256_set1_epi32(pair);
      a[r][0] += (vi)_mm256_madd_epi16(s, b[0]);
      a[r][1] += (vi)_mm256_madd_epi16(s, b[1]);
    }
#elif INT8 == 1
    __m512i b[PANELS];
UNROLL
    for (int c = 0; c < P; c++)
      b[c] = _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)(wk + c * panel)));
UNROLL
    for (int r = 0; r < R; r++) {
      int32_t pair;
      __builtin_memcpy(&pair, x + r * stride + 2 * k, 4);
      __m512i s = _mm512_set1_epi32(pair);
UNROLL
      for (int c = 0; c < P; c++) a[r][c] += (vi)_mm512_madd_epi16(s, b[c]);
    }
#elif INT8 == 2
    __m512i b[PANELS];
UNROLL
    for (int c = 0; c < P; c++) {
      b[c] = _mm512_loadu_si512(wk + c * panel);
      if (fetch) __builtin_prefetch(wk + c * panel + FETCH);
    }
UNROLL
    for (int r = 0; r < R; r++) {
      int32_t four;
      __builtin_memcpy(&four, x + r * stride + 4 * k, 4);
      __m512i s = _mm512_set1_epi32(four);
UNROLL
      for (int c = 0; c < P; c++) a[r][c] = (vi)_mm512_dpbusd_epi32((__m512i)a[r][c], s, b[c]);
    }
#else
    int8x16_t b[4];
UNROLL
    for (int c = 0; c < 4; c++) b[c] = vld1q_s8(wk + 16 * c);
UNROLL
    for (int r = 0; r < R; r++) {
      int32_t four;
      __builtin_memcpy(&four, x + r * stride + 4 * k, 4);
      int8x16_t s = vreinterpretq_s8_s32(vdupq_n_s32(four));
UNROLL
      for (int c = 0; c < 4; c++) a[r][c] = (vi)vdotq_s32((int32x4_t)a[r][c], s, b[c]);
    }
#endif
  }
  TILE_END(vi)
}

#if BF16
INLINE void NAME(tile_bf16)(
    const int R, const int P, const bool fetch, const uint16_t *x, size_t stride, const uint16_t *w, size_t panel, size_t steps,
    bool more, float *tile, float *wide) {
  (void)wide;
  TILE_BEGIN(vf, NAME(splat)(0)) {
    __m512bh b[PANELS];
UNROLL
    for (int c = 0; c < P; c++) {
      b[c] = (__m512bh)_mm512_loadu_si512(w + c * panel + k * 32);
      if (fetch) __builtin_prefetch((const char *)(w + c * panel + k * 32) + FETCH);
    }
UNROLL
    for (int r = 0; r < R; r++) {
      int32_t pair;
      __builtin_memcpy(&pair, x + r * stride + 2 * k, 4);
      __m512bh s = (__m512bh)_mm512_set1_epi32(pair);
UNROLL
      for (int c = 0; c < P; c++) a[r][c] = (vf)_mm512_dpbf16_ps((__m512)a[r][c], s, b[c]);
    }
  }
  TILE_END(vf)
}
#endif

#if HALF
// Weights in half precision, made wide on the way: the rows that come after find them in `wide`.
INLINE void NAME(tile_f16)(
    const int R, const int P, const bool fetch, const float *x, size_t stride, const uint16_t *w, size_t panel, size_t steps,
    bool more, float *tile, float *wide) {
  TILE_BEGIN(vf, NAME(splat)(0)) {
    vf b[PANELS * PER_PANEL];
UNROLL
    for (int c = 0; c < P * PER_PANEL; c++) {
      const uint16_t *from = w + (c / PER_PANEL) * panel + k * 16 + (c % PER_PANEL) * WIDTH;
#if WIDTH == 16
      b[c] = (vf)_mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)from));
#else
      b[c] = (vf)_mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)from));
#endif
      NAME(store)(wide + (c / PER_PANEL) * (16 * DEPTH) + k * 16 + (c % PER_PANEL) * WIDTH, b[c]);
    }
    if (fetch) {
UNROLL
      for (int p = 0; p < P; p++) __builtin_prefetch((const char *)(w + p * panel + k * 16) + FETCH);
    }
UNROLL
    for (int r = 0; r < R; r++) {
      vf s = NAME(splat)(x[r * stride + k]);
UNROLL
      for (int c = 0; c < P * PER_PANEL; c++) a[r][c] = NAME(fma)(s, b[c], a[r][c]);
    }
  }
  TILE_END(vf)
}
#endif

#define CASE(KIND, R, P)                                                                                   \
  case R:                                                                                                  \
    if (fetch) NAME(tile_##KIND)(R, P, true, x, stride, w, panel, steps, more, tile, wide);               \
    else NAME(tile_##KIND)(R, P, false, x, stride, w, panel, steps, more, tile, wide);               \
    break;
#if ROWS > 6
#define MORE_CASES(KIND, P) CASE(KIND, 7, P) CASE(KIND, 8, P) CASE(KIND, 9, P) CASE(KIND, 10, P) CASE(KIND, 11, P) CASE(KIND, 12, P)
#else
#define MORE_CASES(KIND, P)
#endif
#if ROWS > 3
#define CASES(KIND, P) CASE(KIND, 1, P) CASE(KIND, 2, P) CASE(KIND, 3, P) CASE(KIND, 4, P) CASE(KIND, 5, P) CASE(KIND, 6, P) MORE_CASES(KIND, P)
#else
#define CASES(KIND, P) CASE(KIND, 1, P) CASE(KIND, 2, P) CASE(KIND, 3, P)
#endif
#if PANELS == 2
#define BOTH(KIND) if (panels == 2) switch (rows) { CASES(KIND, 2) } else switch (rows) { CASES(KIND, 1) }
#else
#define BOTH(KIND) (void)panels; switch (rows) { CASES(KIND, 1) }
#endif

#define DISPATCH(KIND, X, W)                                                                               \
  static __attribute__((noinline)) void NAME(dispatch_##KIND)(                                                                     \
      int rows, int panels, bool fetch, const X *x, size_t stride, const W *w, size_t panel, size_t steps, \
      bool more, float *tile, float *wide) {                                                               \
    BOTH(KIND)                                                                                             \
  }
DISPATCH(f32, float, float)
DISPATCH(i8, NAME(xint), int8_t)
#if BF16
DISPATCH(bf16, uint16_t, uint16_t)
#endif
#if HALF
DISPATCH(f16, float, uint16_t)
#endif

// Panels outside, rows inside: a panel stays in the first cache while the rows pass by. Long sums go in parts, so that the part of
// the panel fits there; the parts of a sum are added in the order of the inputs.
#define PRODUCT(KIND, X, W, SPREAD, PARTS)                                                                               \
  static void NAME(product_##KIND)(                                                                                      \
      const X *x, size_t stride, size_t rows, const W *w, size_t panel, size_t steps, size_t begin, size_t end,          \
      size_t outputs, const struct NAME(goal) *whole) {                                                                  \
    enum { span = 48 };                                                                                                  \
    float tiles[((span + ROWS - 1) / ROWS + 1) * ROWS][16 * PANELS] __attribute__((aligned(64)));                        \
    float wide[PANELS * 16 * DEPTH] __attribute__((aligned(64)));                                                        \
    for (size_t p = begin; p < end;) {                                                                                   \
      int panels = PANELS == 2 && p + 1 < end ? 2 : 1;                                                                   \
      struct NAME(goal) goal = *whole;                                                                                   \
      size_t first = p * 16, limit = (p + panels) * 16 < outputs ? (p + panels) * 16 : outputs;                          \
      goal.columns = limit - first;                                                                                      \
      if (goal.bias) goal.bias += first;                                                                                 \
      if (goal.scales) goal.scales += first;                                                                             \
      if (goal.sums) goal.sums += first;                                                                                 \
      if (goal.residual) goal.residual += first;                                                                         \
      goal.y += first;                                                                                                   \
      const W *wp = w + p * panel;                                                                                       \
      for (size_t top = 0; top < rows; top += span) {                                                                    \
        size_t bottom = top + span < rows ? top + span : rows, count = (bottom - top + ROWS - 1) / ROWS;                 \
        for (size_t k = 0; k < steps; k += (PARTS)) {                                                                      \
          size_t part = k + (PARTS) < steps ? (PARTS) : steps - k;                                                           \
          for (size_t t = 0; t < count; t++) {                                                                           \
            size_t r = (bottom - top) * t / count, next = (bottom - top) * (t + 1) / count;                              \
            NAME(multiply_##KIND)(                                                                                       \
                t == 0, (int)(next - r), panels, top == 0 && t == 0, x + (top + r) * stride + k * (SPREAD), stride,      \
                wp + k * 16 * (SPREAD), panel, part, k > 0, tiles[r], wide);                                                   \
          }                                                                                                              \
        }                                                                                                                \
        struct NAME(goal) g = goal;                                                                                      \
        g.y += top * g.y_stride;                                                                                         \
        if (g.residual) g.residual += top * g.residual_stride;                                                           \
        if (g.row_scales) g.row_scales += top;                                                                           \
        NAME(finish)(tiles[0], (int)(bottom - top), &g);                                                                 \
      }                                                                                                                  \
      p += panels;                                                                                                       \
    }                                                                                                                    \
  }
#define MULTIPLY(KIND, X, W)                                                                               \
  INLINE void NAME(multiply_##KIND)(                                                                       \
      bool first, int rows, int panels, bool fetch, const X *x, size_t stride, const W *w, size_t panel,   \
      size_t steps, bool more, float *tile, float *wide) {                                                 \
    (void)first, (void)wide;                                                                               \
    NAME(dispatch_##KIND)(rows, panels, fetch, x, stride, w, panel, steps, more, tile, NULL);              \
  }
MULTIPLY(f32, float, float)
MULTIPLY(i8, NAME(xint), int8_t)
#if BF16
MULTIPLY(bf16, uint16_t, uint16_t)
#endif
#if HALF
INLINE void NAME(multiply_f16)(
    bool first, int rows, int panels, bool fetch, const float *x, size_t stride, const uint16_t *w, size_t panel,
    size_t steps, bool more, float *tile, float *wide) {
  if (first) NAME(dispatch_f16)(rows, panels, fetch, x, stride, w, panel, steps, more, tile, wide);
  else NAME(dispatch_f32)(rows, panels, false, x, stride, wide, 16 * DEPTH, steps, more, tile, NULL);
}
#endif

PRODUCT(f32, float, float, 1, DEPTH)
#if HALF
PRODUCT(f16, float, uint16_t, 1, DEPTH)
#endif
PRODUCT(i8, NAME(xint), int8_t, GROUP, 1 << 20)
#if BF16
PRODUCT(bf16, uint16_t, uint16_t, 2, 1 << 20)
#endif

// Rows of x in whole numbers of 8 bits, each row with a scale of its own: x ≈ scale · q, |q| ≤ 127.
static void NAME(quantize)(const float *x, size_t stride, size_t rows, size_t count, NAME(xint) *q, size_t q_stride, float *scales) {
  for (size_t r = 0; r < rows; r++, x += stride, q += q_stride) {
    vf most = NAME(splat)(0);
    size_t k = 0;
    for (; k + WIDTH <= count; k += WIDTH) most = __builtin_elementwise_max(most, __builtin_elementwise_abs(NAME(load)(x + k)));
    float largest = NAME(largest)(most);
    for (; k < count; k++) largest = fabsf(x[k]) > largest ? fabsf(x[k]) : largest;
    float inverse = largest > 1e-35f ? 127.0f / largest : 0;
    scales[r] = largest / 127.0f;
    for (k = 0; k < count; k++) {
      int32_t whole = __builtin_bit_cast(int32_t, x[k] * inverse + 12582912.0f) - 0x4B400000;
      q[k] = (NAME(xint))(whole + (INT8 == 2 ? 128 : 0));
    }
    for (; k < q_stride; k++) q[k] = 0;
  }
}

static void NAME(convert)(float *to, const void *from, enum polyseme_format format, size_t count) {
  const uint16_t *halves = from;
  size_t i = 0;
  switch (format) {
  case polyseme_float32: memcpy(to, from, 4 * count); return;
  case polyseme_bfloat16:
    for (; i < count; i++) {
      uint16_t bits;
      memcpy(&bits, (const char *)from + 2 * i, 2);
      to[i] = __builtin_bit_cast(float, (uint32_t)bits << 16);
    }
    return;
  case polyseme_float16:
#if HALF
    for (; i + 8 <= count; i += 8)
      _mm256_storeu_ps(to + i, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)((const char *)halves + 2 * i))));
#endif
    for (; i < count; i++) {
      uint16_t bits;
      memcpy(&bits, (const char *)halves + 2 * i, 2);
      to[i] = float_of_half(bits);
    }
  }
}

#if HALF
// 16 rows of half precision become columns; a row that is not there is zeros.
static void NAME(turn)(uint16_t *to, const char *const row[16], size_t inputs) {
  size_t k = 0;
  for (; k + 8 <= inputs; k += 8)
    for (size_t j = 0; j < 16; j += 8) {
      __m128i a[8], b[8];
UNROLL
      for (int i = 0; i < 8; i++)
        a[i] = row[j + i] ? _mm_loadu_si128((const __m128i *)(row[j + i] + 2 * k)) : _mm_setzero_si128();
      // Three times, rows that lie 4 apart are interleaved: then a row has a number of each.
UNROLL
      for (int turns = 0; turns < 3; turns++) {
UNROLL
        for (int i = 0; i < 4; i++) {
          b[2 * i] = _mm_unpacklo_epi16(a[i], a[i + 4]);
          b[2 * i + 1] = _mm_unpackhi_epi16(a[i], a[i + 4]);
        }
UNROLL
        for (int i = 0; i < 8; i++) a[i] = b[i];
      }
UNROLL
      for (int i = 0; i < 8; i++) _mm_storeu_si128((__m128i *)(to + (k + (size_t)i) * 16 + j), a[i]);
    }
  for (; k < inputs; k++)
    for (size_t j = 0; j < 16; j++) {
      to[k * 16 + j] = 0;
      if (row[j]) memcpy(to + k * 16 + j, row[j] + 2 * k, 2);
    }
}
#endif

// 16 rows at a time, converted piece by piece.
static void NAME(pack)(struct polyseme_linear *l, const struct polyseme_rows *parts, size_t part_count, size_t begin, size_t end) {
  enum { piece = 64 };
  float block[16][piece];
  for (size_t p = begin; p < end; p++) {
    const char *row[16];
    enum polyseme_format format[16];
    for (size_t j = 0; j < 16; j++) {
      size_t part = 0, r = p * 16 + j;
      while (part < part_count && r >= parts[part].rows) r -= parts[part++].rows;
      row[j] = NULL;
      l->bias[p * 16 + j] = 0;
      if (part == part_count) continue;
      format[j] = parts[part].format;
      row[j] = (const char *)parts[part].weights + r * l->inputs * (format[j] == polyseme_float32 ? 4 : 2);
      l->bias[p * 16 + j] = parts[part].bias[r];
    }
    char *to = (char *)l->weights + p * l->panel_bytes;
#if HALF
    if (l->precision == polyseme_precision_half) {
      NAME(turn)((uint16_t *)to, row, l->inputs);
      continue;
    }
#endif
    float inverse[16] = {0};
    bool int8 = l->precision == polyseme_precision_int8;
    if (int8) {
      for (size_t j = 0; j < 16; j++) {
        float largest = 0;
        for (size_t k = 0; row[j] && k < l->inputs; k += piece) {
          size_t count = k + piece < l->inputs ? piece : l->inputs - k;
          NAME(convert)(block[0], row[j] + k * (format[j] == polyseme_float32 ? 4 : 2), format[j], count);
          for (size_t i = 0; i < count; i++) largest = fabsf(block[0][i]) > largest ? fabsf(block[0][i]) : largest;
        }
        inverse[j] = largest > 1e-35f ? 127.0f / largest : 0;
        l->scales[p * 16 + j] = largest / 127.0f;
        l->sums[p * 16 + j] = 0;
      }
    }
    for (size_t k = 0; k < l->inputs; k += piece) {
      size_t count = k + piece < l->inputs ? piece : l->inputs - k;
      for (size_t j = 0; j < 16; j++) {
        if (row[j]) NAME(convert)(block[j], row[j] + k * (format[j] == polyseme_float32 ? 4 : 2), format[j], count);
        else memset(block[j], 0, sizeof block[j]);
      }
      switch (l->precision) {
      case polyseme_precision_float32: {
        float *w = (float *)to + k * 16;
        for (size_t i = 0; i < count; i++)
          for (size_t j = 0; j < 16; j++) w[i * 16 + j] = block[j][i];
        break;
      }
      case polyseme_precision_bfloat16: {
        uint16_t *w = (uint16_t *)to;
        for (size_t i = 0; i < count; i++)
          for (size_t j = 0; j < 16; j++) w[((k + i) / 2 * 16 + j) * 2 + (k + i) % 2] = bfloat16_of(block[j][i]);
        break;
      }
      case polyseme_precision_half: break;  // packed above
      case polyseme_precision_int8: {
        int8_t *w = (int8_t *)to;
        for (size_t j = 0; j < 16; j++) {
          int32_t sum = 0;
          for (size_t i = 0; i < count; i++) {
            int32_t whole = __builtin_bit_cast(int32_t, block[j][i] * inverse[j] + 12582912.0f) - 0x4B400000;
            w[((k + i) / GROUP * 16 + j) * GROUP + (k + i) % GROUP] = (int8_t)whole;
            sum += whole;
          }
          l->sums[p * 16 + j] += 128 * sum;
        }
      }
      }
    }
  }
}

static void NAME(apply)(
    const struct polyseme_linear *l, const float *x, size_t x_stride, size_t rows, size_t begin, size_t end,
    enum polyseme_activation activation, const float *residual, size_t residual_stride, float *y, size_t y_stride, void *scratch) {
  struct NAME(goal) goal = {
      .bias = l->bias, .residual = residual, .y = y, .residual_stride = residual_stride, .y_stride = y_stride,
      .activation = activation};
  size_t padded = (l->inputs + 3) / 4 * 4;
  switch (l->precision) {
  case polyseme_precision_float32:
    NAME(product_f32)(x, x_stride, rows, l->weights, l->panel_bytes / 4, l->inputs, begin, end, l->outputs, &goal);
    break;
  case polyseme_precision_half:
#if HALF
    NAME(product_f16)(x, x_stride, rows, l->weights, l->panel_bytes / 2, l->inputs, begin, end, l->outputs, &goal);
#endif
    break;
  case polyseme_precision_bfloat16:
#if BF16
  {
    uint16_t *halves = scratch;
    for (size_t r = 0; r < rows; r++)
      for (size_t k = 0; k < padded; k++) halves[r * padded + k] = k < l->inputs ? bfloat16_of(x[r * x_stride + k]) : 0;
    NAME(product_bf16)(halves, padded, rows, l->weights, l->panel_bytes / 2, (l->inputs + 1) / 2, begin, end, l->outputs, &goal);
  }
#endif
    break;
  case polyseme_precision_int8: {
    float *scales = scratch;
    NAME(xint) *q = (NAME(xint) *)(scales + (rows + 15) / 16 * 16);
    NAME(quantize)(x, x_stride, rows, l->inputs, q, padded, scales);
    goal.scales = l->scales;
    goal.sums = INT8 == 2 ? l->sums : NULL;
    goal.row_scales = scales;
    NAME(product_i8)(q, padded, rows, l->weights, l->panel_bytes, (l->inputs + GROUP - 1) / GROUP, begin, end, l->outputs, &goal);
  }
  }
}

// The keys and the values become panels, so that both products are those of a linear layer.
static void NAME(attend)(
    const float *q, const float *k, const float *v, size_t stride, size_t tokens, size_t width, float *found,
    size_t found_stride, void *scratch) {
  size_t columns = (tokens + 15) / 16 * 16, wide = (width + 15) / 16 * 16;
  float *keys = scratch, *values = keys + columns * width, *scores = values + wide * tokens;
  for (size_t t = 0; t < columns; t++) {
    float *to = keys + t / 16 * 16 * width + t % 16;
    if (t < tokens)
      for (size_t d = 0; d < width; d++) to[d * 16] = k[t * stride + d];
    else
      for (size_t d = 0; d < width; d++) to[d * 16] = 0;
  }
  for (size_t d = 0; d < wide; d += 16)
    for (size_t t = 0; t < tokens; t++) {
      float *to = values + d * tokens + t * 16;
      if (d + 16 <= width) memcpy(to, v + t * stride + d, 64);
      else
        for (size_t i = 0; i < 16; i++) to[i] = d + i < width ? v[t * stride + d + i] : 0;
    }
  float scale = 1.44269504088896341f / sqrtf((float)width);  // 2^(x · log₂e) = e^x
  for (size_t top = 0; top < tokens; top += 48) {
    size_t rows = top + 48 < tokens ? 48 : tokens - top;
    struct NAME(goal) goal = {.y = scores, .y_stride = columns};
    NAME(product_f32)(q + top * stride, stride, rows, keys, 16 * width, width, 0, columns / 16, columns, &goal);
    for (size_t r = 0; r < rows; r++) {
      float *s = scores + r * columns;
      for (size_t t = tokens; t < columns; t++) s[t] = -INFINITY;
      vf most = NAME(load)(s);
      for (size_t t = WIDTH; t < columns; t += WIDTH) most = __builtin_elementwise_max(most, NAME(load)(s + t));
      float largest = NAME(largest)(most);
      vf sum = NAME(splat)(0);
      for (size_t t = 0; t < columns; t += WIDTH) {
        vf e = NAME(exp2)((NAME(load)(s + t) - largest) * scale);
        sum += e;
        NAME(store)(s + t, e);
      }
      float share = 1 / NAME(total)(sum);
      for (size_t t = 0; t < columns; t += WIDTH) NAME(store)(s + t, NAME(load)(s + t) * share);
    }
    struct NAME(goal) last = {.y = found + top * found_stride, .y_stride = found_stride};
    NAME(product_f32)(scores, columns, rows, values, 16 * tokens, tokens, 0, wide / 16, width, &last);
  }
}

static void NAME(normalize)(
    float *x, size_t stride, size_t rows, size_t channels, const float *weight, const float *bias, float epsilon) {
  size_t whole = channels / WIDTH * WIDTH;
  for (size_t r = 0; r < rows; r++, x += stride) {
    vf sums = NAME(splat)(0);
    for (size_t c = 0; c < whole; c += WIDTH) sums += NAME(load)(x + c);
    float sum = NAME(total)(sums);
    for (size_t c = whole; c < channels; c++) sum += x[c];
    float mean = sum / (float)channels;
    sums = NAME(splat)(0);
    for (size_t c = 0; c < whole; c += WIDTH) {
      vf d = NAME(load)(x + c) - mean;
      sums = NAME(fma)(d, d, sums);
    }
    float squares = NAME(total)(sums);
    for (size_t c = whole; c < channels; c++) squares += (x[c] - mean) * (x[c] - mean);
    float scale = 1 / sqrtf(squares / (float)channels + epsilon);
    for (size_t c = 0; c < whole; c += WIDTH)
      NAME(store)(x + c, NAME(fma)((NAME(load)(x + c) - mean) * scale, NAME(load)(weight + c), NAME(load)(bias + c)));
    for (size_t c = whole; c < channels; c++) x[c] = (x[c] - mean) * scale * weight[c] + bias[c];
  }
}

static const struct polyseme_set NAME(set) = {
    .name = SET_NAME, .bfloat16 = BF16, .half = HALF, .pack = NAME(pack), .apply = NAME(apply), .attend = NAME(attend),
    .normalize = NAME(normalize), .convert = NAME(convert)};

#undef vf
#undef vi
#undef PER_PANEL
#undef INLINE
#undef TILE_BEGIN
#undef TILE_END
#undef UNROLL
#undef FETCH
#undef GROUP
#undef CASE
#undef CASES
#undef MORE_CASES
#undef BOTH
#undef DISPATCH
#undef MULTIPLY
#undef PRODUCT
#undef DEPTH
#undef NAME
#undef WIDTH
#undef ROWS
#undef PANELS
#undef FUSED
#undef INT8
#undef BF16
#undef HALF
#undef SET_NAME
