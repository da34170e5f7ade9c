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

#include "vectors.h"
#include "products.h"
#include "rounding.h"
#include "packing.h"
#include "attention.h"
#include "rows.h"

// A layer's outputs, by the way its weights are kept.
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
      if (l->scales[o] != 1) goal.sums = polyseme_scaled_sums;
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
    goal.sums = polyseme_scaled_sums;
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
#undef ADD_PRODUCTS
#undef FOLD
#undef SUM
#undef GREATER
#undef FINISH
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
#undef GROUP_COUNTS
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
