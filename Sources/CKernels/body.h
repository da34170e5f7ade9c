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
//   FP16      numbers of a vector in half precision, where it multiplies those; else 0

typedef float NAME(vf) __attribute__((ext_vector_type(WIDTH), aligned(4)));
typedef int32_t NAME(vi) __attribute__((ext_vector_type(WIDTH), aligned(4)));
#if HALF || FP16
typedef _Float16 NAME(vn) __attribute__((ext_vector_type(WIDTH), aligned(2)));
#endif
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

// Halves are put on one another until one number is left.
#if WIDTH == 16
#define FOLD(v, OP) (v8 = OP(v.lo, v.hi), v4 = OP(v8.lo, v8.hi))
#elif WIDTH == 8
#define FOLD(v, OP) ((void)v8, v4 = OP(v.lo, v.hi))
#else
#define FOLD(v, OP) ((void)v8, v4 = v)
#endif
#define SUM(a, b) ((a) + (b))
INLINE float NAME(total)(vf v) {
  float __attribute__((ext_vector_type(8))) v8;
  float __attribute__((ext_vector_type(4))) v4;
  FOLD(v, SUM);
  float __attribute__((ext_vector_type(2))) v2 = v4.lo + v4.hi;
  return v2.x + v2.y;
}

#define GREATER(a, b) ((a) > (b) ? (a) : (b))
INLINE vf NAME(polynomial)(vf x, const float *c, int degree) {
  vf sum = NAME(splat)(c[degree]);
UNROLL
  for (int i = degree - 1; i >= 0; i--) sum = NAME(fma)(sum, x, NAME(splat)(c[i]));
  return sum;
}

// 2^x; 0 below 2^−126. The whole part goes into the exponent, the rest through a polynomial.
INLINE vf NAME(exp2)(vf x) {
  const float magic = 12582912.0f;  // 1.5 · 2^23: adding it rounds to a whole number
  vf low = NAME(splat)(-126.0f), bounded = __builtin_elementwise_min(__builtin_elementwise_max(x, low), NAME(splat)(127.0f));
  vf shifted = bounded + magic;
  vf whole = shifted - magic;
  vf p = NAME(polynomial)(bounded - whole, exp2_coefficients, 6);
  vi bits = (__builtin_bit_cast(vi, shifted) << 23) + (127 << 23);
  vf y = p * __builtin_bit_cast(vf, bits);
  return __builtin_bit_cast(vf, __builtin_bit_cast(vi, y) & (vi)(x >= low));
}

// x · Φ(x), Φ the normal distribution's. Φ(x) − ½ is x times a ratio of polynomials in x²; from 5.4, where x² is held, that is
// more than the ½ that it is cut to.
INLINE vf NAME(gelu)(vf x) {
  vf half = NAME(splat)(0.5f), square = __builtin_elementwise_min(x * x, NAME(splat)(5.4f * 5.4f));
  vf above = x * NAME(polynomial)(square, gelu_above, 5), below = NAME(polynomial)(square, gelu_below, 5);
  return x * (half + __builtin_elementwise_min(__builtin_elementwise_max(above / below, -half), half));
}

INLINE vf NAME(activate)(vf x, enum polyseme_activation activation) {
  switch (activation) {
  case polyseme_gelu: return NAME(gelu)(x);
  case polyseme_gelu_tanh: {
    // ½(1 + tanh u) = 1 / (1 + e^−2u)
    vf u = 0.79788456080286536f * (x + 0.044715f * x * x * x);
    return x / (1.0f + NAME(exp2)(u * -2.8853900817779268f));
  }
  // x / (1 + e^−kx), the exponent as one of 2
  case polyseme_gelu_sigmoid: return x / (1.0f + NAME(exp2)(x * -2.4554669595930157f));
  case polyseme_silu: return x / (1.0f + NAME(exp2)(x * -1.4426950408889634f));
  case polyseme_relu: return __builtin_elementwise_max(x, NAME(splat)(0));
  default: return x;
  }
}

// What a tile starts from, what it still needs when its sums are there, and where it goes.
struct NAME(goal) {
  const float *start;                         // what the sums begin with: biases, or whole numbers' bits; NULL for 0
  enum polyseme_sums sums;
  const float *bias, *scales, *row_scales;    // of sums that are not plain
  const float *other;
  float *y;
  size_t other_stride, y_stride, columns;
  enum polyseme_activation activation;
  enum polyseme_join join;
};

// `activation`, `sums` and `join` are constants, so that each has a loop of its own, down a panel.
INLINE void NAME(finish_as)(
    const float *tile, int rows, const struct NAME(goal) *g, const enum polyseme_activation activation,
    const enum polyseme_sums sums, const enum polyseme_join join) {
  for (size_t c = 0; c < g->columns; c += 16) {
    size_t columns = g->columns - c;
    const float *t = tile + c, *other = join ? g->other + c : NULL;
    float *y = g->y + c;
    vf scales[PER_PANEL], bias[PER_PANEL];
UNROLL
    for (int i = 0; sums != polyseme_plain_sums && i < PER_PANEL; i++) {
      scales[i] = NAME(load)(g->scales + c + i * WIDTH);
      bias[i] = NAME(load)(g->bias + c + i * WIDTH);
    }
    for (int r = 0; r < rows; r++, t += 16 * PANELS, y += g->y_stride) {
      vf v[PER_PANEL];
UNROLL
      for (int i = 0; i < PER_PANEL; i++) {
        v[i] = NAME(load)(t + i * WIDTH);
        if (sums != polyseme_plain_sums) {
          vf scale = scales[i];
          if (sums == polyseme_whole_sums) {
            scale *= g->row_scales[r];
            v[i] = __builtin_convertvector(__builtin_bit_cast(vi, v[i]), vf);
          }
          v[i] *= scale;
          if (sums == polyseme_row_sums) v[i] *= g->row_scales[r];  // two steps: both scales at once may be out of range
          v[i] += bias[i];
        }
        v[i] = NAME(activate)(v[i], activation);
      }
      if (columns >= 16) {
UNROLL
        for (int i = 0; i < PER_PANEL; i++) {
          if (join == polyseme_add) v[i] += NAME(load)(other + i * WIDTH);
          if (join == polyseme_multiply) v[i] *= NAME(load)(other + i * WIDTH);
          NAME(store)(y + i * WIDTH, v[i]);
        }
      } else {
        float last[16];
UNROLL
        for (int i = 0; i < PER_PANEL; i++) NAME(store)(last + i * WIDTH, v[i]);
        for (size_t i = 0; i < columns; i++)
          y[i] = join == polyseme_add ? last[i] + other[i] : join == polyseme_multiply ? last[i] * other[i] : last[i];
      }
      if (join) other += g->other_stride;
    }
  }
}

static __attribute__((noinline)) void NAME(finish)(const float *tile, int rows, const struct NAME(goal) *g) {
#define FINISH_AS(ACTIVATION, JOIN)                                                                              \
  switch (g->sums) {                                                                                             \
  case polyseme_plain_sums: NAME(finish_as)(tile, rows, g, ACTIVATION, polyseme_plain_sums, JOIN); break;        \
  case polyseme_scaled_sums: NAME(finish_as)(tile, rows, g, ACTIVATION, polyseme_scaled_sums, JOIN); break;      \
  case polyseme_row_sums: NAME(finish_as)(tile, rows, g, ACTIVATION, polyseme_row_sums, JOIN); break;            \
  case polyseme_whole_sums: NAME(finish_as)(tile, rows, g, ACTIVATION, polyseme_whole_sums, JOIN); break;        \
  }
#define FINISH(ACTIVATION)                                                                                       \
  if (g->join) FINISH_AS(ACTIVATION, polyseme_add)                                                               \
  else FINISH_AS(ACTIVATION, polyseme_none)                                                                      \
  break;
  if (g->join == polyseme_multiply) {
    FINISH_AS(polyseme_identity, polyseme_multiply)
    return;
  }
  switch (g->activation) {
  case polyseme_gelu: FINISH(polyseme_gelu)
  case polyseme_gelu_tanh: FINISH(polyseme_gelu_tanh)
  case polyseme_gelu_sigmoid: FINISH(polyseme_gelu_sigmoid)
  case polyseme_silu: FINISH(polyseme_silu)
  case polyseme_relu: FINISH(polyseme_relu)
  default: FINISH(polyseme_identity)
  }
}

// Products of R rows with P panels, K steps, added to what is at `from`: the sums so far, or with a stride of 0 the same start for
// every row. The steps stay a loop; rows and columns are written out, so that the sums live in registers.
#define TILE_BEGIN(ACC)                                                        \
  ACC a[ROWS][PANELS * PER_PANEL];                                             \
  UNROLL for (int r = 0; r < R; r++)                                           \
  UNROLL for (int c = 0; c < P * PER_PANEL; c++)                               \
    a[r][c] = *(const ACC *)(from + r * from_stride + c * WIDTH);              \
  _Pragma("clang loop unroll(disable)") for (size_t k = 0; k < steps; k++)
#define TILE_END(ACC)                                                          \
  UNROLL for (int r = 0; r < R; r++)                                           \
  UNROLL for (int c = 0; c < P * PER_PANEL; c++)                               \
    *(ACC *)(to + r * to_stride + c * WIDTH) = a[r][c];

// The first rows that meet panels ask for the panels after them, which are on their way while these are used: each tile for its
// share, so that the memory has something to do all the time.
#define ASK_FOR(PANEL_COUNT)                                                     \
  if (fetch) {                                                                 \
    UNROLL for (int p = 0; p < PANEL_COUNT; p++)                               \
        __builtin_prefetch(ask.from + (size_t)p * ask.panel + k * ask.step);   \
  }

#define DEPTH 384  // inputs of a part of a long sum
#define TILE_PARAMETERS(X, W)                                                                                 \
  const int R, const int P, const bool fetch, struct ask ask, const X *x, size_t stride, const W *w, size_t panel, \
      size_t steps, const float *from, size_t from_stride, float *to, size_t to_stride, float *wide

INLINE void NAME(tile_f32)(TILE_PARAMETERS(float, float)) {
  (void)wide;
  TILE_BEGIN(vf) {
    vf b[PANELS * PER_PANEL];
UNROLL
    for (int c = 0; c < P * PER_PANEL; c++)
      b[c] = NAME(load)(w + (c / PER_PANEL) * panel + k * 16 + (c % PER_PANEL) * WIDTH);
    ASK_FOR(P)
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

typedef NAME(xint) NAME(vq) __attribute__((ext_vector_type(WIDTH), aligned(1)));

INLINE void NAME(tile_i8)(TILE_PARAMETERS(NAME(xint), int8_t)) {
  (void)fetch, (void)ask, (void)panel, (void)wide;
  TILE_BEGIN(vi) {
    const int8_t *wk = w + k * 16 * GROUP;
#if INT8 == 0
    vi b[PANELS * PER_PANEL];
UNROLL
    for (int c = 0; c < P * PER_PANEL; c++)
      b[c] = __builtin_convertvector(*(const NAME(vb) *)(wk + (c / PER_PANEL) * panel + (c % PER_PANEL) * WIDTH), vi);
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
    ASK_FOR(1)
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
    for (int c = 0; c < P; c++) b[c] = _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)(wk + c * panel)));
    ASK_FOR(P)
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
    for (int c = 0; c < P; c++) b[c] = _mm512_loadu_si512(wk + c * panel);
    ASK_FOR(P)
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
INLINE void NAME(tile_bf16)(TILE_PARAMETERS(uint16_t, uint16_t)) {
  (void)wide;
  TILE_BEGIN(vf) {
    __m512bh b[PANELS];
UNROLL
    for (int c = 0; c < P; c++) b[c] = (__m512bh)_mm512_loadu_si512(w + c * panel + k * 32);
    ASK_FOR(P)
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
INLINE void NAME(tile_f16)(TILE_PARAMETERS(float, uint16_t)) {
  TILE_BEGIN(vf) {
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
    ASK_FOR(P)
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

#if FP16
// Products in half precision: 16 · PANELS outputs a step, SHORT steps to a sum, and these sums are added in single precision.
// Weights are below 2 and inputs below 2^8, so a sum is below 2^15: nothing can leave the range.
typedef _Float16 NAME(vh) __attribute__((ext_vector_type(FP16), aligned(2)));
#define SHORT 64
#define PER_GROUP (16 * PANELS / FP16)
INLINE void NAME(tile_fp16)(TILE_PARAMETERS(_Float16, _Float16)) {
  (void)P, (void)panel, (void)wide;
  for (size_t begin = 0; begin < steps; begin += SHORT) {
    size_t end = begin + SHORT < steps ? begin + SHORT : steps;
    NAME(vh) a[ROWS][PER_GROUP];
UNROLL
    for (int r = 0; r < R; r++)
UNROLL
      for (int c = 0; c < PER_GROUP; c++) a[r][c] = (NAME(vh))(_Float16)0;
    _Pragma("clang loop unroll(disable)") for (size_t k = begin; k < end; k++) {
      const _Float16 *wk = w + k * (16 * PANELS);
      NAME(vh) b[PER_GROUP];
UNROLL
      for (int c = 0; c < PER_GROUP; c++) b[c] = *(const NAME(vh) *)(wk + c * FP16);
      ASK_FOR(1)
UNROLL
      for (int r = 0; r < R; r++)
UNROLL
        for (int c = 0; c < PER_GROUP; c++) a[r][c] = __builtin_elementwise_fma((NAME(vh))x[r * stride + k], b[c], a[r][c]);
    }
UNROLL
    for (int r = 0; r < R; r++) {
      _Float16 sums[16 * PANELS] __attribute__((aligned(64)));
UNROLL
      for (int c = 0; c < PER_GROUP; c++) *(NAME(vh) *)(sums + c * FP16) = a[r][c];
UNROLL
      for (int c = 0; c < 16 * PANELS; c += WIDTH) {
        vf sum = __builtin_convertvector(*(const NAME(vn) *)(sums + c), vf);
        NAME(store)(to + r * to_stride + c, sum + NAME(load)(begin ? to + r * to_stride + c : from + r * from_stride + c));
      }
    }
  }
}
#endif

// The weights of attention: `steps` rows of values, each R times with a weight of its own. x holds 16 weights a step.
INLINE void NAME(tile_mix)(const int R, const int P, const float *x, const float *w, size_t stride, size_t steps, float *to, size_t to_stride) {
  const float *from = zeros;
  size_t from_stride = 0;
  TILE_BEGIN(vf) {
    vf b[PANELS * PER_PANEL];
UNROLL
    for (int c = 0; c < P * PER_PANEL; c++) b[c] = NAME(load)(w + k * stride + c * WIDTH);
UNROLL
    for (int r = 0; r < R; r++) {
      vf s = NAME(splat)(x[k * 16 + r]);
UNROLL
      for (int c = 0; c < P * PER_PANEL; c++) a[r][c] = NAME(fma)(s, b[c], a[r][c]);
    }
  }
  TILE_END(vf)
}

#if ROWS == 12
#define ROW_COUNTS(F, P) F(1, P) F(2, P) F(3, P) F(4, P) F(5, P) F(6, P) F(7, P) F(8, P) F(9, P) F(10, P) F(11, P) F(12, P)
#elif ROWS == 6
#define ROW_COUNTS(F, P) F(1, P) F(2, P) F(3, P) F(4, P) F(5, P) F(6, P)
#else
#define ROW_COUNTS(F, P) F(1, P) F(2, P) F(3, P)
#endif
#if PANELS == 2
#define COUNTS(F) if (panels == 2) switch (rows) { ROW_COUNTS(F, 2) } else switch (rows) { ROW_COUNTS(F, 1) }
#else
#define COUNTS(F) (void)panels; switch (rows) { ROW_COUNTS(F, 1) }
#endif

#define CASE(KIND, R, P)                                                                                                     \
  case R:                                                                                                                    \
    if (ask.from) NAME(tile_##KIND)(R, P, true, ask, x, stride, w, panel, steps, from, from_stride, to, to_stride, wide);    \
    else NAME(tile_##KIND)(R, P, false, ask, x, stride, w, panel, steps, from, from_stride, to, to_stride, wide);            \
    break;
#define DISPATCH(KIND, X, W)                                                                                                 \
  static __attribute__((noinline)) void NAME(dispatch_##KIND)(                                                               \
      int rows, int panels, struct ask ask, const X *x, size_t stride, const W *w, size_t panel, size_t steps,               \
      const float *from, size_t from_stride, float *to, size_t to_stride, float *wide) {                                     \
    COUNTS(CASE_##KIND)                                                                                                      \
  }
#define CASE_f32(R, P) CASE(f32, R, P)
#define CASE_i8(R, P) CASE(i8, R, P)
#define CASE_bf16(R, P) CASE(bf16, R, P)
#define CASE_f16(R, P) CASE(f16, R, P)
#define CASE_fp16(R, P) CASE(fp16, R, P)
DISPATCH(f32, float, float)
DISPATCH(i8, NAME(xint), int8_t)
#if BF16
DISPATCH(bf16, uint16_t, uint16_t)
#endif
#if HALF
DISPATCH(f16, float, uint16_t)
#endif
#if FP16
DISPATCH(fp16, _Float16, _Float16)
#endif
#define CASE_mix(R, P) case R: NAME(tile_mix)(R, P, x, w, stride, steps, to, to_stride); break;
static __attribute__((noinline)) void NAME(dispatch_mix)(
    int rows, int panels, const float *x, const float *w, size_t stride, size_t steps, float *to, size_t to_stride) {
  COUNTS(CASE_mix)
}

// Panels outside, rows inside: a panel stays in the first cache while the rows pass by. Long sums go in parts, so that the part of
// the panel fits there; the parts of a sum are added in the order of the inputs. A tile that needs no more than its sums goes
// straight to its place.
#define PRODUCT(KIND, X, W, SPREAD, GROUPED, PARTS)                                                                                   \
  static void NAME(product_##KIND)(                                                                                                   \
      const X *x, size_t stride, size_t rows, const W *w, size_t panel, size_t steps, size_t begin, size_t end,                       \
      size_t outputs, const struct NAME(goal) *whole) {                                                                               \
    enum { span = 48 };                                                                                                               \
    float tiles[span][16 * PANELS] __attribute__((aligned(64)));                                                                      \
    float wide[PANELS * 16 * DEPTH] __attribute__((aligned(64)));                                                                     \
    for (size_t p = begin; p < end;) {                                                                                                \
      size_t lead = p % (GROUPED), most = PANELS - lead < end - p ? PANELS - lead : end - p;                                          \
      int panels = (int)most;                                                                                                         \
      struct NAME(goal) goal = *whole;                                                                                                \
      size_t first = p * 16, limit = (p + panels) * 16 < outputs ? (p + panels) * 16 : outputs;                                       \
      goal.columns = limit - first;                                                                                                   \
      goal.start = goal.start ? goal.start + first : zeros;                                                                           \
      if (goal.bias) goal.bias += first;                                                                                              \
      if (goal.scales) goal.scales += first;                                                                                          \
      if (goal.other) goal.other += first;                                                                                            \
      goal.y += first;                                                                                                                \
      bool direct = goal.sums == polyseme_plain_sums && !goal.join && goal.activation == polyseme_identity && goal.columns % 16 == 0; \
      const size_t step = 16 * (SPREAD) * (GROUPED) * sizeof *w;                                                                      \
      const W *wp = w + (p - lead) * panel;                                                                                           \
      for (size_t top = 0; top < rows; top += span) {                                                                                 \
        size_t bottom = top + span < rows ? top + span : rows, count = (bottom - top + ROWS - 1) / ROWS;                              \
        float *to = direct ? goal.y + top * goal.y_stride : tiles[0];                                                                 \
        size_t to_stride = direct ? goal.y_stride : 16 * PANELS;                                                                      \
        for (size_t k = 0; k < steps; k += (PARTS)) {                                                                                 \
          size_t part = k + (PARTS) < steps ? (PARTS) : steps - k;                                                                    \
          for (size_t t = 0; t < count; t++) {                                                                                        \
            size_t r = (bottom - top) * t / count, next = (bottom - top) * (t + 1) / count;                                           \
            float *tile = to + r * to_stride;                                                                                         \
            struct ask ask = {                                                                                                        \
                top ? NULL : (const char *)(wp + most * panel) + (k * count + t * part) * step / count, step / count,                 \
                panel * sizeof *w};                                                                                                   \
            NAME(multiply_##KIND)(                                                                                                    \
                t == 0, (int)(next - r), (GROUPED) == 1 ? panels : PANELS, ask, x + (top + r) * stride + k * (SPREAD), stride,        \
                wp + k * 16 * (SPREAD) * (GROUPED), panel, part, k ? tile : goal.start, k ? to_stride : 0, tile, to_stride, wide);    \
          }                                                                                                                           \
        }                                                                                                                             \
        if (direct) continue;                                                                                                         \
        struct NAME(goal) g = goal;                                                                                                   \
        g.y += top * g.y_stride;                                                                                                      \
        if (g.other) g.other += top * g.other_stride;                                                                                 \
        if (g.row_scales) g.row_scales += top;                                                                                        \
        NAME(finish)(tiles[0] + 16 * lead, (int)(bottom - top), &g);                                                                  \
      }                                                                                                                               \
      p += panels;                                                                                                                    \
    }                                                                                                                                 \
  }
#define MULTIPLY_PARAMETERS(X, W)                                                                                        \
  bool first, int rows, int panels, struct ask ask, const X *x, size_t stride, const W *w, size_t panel, size_t steps,   \
      const float *from, size_t from_stride, float *to, size_t to_stride, float *wide
#define MULTIPLY(KIND, X, W)                                                                                             \
  INLINE void NAME(multiply_##KIND)(MULTIPLY_PARAMETERS(X, W)) {                                                         \
    (void)first;                                                                                                         \
    NAME(dispatch_##KIND)(rows, panels, ask, x, stride, w, panel, steps, from, from_stride, to, to_stride, wide);        \
  }
MULTIPLY(f32, float, float)
MULTIPLY(i8, NAME(xint), int8_t)
#if BF16
MULTIPLY(bf16, uint16_t, uint16_t)
#endif
#if FP16
MULTIPLY(fp16, _Float16, _Float16)
#endif
#if HALF
INLINE void NAME(multiply_f16)(MULTIPLY_PARAMETERS(float, uint16_t)) {
  if (first) NAME(dispatch_f16)(rows, panels, ask, x, stride, w, panel, steps, from, from_stride, to, to_stride, wide);
  else NAME(dispatch_f32)(rows, panels, ask, x, stride, wide, 16 * DEPTH, steps, from, from_stride, to, to_stride, NULL);
}
#endif

PRODUCT(f32, float, float, 1, 1, DEPTH)
#if HALF
PRODUCT(f16, float, uint16_t, 1, 1, DEPTH)
#endif
PRODUCT(i8, NAME(xint), int8_t, GROUP, 1, 1 << 20)
#if BF16
PRODUCT(bf16, uint16_t, uint16_t, 2, 1, 1 << 20)
#endif
#if FP16
PRODUCT(fp16, _Float16, _Float16, 1, PANELS, DEPTH)
#endif

// The largest magnitude; one that is no number is larger than all. The bits of positive numbers come in the order of the numbers.
INLINE float NAME(magnitude)(const float *x, size_t count) {
  vi most[2] = {(vi)0, (vi)0};
  size_t k = 0;
  for (; k + 2 * WIDTH <= count; k += 2 * WIDTH)
UNROLL
    for (int i = 0; i < 2; i++)
      most[i] = __builtin_elementwise_max(most[i], __builtin_bit_cast(vi, NAME(load)(x + k + i * WIDTH)) & INT32_MAX);
  int32_t lanes[WIDTH], largest = 0;
  *(vi *)lanes = __builtin_elementwise_max(most[0], most[1]);
  for (int i = 0; i < WIDTH; i++) largest = GREATER(lanes[i], largest);
  for (; k < count; k++) {
    int32_t bits = __builtin_bit_cast(int32_t, x[k]) & INT32_MAX;
    largest = GREATER(bits, largest);
  }
  return __builtin_bit_cast(float, largest);
}

// x · inverse rounded to whole numbers, ties to even, for numbers below 2^22; plus `shift`.
INLINE void NAME(round)(const float *x, size_t count, float inverse, int32_t shift, NAME(xint) *q) {
  const float magic = 12582912.0f;  // 1.5 · 2^23
  size_t k = 0;
  for (; k + WIDTH <= count; k += WIDTH) {
    vf scaled = NAME(load)(x + k) * inverse;  // not one step with the sum: the same on every processor
    vi whole = __builtin_bit_cast(vi, scaled + magic) - (0x4B400000 - shift);
    *(NAME(vq) *)(q + k) = __builtin_convertvector(whole, NAME(vq));
  }
  for (; k < count; k++) {
    float scaled = x[k] * inverse;
    q[k] = (NAME(xint))(__builtin_bit_cast(int32_t, scaled + magic) - (0x4B400000 - shift));
  }
}

// Lane i takes what lane i ^ n has.
#if WIDTH == 16
#define CROSS(v, n) \
  __builtin_shufflevector( \
      v, v, 0 ^ n, 1 ^ n, 2 ^ n, 3 ^ n, 4 ^ n, 5 ^ n, 6 ^ n, 7 ^ n, 8 ^ n, 9 ^ n, 10 ^ n, 11 ^ n, 12 ^ n, 13 ^ n, 14 ^ n, 15 ^ n)
#elif WIDTH == 8
#define CROSS(v, n) __builtin_shufflevector(v, v, 0 ^ n, 1 ^ n, 2 ^ n, 3 ^ n, 4 ^ n, 5 ^ n, 6 ^ n, 7 ^ n)
#else
#define CROSS(v, n) __builtin_shufflevector(v, v, 0 ^ n, 1 ^ n, 2 ^ n, 3 ^ n)
#endif

// A row times Hadamard matrices, which shares out a number that stands out, so that whole numbers of 8 bits can be finer; the
// products of two such rows are 64 times what they were. Each number becomes the sum of a four less twice itself: of those that
// lie 16 apart, then 4, then 1, in every 64 numbers; then of those 64 apart in every 256, where it is half of that. At the end of
// a row, numbers that have no four are doubled. All this in one order on every processor.
INLINE void NAME(spread)(const float *x, size_t count, float *y) {
  size_t k = 0;
  for (; k + 64 <= count; k += 64) {
    enum { vectors = 64 / WIDTH, apart = 16 / WIDTH };
    vf v[vectors];
UNROLL
    for (int i = 0; i < vectors; i++) v[i] = NAME(load)(x + k + i * WIDTH);
UNROLL
    for (int i = 0; i < apart; i++) {
      vf sum = (v[i] + v[i + 2 * apart]) + (v[i + apart] + v[i + 3 * apart]);
UNROLL
      for (int j = i; j < vectors; j += apart) v[j] = NAME(fma)((vf)-2.0f, v[j], sum);
    }
UNROLL
    for (int i = 0; i < vectors; i += apart) {
#if WIDTH == 16
      vf pairs = v[i] + CROSS(v[i], 8), sum = pairs + CROSS(pairs, 4);
#elif WIDTH == 8
      vf pairs = v[i] + v[i + 1], sum = pairs + CROSS(pairs, 4);
#else
      vf sum = (v[i] + v[i + 2]) + (v[i + 1] + v[i + 3]);
#endif
UNROLL
      for (int j = i; j < i + apart; j++) v[j] = NAME(fma)((vf)-2.0f, v[j], sum);
    }
UNROLL
    for (int i = 0; i < vectors; i++) {
      vf pairs = v[i] + CROSS(v[i], 2), sum = pairs + CROSS(pairs, 1);
      NAME(store)(y + k + i * WIDTH, NAME(fma)((vf)-2.0f, v[i], sum));
    }
  }
  spread_rest(x + k, count - k, y + k);
  for (k = 0; k + 256 <= count; k += 256)
    for (size_t i = k; i < k + 64; i += WIDTH) {
      vf a = NAME(load)(y + i), b = NAME(load)(y + i + 64), c = NAME(load)(y + i + 128), d = NAME(load)(y + i + 192);
      vf half = 0.5f * ((a + c) + (b + d));
      NAME(store)(y + i, half - a);
      NAME(store)(y + i + 64, half - b);
      NAME(store)(y + i + 128, half - c);
      NAME(store)(y + i + 192, half - d);
    }
}

// Rows of x, spread, in whole numbers of 8 bits, each row with a scale of its own: spread x ≈ scale · q, |q| ≤ 127.
static void NAME(quantize)(
    const float *x, size_t stride, size_t rows, size_t count, float *spread, NAME(xint) *q, size_t q_stride, float *scales) {
  for (size_t r = 0; r < rows; r++, x += stride, q += q_stride) {
    NAME(spread)(x, count, spread);
    float largest = NAME(magnitude)(spread, count);
    scales[r] = largest / 127.0f;
    NAME(round)(spread, count, largest > 1e-35f ? 127.0f / largest : 0, INT8 == 2 ? 128 : 0, q);
    for (size_t k = count; k < q_stride; k++) q[k] = 0;
  }
}

// Rounded to the nearest, ties to even; zeros up to `padded`.
INLINE void NAME(narrow)(const float *x, size_t count, uint16_t *to, size_t padded) {
  size_t k = 0;
#if BF16
  for (; k + 16 <= count; k += 16) _mm256_storeu_si256((__m256i *)(to + k), (__m256i)_mm512_cvtneps_pbh(_mm512_loadu_ps(x + k)));
#endif
  for (; k < padded; k++) to[k] = k < count ? bfloat16_of(x[k]) : 0;
}

// Row i of the first half and row i of the second become rows 2i and 2i + 1, interleaved; as often as it can be, and rows are columns.
#if WIDTH == 16
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define HIGH(a, b) __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#elif WIDTH == 8
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define HIGH(a, b) __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#else
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define HIGH(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#endif

INLINE void NAME(transpose)(vf a[WIDTH]) {
  vf b[WIDTH];
UNROLL
  for (int turns = WIDTH; turns > 1; turns /= 2) {
UNROLL
    for (int j = 0; j < WIDTH / 2; j++) {
      b[2 * j] = LOW(a[j], a[j + WIDTH / 2]);
      b[2 * j + 1] = HIGH(a[j], a[j + WIDTH / 2]);
    }
UNROLL
    for (int j = 0; j < WIDTH; j++) a[j] = b[j];
  }
}

// At most 16 rows become a panel: column by column. Rows that are not there are zeros.
INLINE void NAME(panel)(float *to, const float *x, size_t stride, size_t rows, size_t width) {
  size_t d = 0;
  for (; d + WIDTH <= width; d += WIDTH)
    for (size_t i = 0; i < 16; i += WIDTH) {
      vf a[WIDTH];
UNROLL
      for (size_t j = 0; j < WIDTH; j++) a[j] = i + j < rows ? NAME(load)(x + (i + j) * stride + d) : NAME(splat)(0);
      NAME(transpose)(a);
UNROLL
      for (size_t j = 0; j < WIDTH; j++) NAME(store)(to + (d + j) * 16 + i, a[j]);
    }
  for (; d < width; d++)
    for (size_t i = 0; i < 16; i++) {
      to[d * 16 + i] = 0;
      if (i < rows) memcpy(to + d * 16 + i, x + i * stride + d, 4);
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

#if HALF || FP16
// Rounded to half precision, ties to even.
INLINE void NAME(halve)(_Float16 *to, const float *x, size_t count) {
  size_t k = 0;
  for (; k + WIDTH <= count; k += WIDTH) *(NAME(vn) *)(to + k) = __builtin_convertvector(NAME(load)(x + k), NAME(vn));
  for (; k < count; k++) to[k] = (_Float16)x[k];
}
#endif

#if FP16
// Rows of x in half precision, each with a scale of its own, a power of two.
static void NAME(halve_rows)(const float *x, size_t stride, size_t rows, size_t count, _Float16 *to, size_t to_stride, float *scales) {
  for (size_t r = 0; r < rows; r++, x += stride, to += to_stride) {
    scales[r] = power_of_two(NAME(magnitude)(x, count), INPUT_EXPONENT);
    float inverse = 1 / scales[r];
    size_t k = 0;
    for (; k + WIDTH <= count; k += WIDTH) *(NAME(vn) *)(to + k) = __builtin_convertvector(NAME(load)(x + k) * inverse, NAME(vn));
    for (; k < count; k++) to[k] = (_Float16)(x[k] * inverse);
  }
}
#endif

#if HALF
// 16 rows of half precision become columns; a row that is not there is zeros. False when a number is infinite or none.
static bool NAME(turn)(uint16_t *to, const char *const row[16], size_t inputs) {
  size_t k = 0;
  __m128i most = _mm_setzero_si128();
  for (; k + 8 <= inputs; k += 8)
    for (size_t j = 0; j < 16; j += 8) {
      __m128i a[8], b[8];
      for (int i = 0; k % 32 == 0 && i < 8; i++)
        if (row[j + i]) __builtin_prefetch(row[j + i] + 2 * k + 32 * inputs);  // the next panel's row
UNROLL
      for (int i = 0; i < 8; i++)
        a[i] = row[j + i] ? _mm_loadu_si128((const __m128i *)(row[j + i] + 2 * k)) : _mm_setzero_si128();
UNROLL
      for (int i = 0; i < 8; i++) most = _mm_max_epi16(most, _mm_and_si128(a[i], _mm_set1_epi16(0x7FFF)));
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
      most = _mm_max_epi16(most, _mm_set1_epi16(to[k * 16 + j] & 0x7FFF));
    }
  return _mm_movemask_epi8(_mm_cmpgt_epi16(most, _mm_set1_epi16(0x7BFF))) == 0;
}
#endif

#if BF16
// 16 rows of half precision become pairs of bfloat16, side by side. False when a number is infinite or none.
static bool NAME(turn_pairs)(uint16_t *to, const char *const row[16], size_t inputs) {
  __m512i most = _mm512_setzero_si512();
  size_t k = 0;
  for (; k + 32 <= inputs; k += 32) {
    vf a[16];
UNROLL
    for (int j = 0; j < 16; j++) {
      a[j] = NAME(splat)(0);
      if (!row[j]) continue;
      const char *from = row[j] + 2 * k;
      __builtin_prefetch(from + 32 * inputs);  // the next panel's row
      __m512i halves = _mm512_loadu_si512(from);
      most = _mm512_max_epi16(most, _mm512_and_si512(halves, _mm512_set1_epi16(0x7FFF)));
      a[j] = (vf)_mm512_cvtne2ps_pbh(
          _mm512_cvtph_ps(_mm512_extracti64x4_epi64(halves, 1)), _mm512_cvtph_ps(_mm512_castsi512_si256(halves)));
    }
    NAME(transpose)(a);
UNROLL
    for (int j = 0; j < 16; j++) _mm512_storeu_ps(to + (k / 2 + (size_t)j) * 32, (__m512)a[j]);
  }
  bool finite = _mm512_cmpgt_epi16_mask(most, _mm512_set1_epi16(0x7BFF)) == 0;
  for (; k < inputs + inputs % 2; k++)
    for (size_t j = 0; j < 16; j++) {
      uint16_t half = 0;
      if (row[j] && k < inputs) memcpy(&half, row[j] + 2 * k, 2);
      finite &= (half & 0x7FFF) <= 0x7BFF;
      to[(k / 2 * 16 + j) * 2 + k % 2] = bfloat16_of(float_of_half(half));
    }
  return finite;
}
#endif

// 16 rows at a time, converted piece by piece. False when a number is infinite or none.
static bool NAME(pack)(struct polyseme_linear *l, const struct polyseme_rows *parts, size_t part_count, size_t begin, size_t end) {
  enum { piece = 256 };  // what is spread as one
  float block[16][piece] __attribute__((aligned(64))) = {{0}}, inverse[16] = {0};
  bool finite = true;
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
    bool halves = true;
    for (size_t j = 0; j < 16; j++) halves = halves && (!row[j] || format[j] == polyseme_float16);
#if HALF
    if (halves && l->precision == polyseme_precision_half) {
      for (size_t j = 0; j < 16; j++) l->scales[p * 16 + j] = 1;
      finite &= NAME(turn)((uint16_t *)to, row, l->inputs);
      continue;
    }
#endif
#if BF16
    if (halves && l->precision == polyseme_precision_bfloat16) {
      finite &= NAME(turn_pairs)((uint16_t *)to, row, l->inputs);
      continue;
    }
#endif
    bool scales = l->precision != polyseme_precision_float32 && l->precision != polyseme_precision_bfloat16;
    for (size_t j = 0; scales && j < 16; j++) {
      float largest = 0;
      for (size_t k = 0; row[j] && k < l->inputs; k += piece) {
        size_t count = k + piece < l->inputs ? piece : l->inputs - k;
        NAME(convert)(block[0], row[j] + k * (format[j] == polyseme_float32 ? 4 : 2), format[j], count);
        if (l->precision == polyseme_precision_int8) NAME(spread)(block[0], count, block[0]);
        largest = GREATER(NAME(magnitude)(block[0], count), largest);
      }
      if (l->precision == polyseme_precision_int8) {
        inverse[j] = largest > 1e-35f ? 127.0f / largest : 0;
        l->scales[p * 16 + j] = largest / (64 * 127.0f);
        l->sums[p * 16 + j] = 0;
      } else {
        bool fits = l->precision == polyseme_precision_half && (largest == 0 || (largest >= 0x1p-8f && largest < 0x1p15f));
        float scale = fits ? 1 : power_of_two(largest, WEIGHT_EXPONENT);
        inverse[j] = 1 / scale;
        l->scales[p * 16 + j] = scale;
      }
    }
    for (size_t k = 0; k < l->inputs; k += piece) {
      size_t count = k + piece < l->inputs ? piece : l->inputs - k;
      for (size_t j = 0; j < 16; j++) {
        if (row[j]) NAME(convert)(block[j], row[j] + k * (format[j] == polyseme_float32 ? 4 : 2), format[j], count);
        else memset(block[j], 0, sizeof block[j]);
      }
      finite &= __builtin_bit_cast(int32_t, NAME(magnitude)(block[0], 16 * piece)) < 0x7F800000;
      switch (l->precision) {
#if HALF || FP16
      case polyseme_precision_half: case polyseme_precision_float16: {
        size_t step = l->precision == polyseme_precision_half ? 16 : 16 * PANELS;
        _Float16 *group = (_Float16 *)((char *)l->weights + (p - p % (step / 16)) * l->panel_bytes) + p % (step / 16) * 16;
        float columns[piece * 16] __attribute__((aligned(64)));
        for (size_t j = 0; j < 16; j++)
          for (size_t i = 0; i < piece; i++) block[j][i] *= inverse[j];
        NAME(panel)(columns, block[0], piece, 16, count);
        for (size_t i = 0; i < count; i++) NAME(halve)(group + (k + i) * step, columns + i * 16, 16);
        break;
      }
#else
      case polyseme_precision_half: case polyseme_precision_float16: break;
#endif
      case polyseme_precision_float32: NAME(panel)((float *)to + k * 16, block[0], piece, 16, count); break;
      case polyseme_precision_bfloat16: {
        uint16_t pairs[16][piece] __attribute__((aligned(64)));
        for (size_t j = 0; j < 16; j++) NAME(narrow)(block[j], count, pairs[j], count + count % 2);
        NAME(panel)((float *)to + k / 2 * 16, (const float *)pairs, piece / 2, 16, (count + 1) / 2);
        break;
      }
      case polyseme_precision_int8: {
        NAME(xint) wholes[16][piece] __attribute__((aligned(64)));
        float spread[piece];
        for (size_t j = 0; j < 16; j++) {
          NAME(spread)(block[j], count, spread);
          NAME(round)(spread, count, inverse[j], 0, wholes[j]);
          int32_t sum = 0;
          for (size_t i = 0; i < count; i++) sum += GROUP == 4 ? (int8_t)wholes[j][i] : (int32_t)wholes[j][i];
          l->sums[p * 16 + j] -= 128 * sum;
          for (size_t i = count; i % 4; i++) wholes[j][i] = 0;
        }
#if GROUP == 4
        NAME(panel)((float *)(to + k * 16), (const float *)wholes, piece / 4, 16, (count + 3) / 4);
#else
        for (size_t i = 0; i < count; i++)
          for (size_t j = 0; j < 16; j++) to[((k + i) / GROUP * 16 + j) * GROUP + (k + i) % GROUP] = (char)wholes[j][i];
#endif
      }
      }
    }
  }
  return finite;
}

static void NAME(apply)(
    const struct polyseme_linear *l, const float *x, size_t x_stride, size_t rows, size_t begin, size_t end,
    enum polyseme_activation activation, enum polyseme_join join, const float *other, size_t other_stride, float *y,
    size_t y_stride, void *scratch) {
  struct NAME(goal) goal = {
      .start = l->bias, .scales = l->scales, .other = join ? other : NULL, .y = y, .other_stride = other_stride, .y_stride = y_stride,
      .activation = activation, .join = join};
  size_t padded = (l->inputs + 3) / 4 * 4;
  switch (l->precision) {
  case polyseme_precision_float32:
    NAME(product_f32)(x, x_stride, rows, l->weights, l->panel_bytes / 4, l->inputs, begin, end, l->outputs, &goal);
    break;
  case polyseme_precision_half:
#if HALF
    for (size_t o = begin * 16; o < end * 16 && goal.sums == polyseme_plain_sums; o++)
      if (l->scales[o] != 1) {
        goal.start = NULL;
        goal.bias = l->bias;
        goal.sums = polyseme_scaled_sums;
      }
    NAME(product_f16)(x, x_stride, rows, l->weights, l->panel_bytes / 2, l->inputs, begin, end, l->outputs, &goal);
#endif
    break;
  case polyseme_precision_bfloat16:
#if BF16
  {
    uint16_t *halves = scratch;
    for (size_t r = 0; r < rows; r++) NAME(narrow)(x + r * x_stride, l->inputs, halves + r * padded, padded);
    NAME(product_bf16)(halves, padded, rows, l->weights, l->panel_bytes / 2, (l->inputs + 1) / 2, begin, end, l->outputs, &goal);
  }
#endif
    break;
  case polyseme_precision_float16:
#if FP16
  {
    float *scales = scratch;
    _Float16 *halves = (_Float16 *)(scales + (rows + 15) / 16 * 16);
    NAME(halve_rows)(x, x_stride, rows, l->inputs, halves, padded, scales);
    goal.start = NULL;
    goal.bias = l->bias;
    goal.sums = polyseme_row_sums;
    goal.row_scales = scales;
    NAME(product_fp16)(halves, padded, rows, l->weights, l->panel_bytes / 2, l->inputs, begin, end, l->outputs, &goal);
  }
#endif
    break;
  case polyseme_precision_int8: {
    float *scales = scratch, *spread = scales + (rows + 15) / 16 * 16;
    NAME(xint) *q = (NAME(xint) *)(spread + padded);
    NAME(quantize)(x, x_stride, rows, l->inputs, spread, q, padded, scales);
    goal.start = INT8 == 2 ? (const float *)l->sums : NULL;
    goal.bias = l->bias;
    goal.sums = polyseme_whole_sums;
    goal.row_scales = scales;
    NAME(product_i8)(q, padded, rows, l->weights, l->panel_bytes, (l->inputs + GROUP - 1) / GROUP, begin, end, l->outputs, &goal);
  }
  }
}

// The products of up to 16 rows, which lie as a panel, with `count` others: a vector of 16 for each of these.
INLINE void NAME(products)(const float *panel, const float *x, size_t stride, size_t width, size_t count, float *to) {
  for (size_t t = 0, next, tiles = (count + ROWS - 1) / ROWS, n = 0; n < tiles; n++, t = next) {
    next = count * (n + 1) / tiles;
    NAME(dispatch_f32)((int)(next - t), 1, (struct ask){0}, x + t * stride, stride, panel, 0, width, zeros, 0, to + t * 16, 16, NULL);
  }
}

// Sixteen queries at a time, side by side: every step is one for all of them, and nothing is summed across a vector.
static void NAME(attend)(
    const struct polyseme_scores *how, const float *q, const float *k, const float *v, size_t stride, size_t tokens, size_t width,
    float *found, size_t found_stride, void *scratch) {
  const float log2e = 1.44269504088896341f;  // 2^(x · log₂e) = e^x
  size_t whole = width / 16 * 16, rest = width - whole;
  float *queries = scratch, *scores = queries + 16 * width, *last = scores + 16 * tokens;  // last: the columns that fill no panel
  for (size_t t = 0; rest && t < tokens; t++)
    for (size_t i = 0; i < 16; i++) last[t * 16 + i] = i < rest ? v[t * stride + whole + i] : 0;
  // Products with the rows of positions that these tokens can be apart: of the keys here, of the queries tile by tile.
  const int32_t *apart = how->positions ? how->positions + (tokens - 1) : NULL;  // at −(T − 1) … T − 1
  int32_t nearest = apart ? apart[-(ptrdiff_t)(tokens - 1)] : 0;
  size_t kinds = apart ? (size_t)(apart[tokens - 1] - nearest) + 1 : 0;
  float *asked = last + 16 * tokens, *answered = asked + 16 * kinds;
  for (size_t top = 0; apart && top < tokens; top += 16) {
    NAME(panel)(queries, k + top * stride, stride, top + 16 < tokens ? 16 : tokens - top, width);
    NAME(products)(
        queries, how->position_queries + (size_t)nearest * how->position_stride, how->position_stride, width, kinds, answered + top * kinds);
  }
  bool adds = how->bias || apart;
  for (size_t top = 0; top < tokens; top += 16) {
    size_t rows = top + 16 < tokens ? 16 : tokens - top;
    size_t low = top > how->reach ? top - how->reach : 0, high = how->reach < tokens - top - rows ? top + rows + how->reach : tokens;
    size_t seen = high - low;
    NAME(panel)(queries, q + top * stride, stride, rows, width);
    NAME(products)(queries, k + low * stride, stride, width, seen, scores);
    if (apart) {
      NAME(products)(
          queries, how->position_keys + (size_t)nearest * how->position_stride, how->position_stride, width, kinds, asked);
      for (size_t t = 0; t < seen; t++)
        for (size_t i = 0; i < rows; i++) {
          size_t key = low + t, kind = (size_t)(apart[(ptrdiff_t)(top + i) - (ptrdiff_t)key] - nearest);
          scores[t * 16 + i] += asked[kind * 16 + i] + answered[key / 16 * 16 * kinds + kind * 16 + key % 16];
        }
    }
    for (size_t t = 0; adds && t < seen; t++)
      for (size_t i = 0; i < 16; i += WIDTH) {
        vf s = NAME(load)(scores + t * 16 + i) * how->scale;
        if (how->bias) s += NAME(load)(how->bias + (top + i + tokens - 1 - (low + t)));
        NAME(store)(scores + t * 16 + i, s);
      }
    for (size_t t = 0; how->reach < tokens && t < seen; t++)
      for (size_t i = 0; i < rows; i++) {
        size_t query = top + i, key = low + t;
        if ((query > key ? query - key : key - query) > how->reach) scores[t * 16 + i] = -__builtin_inff();
      }
    float scale = adds ? log2e : log2e * how->scale;
    for (size_t i = 0; i < 16; i += WIDTH) {
      float *s = scores + i;
      vf most = NAME(load)(s), sum = NAME(splat)(0);
      for (size_t t = 1; t < seen; t++) {
        vf next = NAME(load)(s + t * 16);
        most = GREATER(most, next);
      }
      for (size_t t = 0; t < seen; t++) {
        vf e = NAME(exp2)((NAME(load)(s + t * 16) - most) * scale);
        sum += e;
        NAME(store)(s + t * 16, e);
      }
      vf share = 1 / sum;
      for (size_t t = 0; t < seen; t++) NAME(store)(s + t * 16, NAME(load)(s + t * 16) * share);
    }
    for (size_t r = 0, next, count = (rows + ROWS - 1) / ROWS, n = 0; n < count; n++, r = next) {
      next = rows * (n + 1) / count;
      float *to = found + (top + r) * found_stride;
      int tall = (int)(next - r);
      for (size_t d = 0; d < whole;) {
        int panels = PANELS == 2 && d + 32 <= whole ? 2 : 1;
        NAME(dispatch_mix)(tall, panels, scores + r, v + low * stride + d, stride, seen, to + d, found_stride);
        d += 16 * panels;
      }
      if (rest) {
        float tile[ROWS][16];
        NAME(dispatch_mix)(tall, 1, scores + r, last + low * 16, 16, seen, tile[0], 16);
        for (int i = 0; i < tall; i++) memcpy(to + i * found_stride + whole, tile[i], 4 * rest);
      }
    }
  }
}

static void NAME(rotate)(float *x, size_t heads, size_t width, const float *cosines, const float *sines, bool neighbours) {
  size_t half = width / 2;
  for (size_t h = 0; h < heads; h++, x += width) {
    if (neighbours) {
      for (size_t i = 0; i < half; i++) {
        float a = x[2 * i], b = x[2 * i + 1];
        x[2 * i] = a * cosines[i] - b * sines[i];
        x[2 * i + 1] = b * cosines[i] + a * sines[i];
      }
      continue;
    }
    size_t i = 0;
    for (; i + WIDTH <= half; i += WIDTH) {
      vf a = NAME(load)(x + i), b = NAME(load)(x + half + i), c = NAME(load)(cosines + i), s = NAME(load)(sines + i);
      NAME(store)(x + i, a * c - b * s);
      NAME(store)(x + half + i, b * c + a * s);
    }
    for (; i < half; i++) {
      float a = x[i], b = x[half + i];
      x[i] = a * cosines[i] - b * sines[i];
      x[half + i] = b * cosines[i] + a * sines[i];
    }
  }
}

static void NAME(normalize)(
    const float *x, float *y, size_t stride, size_t rows, size_t channels, const float *weight, const float *bias, float epsilon,
    bool centers) {
  size_t whole = channels / WIDTH * WIDTH, fours = channels / (4 * WIDTH) * (4 * WIDTH);
  for (size_t r = 0; r < rows; r++, x += stride, y += stride) {
    // Four sums side by side: an addition takes a few cycles.
    vf sums[4] = {(vf)0, (vf)0, (vf)0, (vf)0};
    size_t c = 0;
    for (; centers && c < fours; c += 4 * WIDTH)
UNROLL
      for (int i = 0; i < 4; i++) sums[i] += NAME(load)(x + c + i * WIDTH);
    for (; centers && c < whole; c += WIDTH) sums[0] += NAME(load)(x + c);
    float sum = NAME(total)((sums[0] + sums[1]) + (sums[2] + sums[3]));
    for (; centers && c < channels; c++) sum += x[c];
    float mean = sum / (float)channels;
    for (int i = 0; i < 4; i++) sums[i] = (vf)0;
    for (c = 0; c < fours; c += 4 * WIDTH)
UNROLL
      for (int i = 0; i < 4; i++) {
        vf d = NAME(load)(x + c + i * WIDTH) - mean;
        sums[i] = NAME(fma)(d, d, sums[i]);
      }
    for (; c < whole; c += WIDTH) {
      vf d = NAME(load)(x + c) - mean;
      sums[0] = NAME(fma)(d, d, sums[0]);
    }
    float squares = NAME(total)((sums[0] + sums[1]) + (sums[2] + sums[3]));
    for (; c < channels; c++) squares += (x[c] - mean) * (x[c] - mean);
    float scale = 1 / sqrtf(squares / (float)channels + epsilon);
    for (c = 0; c < whole; c += WIDTH)
      NAME(store)(y + c, NAME(fma)((NAME(load)(x + c) - mean) * scale, NAME(load)(weight + c), NAME(load)(bias + c)));
    for (; c < channels; c++) y[c] = (x[c] - mean) * scale * weight[c] + bias[c];
  }
}

static const struct polyseme_set NAME(set) = {
    .name = SET_NAME, .bfloat16 = BF16, .half = HALF, .float16 = FP16 > 0, .pack = NAME(pack), .apply = NAME(apply), .attend = NAME(attend),
    .rotate = NAME(rotate), .normalize = NAME(normalize), .convert = NAME(convert)};

#undef vf
#undef vi
#undef PER_PANEL
#undef INLINE
#undef TILE_BEGIN
#undef TILE_END
#undef UNROLL
#undef ASK_FOR
#undef FOLD
#undef SUM
#undef GREATER
#undef FINISH
#undef FINISH_AS
#undef TILE_PARAMETERS
#undef MULTIPLY_PARAMETERS
#undef LOW
#undef HIGH
#undef CROSS
#undef GROUP
#undef CASE
#undef CASE_f32
#undef CASE_i8
#undef CASE_bf16
#undef CASE_f16
#undef CASE_fp16
#undef CASE_mix
#undef ROW_COUNTS
#undef COUNTS
#undef DEPTH
#undef DISPATCH
#undef MULTIPLY
#undef PRODUCT
#undef NAME
#undef WIDTH
#undef ROWS
#undef PANELS
#undef FUSED
#undef INT8
#undef BF16
#undef HALF
#undef FP16
#undef SHORT
#undef PER_GROUP
#undef SET_NAME
