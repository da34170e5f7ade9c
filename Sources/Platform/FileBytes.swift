/// The bytes of a file, or of what else has its name, read at once.
package func bytes(ofFile path: String, atMost limit: Int) throws(FileError) -> [UInt8] {
  guard let file = fopen(path, "rb") else { throw .unreadable(path) }
  defer { fclose(file) }
  var status = stat()
  guard fstat(fileno(file), &status) == 0 else { throw .unreadable(path) }
  setvbuf(file, nil, _IONBF, 0)
  // One byte more than the file has: the first read says that it has ended. What has no size, as a
  // pipe, is read by ever larger steps.
  var bytes = [UInt8](repeating: 0, count: min(limit, max(4095, Int(status.st_size))) + 1)
  var count = 0
  while true {
    let read = bytes.withUnsafeMutableBytes {
      fread($0.baseAddress! + count, 1, $0.count - count, file)
    }
    count += read
    if count < bytes.count { break }
    if count > limit { throw .tooLarge(path: path, bytes: count, limit: limit) }
    bytes += [UInt8](repeating: 0, count: min(count, limit + 1 - count))
  }
  if ferror(file) != 0 { throw .unreadable(path) }
  bytes.removeSubrange(count...)
  return bytes
}
