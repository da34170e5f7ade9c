// Attention of one head.

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
