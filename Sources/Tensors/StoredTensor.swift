import CKernels

/// Bytes that stay where they are for as long as they are held: a mapped file, or memory.
///
/// A type that conforms guarantees that nobody writes to them.
public protocol ByteStorage: AnyObject, Sendable {
  var bytes: UnsafeRawBufferPointer { get }

  /// Says that some of the bytes will hardly be read again. They stay readable.
  func letGo(of range: Range<Int>)
}

extension ByteStorage {
  public func letGo(of range: Range<Int>) {}
}

/// A tensor as it lies in a file, in 32 or 16 bits, whose numbers are read only when they are used.
public struct StoredTensor: Sendable {
  /// How a number is stored; little-endian.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"

    /// Bytes of one number.
    public var width: Int { self == .float32 ? 4 : 2 }
  }

  public let shape: [Int]
  public let format: Format
  private let storage: any ByteStorage
  private let offset: Int

  /// - Parameters:
  ///   - offset: Where the first number starts in `storage`. Counts bytes; need not be aligned.
  /// - Precondition: All numbers of the shape lie inside the storage.
  public init(shape: [Int], format: Format, storage: any ByteStorage, offset: Int) {
    self.shape = shape
    self.format = format
    self.storage = storage
    self.offset = offset
    precondition(
      offset >= 0 && offset + count * format.width <= storage.bytes.count,
      "the tensor reaches past its bytes")
  }

  /// A tensor in memory.
  public init(_ matrix: Matrix) {
    self.init(shape: [matrix.rows, matrix.columns], values: matrix.values)
  }

  /// A tensor in memory.
  public init(shape: [Int], values: [Float]) {
    precondition(shape.reduce(1, *) == values.count, "\(values.count) numbers for \(shape)")
    self.init(shape: shape, format: .float32, storage: NumbersInMemory(values), offset: 0)
  }

  /// How many numbers there are.
  public var count: Int { shape.reduce(1, *) }

  /// The numbers as they are stored.
  public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    let end = offset + count * format.width
    return try withExtendedLifetime(storage) {
      try body(UnsafeRawBufferPointer(rebasing: storage.bytes[offset..<end]))
    }
  }

  /// Says that the numbers of some tensors will hardly be read again. They stay readable.
  ///
  /// Neighbours are let go together: each time, the system has to tell all processors.
  public static func letGo(of tensors: [StoredTensor]) {
    let slack = 1 << 16  // bytes that may lie between neighbours, such as biases
    var whole: (storage: any ByteStorage, range: Range<Int>)?
    for tensor in tensors.sorted(by: { $0.offset < $1.offset }) {
      let range = tensor.offset..<tensor.offset + tensor.count * tensor.format.width
      if let before = whole, before.storage === tensor.storage,
        range.lowerBound <= before.range.upperBound + slack
      {
        let end = max(before.range.upperBound, range.upperBound)
        whole = (before.storage, before.range.lowerBound..<end)
      } else {
        if let whole { whole.storage.letGo(of: whole.range) }
        whole = (tensor.storage, range)
      }
    }
    if let whole { whole.storage.letGo(of: whole.range) }
  }

  /// Some of the numbers, converted to 32 bits.
  public func values(in range: Range<Int>) -> [Float] {
    precondition(range.upperBound <= count, "outside the tensor")
    return withBytes { bytes in
      [Float](unsafeUninitializedCapacity: range.count) { buffer, written in
        if let bytes = bytes.baseAddress, let buffer = buffer.baseAddress {
          polyseme_convert(
            buffer, bytes + range.lowerBound * format.width, format.code, range.count)
        }
        written = range.count
      }
    }
  }

  /// All numbers, converted to 32 bits.
  public var values: [Float] { values(in: 0..<count) }

  /// One row of a tensor of two dimensions.
  public func row(_ row: Int) -> [Float] {
    precondition(shape.count == 2, "only a matrix has rows")
    return values(in: row * shape[1]..<(row + 1) * shape[1])
  }

  /// Some rows of a tensor, as a tensor; of one dimension, some of its numbers.
  public func rows(_ rows: Range<Int>) -> StoredTensor {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= shape[0], "outside the tensor")
    let width = shape.dropFirst().reduce(1, *)
    return StoredTensor(
      shape: [rows.count] + shape.dropFirst(), format: format, storage: storage,
      offset: offset + rows.lowerBound * width * format.width)
  }

  /// The tensor as a matrix.
  ///
  /// - Precondition: It has two dimensions.
  public var matrix: Matrix {
    precondition(shape.count == 2, "a matrix has two dimensions")
    return Matrix(rows: shape[0], columns: shape[1], values: values)
  }
}

/// Numbers that no file holds.
private final class NumbersInMemory: ByteStorage, @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer

  init(_ values: [Float]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(1, 4 * values.count), alignment: 64)
    for (index, value) in values.enumerated() {
      copy.storeBytes(
        of: value.bitPattern.littleEndian, toByteOffset: 4 * index, as: UInt32.self)
    }
    bytes = UnsafeRawBufferPointer(copy)
  }

  deinit { bytes.deallocate() }
}
