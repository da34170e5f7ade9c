/// The bytes of a packed file as they were before.
final class UnpackedSource: ByteSource {
  private let path: String
  private let source: any ByteSource
  private let unpacker: any Unpacker
  private var packed: [UInt8]
  /// Of `packed`, the bytes that are read and not unpacked.
  private var range: Range<Int>
  private var isAtEnd = false
  /// Bytes of the file that have been unpacked, and what they have become.
  private var offset = 0
  private var given = 0
  /// What is wrong with what comes next.
  private var fault: FileLinesError?

  /// - Parameters:
  ///   - start: The bytes that have been read from the source.
  init(_ source: any ByteSource, startingWith start: [UInt8], _ packing: Packing, path: String) {
    self.path = path
    self.source = source
    unpacker = packing.unpacker
    packed = start
    range = 0..<start.count
  }

  /// - Throws: `FileLinesError`, also where the packed data are damaged or cut; all before has been read by then.
  func read(into buffer: inout [UInt8], from place: Int) throws -> Int {
    while true {
      if range.isEmpty, !isAtEnd {
        if packed.count < 1 << 17 { packed = [UInt8](repeating: 0, count: 1 << 17) }
        range = 0..<(try source.read(into: &packed, from: 0))
        isAtEnd = range.isEmpty
      }
      if let fault { throw fault }
      let step = packed.withUnsafeBufferPointer { packed in
        buffer.withUnsafeMutableBufferPointer { buffer in
          unpacker.unpack(
            UnsafeBufferPointer(rebasing: packed[range]), isLast: isAtEnd,
            into: UnsafeMutableBufferPointer(rebasing: buffer[place...]))
        }
      }
      range = range.lowerBound + step.taken..<range.upperBound
      offset += step.taken
      given += step.given
      if let reason = step.fault {
        fault = .damagedPacking(path: path, kind: kind, byte: offset, reason: reason)
      }
      if step.given > 0 { return step.given }
      guard isAtEnd, step.taken == 0, fault == nil else { continue }
      if step.mayEnd { return 0 }
      fault = .cutPacking(path: path, kind: kind, bytes: offset)
    }
  }

  /// Bytes of the file to a byte that has been unpacked.
  var share: Double { given > 0 ? Double(offset) / Double(given) : 1 }

  private var kind: String { type(of: unpacker).name }
}
