// The loops that decide the speed, one set for each kind of processor, chosen once.
//
// M rows (tokens), K inputs, N outputs, T tokens of a sentence, D channels of a head. All matrices are row after row;
// a `stride` counts the numbers from one row to the next.
//
// Every output is one sum over its inputs in one order, whatever rows and columns are computed beside it. So the bits of a
// token's state do not depend on the batch that it is in or on the number of threads.
#ifndef POLYSEME_CKERNELS_H
#define POLYSEME_CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum polyseme_format { polyseme_float32, polyseme_float16, polyseme_bfloat16 };

// How weights are kept and multiplied. Sums are in float32, or in int32 for int8.
//   half     Weights in half precision, made wide where they are multiplied: float32, bit for bit, where the file has them so.
//   float16  Weights and inputs in half precision, with a power of two for each output and row, so that nothing leaves its range.
//            64 products are summed in half precision, these sums in float32.
//   int8     Weights and inputs in whole numbers of 8 bits with a scale for each output and row. Both are spread first: multiplied by
//            Hadamard matrices, so that no number stands out and takes the others' bits.
enum polyseme_precision {
  polyseme_precision_float32, polyseme_precision_bfloat16, polyseme_precision_int8, polyseme_precision_half,
  polyseme_precision_float16,
};

enum polyseme_activation {
  polyseme_identity, polyseme_gelu, polyseme_gelu_tanh, polyseme_gelu_sigmoid, polyseme_silu, polyseme_relu,
};

// A set of kernels. Those that this processor can run come in an order, from the plainest.
typedef struct polyseme_set polyseme_set;
size_t polyseme_set_count(void);
const polyseme_set *polyseme_set_at(size_t index);
const char *polyseme_set_name(const polyseme_set *set);

// The set that the environment's `POLYSEME_KERNELS` names; without it, or where this processor cannot run that one, the last.
const polyseme_set *polyseme_set_chosen(void);

// Whether the kernels multiply at this precision; those that cannot use float32 instead.
bool polyseme_set_has(const polyseme_set *set, enum polyseme_precision precision);

// The fastest of float32, bfloat16 and float16 on this processor.
enum polyseme_precision polyseme_set_preference(const polyseme_set *set);

// Some rows of a linear layer's weight as a file holds it, unaligned, little-endian; and their biases.
struct polyseme_rows {
  const void *weights;  // [rows, K]
  const float *bias;    // [rows]
  size_t rows;
  enum polyseme_format format;
};

// A linear layer, packed for a set of kernels: panels of 16 outputs.
struct polyseme_linear {
  size_t outputs, inputs, panels, panel_bytes;
  enum polyseme_precision precision;
  const polyseme_set *set;
  void *weights;    // [N/16][K][16] for float32 and half, panels side by side for float16; pairs or fours of inputs at the others
  float *bias;      // [N/16][16]
  float *scales;    // int8, half, float16: [N/16][16]
  int32_t *sums;    // int8: [N/16][16], −128 · Σ w, what sums start from where the inputs are shifted to be positive
};

// Bytes that a packed layer takes, a multiple of 64.
size_t polyseme_linear_bytes(size_t outputs, size_t inputs, enum polyseme_precision precision);

// Lays a layer out in `memory`, aligned to 64 bytes. Nothing is packed yet.
void polyseme_linear_place(
    struct polyseme_linear *layer, const polyseme_set *set, size_t outputs, size_t inputs, enum polyseme_precision precision, void *memory);

// Packs panels [begin, end) from the parts that, one below the other, are the layer's weight.
// False when a weight is infinite or no number.
bool polyseme_linear_pack(
    struct polyseme_linear *layer, const struct polyseme_rows *parts, size_t part_count, size_t begin, size_t end);

// Bytes of scratch for `rows` rows of `inputs` numbers.
size_t polyseme_scratch_bytes(size_t rows, size_t inputs);

// What the outputs of a layer are joined with.
enum polyseme_join { polyseme_none, polyseme_add, polyseme_multiply };

// y = activation(x · Wᵀ + bias), plus or times `other`, for the outputs of panels [begin, end). `other` may be y. What is
// multiplied has no activation.
void polyseme_linear_apply(
    const struct polyseme_linear *layer, const float *x, size_t x_stride, size_t rows, size_t begin, size_t end,
    enum polyseme_activation activation, enum polyseme_join join, const float *other, size_t other_stride, float *y,
    size_t y_stride, void *scratch);

// How a head scores a key against a query. A distance is the query's place less the key's: −(T − 1) … T − 1, so 0 lies at
// index T − 1 of what has a number for each.
struct polyseme_scores {
  float scale;             // of all products
  size_t reach;            // keys farther away are not seen; SIZE_MAX for all
  const float *bias;       // what is added at each distance, and 15 numbers more that are not used; or NULL
  const int32_t *positions;  // which row of the two below a distance has, growing; or NULL
  const float *position_keys, *position_queries;  // [positions, D]: q · position key + k · position query is added to q · k
  size_t position_stride;
};

// Bytes of scratch for one head's attention, with so many rows of positions.
size_t polyseme_attention_bytes(size_t tokens, size_t width, size_t positions);

// found = softmax(scores) · v of one head in one sentence.
void polyseme_attend(
    const polyseme_set *set, const struct polyseme_scores *how, const float *q, const float *k, const float *v, size_t stride,
    size_t tokens, size_t width, float *found, size_t found_stride, void *scratch);

// Turns pairs of numbers of each of a row's heads, in place: (a, b) becomes (a · cos − b · sin, b · cos + a · sin). A pair are
// neighbours, or one of each half.
void polyseme_rotate(
    const polyseme_set *set, float *x, size_t heads, size_t width, const float *cosines, const float *sines, bool neighbours);

// Brings each row to variance 1 around its mean, or around 0, then scales and shifts it. y may be x.
void polyseme_normalize(
    const polyseme_set *set, const float *x, float *y, size_t stride, size_t rows, size_t channels, const float *weight,
    const float *bias, float epsilon, bool centers);

// Eight sums side by side: sums[i] = the sum of x[8 · g + i] · y[8 · g + i], g after g, each product rounded.
void polyseme_dot_eights(const float *x, const float *y, size_t groups, float *sums);

void polyseme_convert(float *to, const void *from, enum polyseme_format format, size_t count);

// Codes are bytes, each half of which stands for one of 16 numbers.
struct polyseme_scan {
  size_t bytes;           // of a code, a multiple of 32, at most 128
  const uint8_t *tables;  // [bytes][2][16], for the lower half of a byte and the upper; a number of the one and one of the other
                          // add up to 255 at most
  float scale, offset;
};

// found[row] = offset + scale · the sum of the numbers that the halves of a code stand for.
void polyseme_scan(const polyseme_set *set, const struct polyseme_scan *how, const uint8_t *codes, size_t rows, float *found);

// Zeroed memory in whole pages, large ones where there are; NULL when there is none.
void *polyseme_memory(size_t bytes);
void polyseme_free_memory(void *memory, size_t bytes);

// How many processors the calling thread may run on. taskset, batch systems and containers often leave a process fewer than there are.
size_t polyseme_processors(void);

// Threads that wait for work: they spin for a moment, then sleep.
typedef struct polyseme_pool polyseme_pool;
polyseme_pool *polyseme_pool_create(size_t threads);
void polyseme_pool_destroy(polyseme_pool *pool);
size_t polyseme_pool_threads(const polyseme_pool *pool);
// Runs work(context, 0 … threads − 1) at the same time, number 0 on the calling thread. One caller at a time; a caller that
// finds the pool busy gets false at once, and nothing has run.
bool polyseme_pool_run(polyseme_pool *pool, void (*work)(void *context, size_t thread), void *context);
// Waits, inside of `work`, until all threads are here.
void polyseme_pool_meet(polyseme_pool *pool);

#endif
