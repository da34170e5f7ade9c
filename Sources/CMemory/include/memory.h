// What happens when memory is used up: Swift ends the program where an allocation fails, with a stack trace. Linked into a program,
// this has it end with one line and status 71 (EX_OSERR) instead; it needs nothing else of the program, and a library leaves it out.

#ifndef POLYSEME_MEMORY_H
#define POLYSEME_MEMORY_H
#endif
