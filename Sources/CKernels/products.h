// Products of rows with panels of weights, and what becomes of their sums.

// What a tile starts from, what it still needs when its sums are there, and where it goes.
struct NAME(goal) {
  const float *start;                         // what the sums begin with: biases, or whole numbers' bits; NULL for 0
  enum polyseme_sums sums;
  const float *bias, *scales, *row_scales;    // of sums that are not plain; rows may have no scales
  const float *other;
  float *y;
  size_t other_stride, y_stride, columns;
  enum polyseme_activation activation;
  enum polyseme_join join;
};

// `activation`, `whole` and `join` are constants, so that each has a loop of its own, down a panel.
INLINE void NAME(finish_as)(
    const float *tile, int rows, const struct NAME(goal) *g, const enum polyseme_activation activation, const bool whole,
    const enum polyseme_join join) {
  for (size_t c = 0; c < g->columns; c += 16) {
    size_t columns = g->columns - c;
    const float *t = tile + c, *other = join ? g->other + c : NULL;
    float *y = g->y + c;
    vf scales[PER_PANEL], bias[PER_PANEL];
UNROLL
    for (int i = 0; whole && i < PER_PANEL; i++) {
      scales[i] = NAME(load)(g->scales + c + i * WIDTH);
      bias[i] = NAME(load)(g->bias + c + i * WIDTH);
    }
    for (int r = 0; r < rows; r++, t += 16 * PANELS, y += g->y_stride) {
      vf v[PER_PANEL];
UNROLL
      for (int i = 0; i < PER_PANEL; i++) {
        v[i] = NAME(load)(t + i * WIDTH);
        if (whole) {
          vf scale = g->row_scales[r] * scales[i];
          v[i] = __builtin_convertvector(__builtin_bit_cast(vi, v[i]), vf) * scale;
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

// Where rows have scales, a bias has none and is added at the end; else the sums began with it. In two steps, since both scales at
// once may be out of range.
static void NAME(rescale)(float *tile, int rows, const struct NAME(goal) *g) {
  for (int r = 0; r < rows; r++, tile += 16 * PANELS) {
    size_t columns = (g->columns + 15) / 16 * 16;
    for (size_t c = 0; c < columns; c += WIDTH) {
      vf sum = NAME(load)(tile + c) * NAME(load)(g->scales + c);
      if (g->row_scales) sum = sum * g->row_scales[r] + NAME(load)(g->bias + c);
      NAME(store)(tile + c, sum);
    }
  }
}

static __attribute__((noinline)) void NAME(finish)(float *tile, int rows, const struct NAME(goal) *g) {
#define FINISH(ACTIVATION)                                                                                       \
  if (whole && g->join) NAME(finish_as)(tile, rows, g, ACTIVATION, true, polyseme_add);                          \
  else if (whole) NAME(finish_as)(tile, rows, g, ACTIVATION, true, polyseme_none);                               \
  else if (g->join) NAME(finish_as)(tile, rows, g, ACTIVATION, false, polyseme_add);                             \
  else NAME(finish_as)(tile, rows, g, ACTIVATION, false, polyseme_none);                                         \
  break;
  bool whole = g->sums == polyseme_whole_sums;
  if (g->sums == polyseme_scaled_sums) NAME(rescale)(tile, rows, g);
  if (g->join == polyseme_multiply) {
    if (whole) NAME(finish_as)(tile, rows, g, polyseme_identity, true, polyseme_multiply);
    else NAME(finish_as)(tile, rows, g, polyseme_identity, false, polyseme_multiply);
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

// Row r's number times the weights of a step.
#define ADD_PRODUCTS(NUMBER)                                                   \
  UNROLL for (int r = 0; r < R; r++) {                                         \
    vf s = NAME(splat)(NUMBER);                                                \
    UNROLL for (int c = 0; c < P * PER_PANEL; c++)                             \
      a[r][c] = NAME(fma)(s, b[c], a[r][c]);                                   \
  }

// The first rows that meet panels ask for the panels after them, which are on their way while these are used: each tile for its
// share, so that the memory has something to do all the time.
#define ASK_FOR(PANEL_COUNT)                                                   \
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
    ADD_PRODUCTS(x[r * stride + k])
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
    ADD_PRODUCTS(x[r * stride + k])
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
    ADD_PRODUCTS(x[k * 16 + r])
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
#define GROUP_COUNTS(F) (void)panels; switch (rows) { ROW_COUNTS(F, PANELS) }

#define CASE(KIND, R, P)                                                                                                     \
  case R:                                                                                                                    \
    if (ask.from) NAME(tile_##KIND)(R, P, true, ask, x, stride, w, panel, steps, from, from_stride, to, to_stride, wide);    \
    else NAME(tile_##KIND)(R, P, false, ask, x, stride, w, panel, steps, from, from_stride, to, to_stride, wide);            \
    break;
#define DISPATCH(KIND, X, W, COUNTS)                                                                                         \
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
DISPATCH(f32, float, float, COUNTS)
DISPATCH(i8, NAME(xint), int8_t, COUNTS)
#if BF16
DISPATCH(bf16, uint16_t, uint16_t, COUNTS)
#endif
#if HALF
DISPATCH(f16, float, uint16_t, COUNTS)
#endif
#if FP16
DISPATCH(fp16, _Float16, _Float16, GROUP_COUNTS)
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
