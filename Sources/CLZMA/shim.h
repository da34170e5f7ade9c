#include <lzma.h>

// A macro that Swift does not see: all streams of a file are read, not the first alone.
static const uint32_t lzma_concatenated = LZMA_CONCATENATED;
