#include <expat.h>

// From 2.4 on what entities expand to is bounded.
#if XML_MAJOR_VERSION < 2 || (XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION < 4)
#error "expat 2.4 or later is needed (Debian: apt-get install libexpat1-dev)"
#endif
