/// The bytes of a plain file, read at once.
///
/// - Throws: `FileError`, also for what is no plain file, as a pipe or a device, and for a file that was written to meanwhile.
package func bytes(ofFile path: String, atMost limit: Int) throws(FileError) -> [UInt8] {
  let file = try MappedFile(path: path)
  guard file.bytes.count <= limit else {
    throw .tooLarge(path: path, bytes: file.bytes.count, limit: limit)
  }
  let bytes = Array(file.bytes)
  try file.checkUnchanged()
  return bytes
}
