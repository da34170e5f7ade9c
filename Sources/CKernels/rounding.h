// Rows of numbers in fewer bits.

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

#if HALF || FP16
// x · inverse rounded to half precision, ties to even.
INLINE void NAME(halve)(_Float16 *to, const float *x, size_t count, float inverse) {
  size_t k = 0;
  for (; k + WIDTH <= count; k += WIDTH) *(NAME(vn) *)(to + k) = __builtin_convertvector(NAME(load)(x + k) * inverse, NAME(vn));
  for (; k < count; k++) to[k] = (_Float16)(x[k] * inverse);
}
#endif

#if FP16
// Rows of x in half precision, each with a scale of its own, a power of two.
static void NAME(halve_rows)(const float *x, size_t stride, size_t rows, size_t count, _Float16 *to, size_t to_stride, float *scales) {
  for (size_t r = 0; r < rows; r++, x += stride, to += to_stride) {
    scales[r] = power_of_two(NAME(magnitude)(x, count), INPUT_EXPONENT);
    NAME(halve)(to, x, count, 1 / scales[r]);
  }
}
#endif
