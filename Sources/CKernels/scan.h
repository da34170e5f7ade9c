// What a code's bytes stand for, added up: each half of a byte chooses one of 16 numbers of a table for that half.

static void scan_portable(const struct polyseme_scan *how, const uint8_t *codes, size_t rows, float *found) {
  for (size_t row = 0; row < rows; row++) {
    const uint8_t *code = codes + row * how->bytes;
    uint32_t sum = 0;
    for (size_t byte = 0; byte < how->bytes; byte++)
      sum += how->tables[32 * byte + (code[byte] & 15)] + how->tables[32 * byte + 16 + (code[byte] >> 4)];
    // Two statements, which no compiler makes one with other bits.
    float scaled = how->scale * (float)sum;
    found[row] = how->offset + scaled;
  }
}

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
// Four steps that each put every other part of two registers side by side make 16 rows of 16 bytes 16 columns, in both halves.
static inline void turn(__m256i v[16]) {
  for (int step = 0; step < 4; step++) {
    __m256i w[16];
    for (int i = 0; i < 8; i++) {
      w[2 * i] = _mm256_unpacklo_epi8(v[i], v[i + 8]);
      w[2 * i + 1] = _mm256_unpackhi_epi8(v[i], v[i + 8]);
    }
    for (int i = 0; i < 16; i++) v[i] = w[i];
  }
}

static void scan_avx2(const struct polyseme_scan *how, const uint8_t *codes, size_t rows, float *found) {
  __m256i low = _mm256_set1_epi8(15), even = _mm256_set1_epi16(255);
  size_t row = 0;
  for (; row + 16 <= rows; row += 16) {
    __m256i evens = _mm256_setzero_si256(), odds = evens;
    for (size_t part = 0; part < how->bytes; part += 32) {
      __m256i v[16];
      for (size_t i = 0; i < 16; i++) v[i] = _mm256_loadu_si256((const __m256i *)(codes + (row + i) * how->bytes + part));
      turn(v);
      for (size_t i = 0; i < 16; i++) {
        const uint8_t *first = how->tables + 32 * (part + i), *second = first + 32 * 16;
        __m256i a = _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)first)),
            _mm_loadu_si128((const __m128i *)second), 1);
        __m256i b = _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)(first + 16))),
            _mm_loadu_si128((const __m128i *)(second + 16)), 1);
        __m256i sum = _mm256_add_epi8(
            _mm256_shuffle_epi8(a, _mm256_and_si256(v[i], low)),
            _mm256_shuffle_epi8(b, _mm256_and_si256(_mm256_srli_epi16(v[i], 4), low)));
        evens = _mm256_add_epi16(evens, _mm256_and_si256(sum, even));
        odds = _mm256_add_epi16(odds, _mm256_srli_epi16(sum, 8));
      }
    }
    __m128i e = _mm_add_epi16(_mm256_castsi256_si128(evens), _mm256_extracti128_si256(evens, 1));
    __m128i o = _mm_add_epi16(_mm256_castsi256_si128(odds), _mm256_extracti128_si256(odds, 1));
    __m256 scale = _mm256_set1_ps(how->scale), offset = _mm256_set1_ps(how->offset);
    __m128i pairs[2] = {_mm_unpacklo_epi16(e, o), _mm_unpackhi_epi16(e, o)};
    for (size_t i = 0; i < 2; i++) {
      __m256 sums = _mm256_cvtepi32_ps(_mm256_cvtepu16_epi32(pairs[i]));
      _mm256_storeu_ps(found + row + 8 * i, _mm256_add_ps(offset, _mm256_mul_ps(scale, sums)));
    }
  }
  scan_portable(how, codes + row * how->bytes, rows - row, found + row);
}
#pragma clang attribute pop
#elif defined(__aarch64__)
static void scan_neon(const struct polyseme_scan *how, const uint8_t *codes, size_t rows, float *found) {
  uint8x16_t low = vdupq_n_u8(15);
  uint16x8_t even = vdupq_n_u16(255);
  size_t row = 0;
  for (; row + 16 <= rows; row += 16) {
    uint16x8_t evens = vdupq_n_u16(0), odds = evens;
    for (size_t part = 0; part < how->bytes; part += 16) {
      uint8x16_t v[16], w[16];
      for (size_t i = 0; i < 16; i++) v[i] = vld1q_u8(codes + (row + i) * how->bytes + part);
      // As above: columns for rows.
      for (int step = 0; step < 4; step++) {
        for (int i = 0; i < 8; i++) {
          w[2 * i] = vzip1q_u8(v[i], v[i + 8]);
          w[2 * i + 1] = vzip2q_u8(v[i], v[i + 8]);
        }
        memcpy(v, w, sizeof v);
      }
      for (size_t i = 0; i < 16; i++) {
        const uint8_t *tables = how->tables + 32 * (part + i);
        uint16x8_t sum = vreinterpretq_u16_u8(vaddq_u8(
            vqtbl1q_u8(vld1q_u8(tables), vandq_u8(v[i], low)), vqtbl1q_u8(vld1q_u8(tables + 16), vshrq_n_u8(v[i], 4))));
        evens = vaddq_u16(evens, vandq_u16(sum, even));
        odds = vaddq_u16(odds, vshrq_n_u16(sum, 8));
      }
    }
    uint16x8_t pairs[2] = {vzip1q_u16(evens, odds), vzip2q_u16(evens, odds)};
    float32x4_t scale = vdupq_n_f32(how->scale), offset = vdupq_n_f32(how->offset);
    for (size_t i = 0; i < 2; i++) {
      uint32x4_t sums[2] = {vmovl_u16(vget_low_u16(pairs[i])), vmovl_high_u16(pairs[i])};
      for (size_t half = 0; half < 2; half++) {
        float32x4_t scaled = vmulq_f32(scale, vcvtq_f32_u32(sums[half]));
        vst1q_f32(found + row + 8 * i + 4 * half, vaddq_f32(offset, scaled));
      }
    }
  }
  scan_portable(how, codes + row * how->bytes, rows - row, found + row);
}
#endif
