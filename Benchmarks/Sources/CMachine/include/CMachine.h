// What this processor can do at best: loops of nothing but the instruction in question.
#ifndef CMACHINE_H
#define CMACHINE_H

#include <stddef.h>

enum machine_arithmetic {
  machine_float32,   // fused multiply-add
  machine_bfloat16,  // products of pairs, summed into float32
  machine_float16,   // fused multiply-add in half precision
  machine_int8,      // products of fours, summed into int32
};

/// Operations a second of one thread (a multiply and an add count as two), by processor time, the best of a number
/// of short runs. Uses the widest vectors the processor has; 0 where it has no instruction for this arithmetic.
double machine_peak(enum machine_arithmetic arithmetic, int runs);

/// Bytes a second read by one thread, over and over, from one block of that size.
double machine_read_rate(size_t bytes, int runs);

/// Processor time of the calling thread, in seconds.
double machine_thread_seconds(void);

#endif
