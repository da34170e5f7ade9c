#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whether something is at a path, readable or not.
func isFile(_ path: String) -> Bool { access(path, F_OK) == 0 }
