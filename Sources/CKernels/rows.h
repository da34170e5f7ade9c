// What changes the numbers of a row among themselves: rotation and norms.

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
    // Where the squares are beyond a float, 0 would make a state of nothing but the shift.
    scale += squares - squares;
    for (c = 0; c < whole; c += WIDTH)
      NAME(store)(y + c, NAME(fma)((NAME(load)(x + c) - mean) * scale, NAME(load)(weight + c), NAME(load)(bias + c)));
    for (; c < channels; c++) y[c] = (x[c] - mean) * scale * weight[c] + bias[c];
  }
}
