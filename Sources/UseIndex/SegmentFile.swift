import Platform

/// Writes a segment from its first byte to its last. It has its name once it is whole, and on the disk.
struct SegmentFile {
  let name: String
  private let folder: String
  private let layout: SegmentLayout
  private let file: NewFile
  private var digest = SHA256()
  private var count = 0
  private var buffer: [UInt8] = []

  /// - Throws: `FileError.unwritable`.
  init(
    folder: String, name: String, _ layout: SegmentLayout, by writing: FileWriting
  ) throws(FileError) {
    (self.folder, self.name, self.layout) = (folder, name, layout)
    file = try writing.newFile(at: "\(folder)/\(name)")
    buffer.reserveCapacity(1 << 20)
    try append(layout.head)
  }

  mutating func append(_ bytes: some Sequence<UInt8>) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 20 { try flush() }
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      buffer.append(contentsOf: rest.prefix(1 << 20))
      rest = rest.dropFirst(1 << 20)
      if buffer.count >= 1 << 20 { try flush() }
    }
  }

  mutating func append<Number: FixedWidthInteger>(number: Number) throws(FileError) {
    Swift.withUnsafeBytes(of: number.littleEndian) { buffer.append(contentsOf: $0) }
    if buffer.count >= 1 << 20 { try flush() }
  }

  /// Zeros up to where the next column begins.
  mutating func align() throws(FileError) {
    let place = count + buffer.count
    try append([UInt8](repeating: 0, count: SegmentLayout.aligned(place) - place))
  }

  /// Gives it its name.
  ///
  /// - Returns: Its digest.
  mutating func finish() throws(FileError) -> String {
    try flush()
    precondition(count == layout.size, "a segment of \(count) bytes, not \(layout.size)")
    try file.finish()
    try syncNames(in: folder)
    return digest.hexadecimal
  }

  private mutating func flush() throws(FileError) {
    try file.write(buffer)
    buffer.withUnsafeBytes { digest.take($0) }
    count += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }
}
