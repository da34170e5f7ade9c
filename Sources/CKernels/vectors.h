// Vectors of WIDTH numbers, and functions of each of them.

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
