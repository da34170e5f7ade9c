#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that are there whole or not at all: what is written goes to a new file beside the old one,
/// which takes its name once everything has reached the disk. When the disk is full, the old file is
/// still there.
public enum AtomicFile {
  /// - Throws: `ModelFilesError.unwritable`.
  public static func write(_ bytes: [UInt8], to path: String) throws(ModelFilesError) {
    try write(to: path) { file throws(ModelFilesError) in try file.write(bytes) }
  }

  /// Writes part by part. What `body` throws is thrown on, and the old file stays.
  ///
  /// What has a name but is no plain file, as `/dev/stdout` or a pipe, is written to directly.
  public static func write(
    to path: String, _ body: (inout Output) throws(ModelFilesError) -> Void
  ) throws(ModelFilesError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      if status.st_mode & S_IFMT == S_IFDIR {
        throw .unwritable(path: path, reason: String(cString: strerror(EISDIR)))
      }
      let file = open(path, O_WRONLY | O_CLOEXEC)
      guard file >= 0 else { throw failure(path) }
      defer { close(file) }
      var output = Output(path: path, file: file)
      return try body(&output)
    }
    // A link stays a link, and what it points to is replaced.
    var target = path
    if exists, let resolved = realpath(path, nil) {
      target = String(cString: resolved)
      free(resolved)
    }
    var template = Array("\(target).XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { throw failure(path) }
    let temporary = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    var isKept = false
    defer { if !isKept { unlink(temporary) } }
    do throws(ModelFilesError) {
      var output = Output(path: path, file: file)
      try body(&output)
      // mkstemp lets nobody else read.
      let mode = exists ? status.st_mode & 0o7777 : 0o666 & ~currentMask()
      guard fchmod(file, mode) == 0, fsync(file) == 0 else { throw failure(path) }
    } catch {
      close(file)
      throw error
    }
    guard close(file) == 0, rename(temporary, target) == 0 else { throw failure(path) }
    isKept = true
  }

  /// Takes bytes one after another.
  public struct Output: ~Copyable {
    fileprivate let path: String
    fileprivate let file: CInt

    public mutating func write(_ bytes: [UInt8]) throws(ModelFilesError) {
      let result = bytes.withUnsafeBytes { bytes -> Result<Void, ModelFilesError> in
        do throws(ModelFilesError) { return .success(try write(bytes)) } catch {
          return .failure(error)
        }
      }
      try result.get()
    }

    public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(ModelFilesError) {
      var rest = bytes[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 24))
        #if canImport(Glibc)
          let count = Glibc.write(file, part.baseAddress!, part.count)
        #elseif canImport(Musl)
          let count = Musl.write(file, part.baseAddress!, part.count)
        #else
          let count = Darwin.write(file, part.baseAddress!, part.count)
        #endif
        if count < 0 {
          if errno == EINTR { continue }
          throw failure(path)
        }
        rest = rest.dropFirst(count)
      }
    }
  }
}

private func failure(_ path: String) -> ModelFilesError {
  .unwritable(path: path, reason: String(cString: strerror(errno)))
}

/// The permissions that new files do not get. The system tells them only to who sets them.
private func currentMask() -> mode_t {
  let mask = umask(0o077)
  umask(mask)
  return mask
}
