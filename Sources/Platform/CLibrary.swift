// The C library, by whatever name the platform has it. A file that imports `Platform` has it too.
#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#else
  @_exported import Darwin
#endif
