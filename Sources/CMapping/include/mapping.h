// What happens when a file is cut short while it is mapped: the system sends SIGBUS at the next look at what is gone.
// A handler must not call Swift, so it is here.

#ifndef POLYSEME_MAPPING_H
#define POLYSEME_MAPPING_H

#include <stddef.h>

/// A mapping that is looked after.
typedef struct polyseme_mapping polyseme_mapping;

/// From now on bytes of a mapping that are gone read as zeros, and it counts as damaged.
///
/// - Returns: NULL where there is no memory for that.
polyseme_mapping *polyseme_guard_mapping(const void *start, size_t count);

/// Whether bytes were looked at that were gone.
int polyseme_is_mapping_damaged(const polyseme_mapping *mapping);

/// To be called before it is unmapped.
void polyseme_release_mapping(polyseme_mapping *mapping);

#endif
