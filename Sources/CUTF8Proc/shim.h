#include <utf8proc.h>

// 2.5 has Unicode 13.0, the oldest version that UnicodeText can tell from others.
#if UTF8PROC_VERSION_MAJOR < 2 || (UTF8PROC_VERSION_MAJOR == 2 && UTF8PROC_VERSION_MINOR < 5)
#error "utf8proc 2.5 or later is needed (Debian: apt-get install libutf8proc-dev; macOS: brew install utf8proc)"
#endif
