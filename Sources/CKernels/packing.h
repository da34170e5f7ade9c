// Weights as a file has them become panels.

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
        float scale = power_of_two(largest, WEIGHT_EXPONENT);
        if (l->precision == polyseme_precision_half) {
          // No more than it must be: inputs have no scale. The sums begin with the bias, which may not leave the range either.
          float least = power_of_two(fabsf(l->bias[p * 16 + j]), 120);
          scale = largest >= 0x1p15f ? power_of_two(largest, 14) : largest > 0 && largest < 0x1p-8f ? power_of_two(largest, -8) : 1;
          if (scale < 1) scale = GREATER(scale, least);
          l->bias[p * 16 + j] /= scale;
        }
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
        for (size_t i = 0; i < count; i++) NAME(halve)(group + (k + i) * step, columns + i * 16, 16, 1);
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
