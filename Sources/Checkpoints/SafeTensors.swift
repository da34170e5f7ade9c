import JSON
import Platform
import Tensors
import UnicodeText

/// Named tensors in one file, by https://huggingface.co/docs/safetensors: the length of the header in eight
/// bytes, the header in JSON, the numbers. The whole header is checked when the file is opened; the
/// numbers stay where they are.
public struct SafeTensors: Sendable {
  /// How numbers are stored, by the names of the format. Only some of them can be read as weights.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    case bool = "BOOL"
    case f4 = "F4"
    case f6e2m3 = "F6_E2M3"
    case f6e3m2 = "F6_E3M2"
    case u8 = "U8"
    case i8 = "I8"
    case f8e5m2 = "F8_E5M2"
    case f8e4m3 = "F8_E4M3"
    case f8e8m0 = "F8_E8M0"
    case f8e4m3fnuz = "F8_E4M3FNUZ"
    case f8e5m2fnuz = "F8_E5M2FNUZ"
    case i16 = "I16"
    case u16 = "U16"
    case f16 = "F16"
    case bf16 = "BF16"
    case i32 = "I32"
    case u32 = "U32"
    case f32 = "F32"
    case c64 = "C64"
    case f64 = "F64"
    case i64 = "I64"
    case u64 = "U64"

    public var bits: Int {
      switch self {
      case .f4: 4
      case .f6e2m3, .f6e3m2: 6
      case .bool, .u8, .i8, .f8e5m2, .f8e4m3, .f8e8m0, .f8e4m3fnuz, .f8e5m2fnuz: 8
      case .i16, .u16, .f16, .bf16: 16
      case .i32, .u32, .f32: 32
      case .c64, .f64, .i64, .u64: 64
      }
    }
  }

  /// What the header says of one tensor.
  public struct Entry: Sendable, Hashable {
    public let name: String
    public let format: Format
    public let shape: [Int]
    /// Where its bytes are, counted from the start of the file.
    public let bytes: Range<Int>
  }

  /// No header is longer, by the format. Bytes.
  public static let longestHeader = 100_000_000

  /// The tensors in the order of their bytes.
  public let entries: [Entry]
  /// Text about the file.
  public let metadata: [String: String]
  private let places: [ExactName: Int]
  private let storage: any ByteStorage

  /// Maps a file.
  public init(contentsOf path: String) throws(CheckpointError) {
    let file: MappedFile
    do throws(FileError) { file = try MappedFile(path: path) } catch { throw .file(error) }
    do throws(SafeTensorsError) { try self.init(file) } catch {
      throw .safeTensors(path: path, error)
    }
  }

  /// Takes the bytes of a file.
  public init(_ storage: any ByteStorage) throws(SafeTensorsError) {
    let bytes = storage.bytes
    guard bytes.count >= 8 else { throw .truncatedHeader(expected: 8, found: bytes.count) }
    let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard length <= UInt64(Self.longestHeader) else {
      throw bytes.starts(with: "version https://git-lfs".utf8)
        ? .pointer : .headerTooLong(length: length)
    }
    let start = 8 + Int(length)
    guard bytes.count >= start else {
      throw .truncatedHeader(expected: Int(length), found: bytes.count - 8)
    }
    let header = try Self.header(UnsafeRawBufferPointer(rebasing: bytes[8..<start]))

    var metadata: [String: String] = [:]
    var entries: [Entry] = []
    entries.reserveCapacity(header.members.count)
    for member in header.members {
      if member.name == "__metadata__" {
        guard let object = member.value.object else { throw .metadata(name: "") }
        for member in object.members {
          guard let text = member.value.string else { throw .metadata(name: member.name) }
          metadata[member.name] = text
        }
      } else {
        entries.append(
          try Self.entry(member, start: start, dataLength: bytes.count - start))
      }
    }
    // One with no bytes stands before one that has some at the same place.
    entries.sort {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }
    var end = start
    for entry in entries {
      guard entry.bytes.lowerBound == end else {
        throw .start(
          name: entry.name, expected: end - start, found: entry.bytes.lowerBound - start)
      }
      end = entry.bytes.upperBound
    }
    guard end == bytes.count else {
      throw .dataLength(expected: end - start, found: bytes.count - start)
    }
    var places: [ExactName: Int] = [:]
    places.reserveCapacity(entries.count)
    for (place, entry) in entries.enumerated() { places[ExactName(entry.name)] = place }
    self.entries = entries
    self.metadata = metadata
    self.places = places
    self.storage = storage
  }

  public var names: [String] { entries.map(\.name) }

  /// Sees to it that the bytes are those that were opened, where a file holds them.
  ///
  /// - Throws: `FileError.changed`.
  package func checkUnchanged() throws(FileError) {
    if let file = storage as? MappedFile { try file.checkUnchanged() }
  }

  public func entry(_ name: String) -> Entry? {
    places[ExactName(name)].map { entries[$0] }
  }

  /// A tensor of numbers in 32 or 16 bits; nil when there is none of that name, and when its numbers
  /// are stored in another way (`entry` tells).
  public func tensor(_ name: String) -> StoredTensor? {
    guard let entry = entry(name),
      let format = StoredTensor.Format(rawValue: entry.format.rawValue)
    else { return nil }
    return StoredTensor(
      shape: entry.shape, format: format, storage: storage, offset: entry.bytes.lowerBound)
  }

  /// The bytes of a tensor of any format; nil when there is none of that name.
  public func withBytes<R>(
    of name: String, _ body: (UnsafeRawBufferPointer) throws -> R
  ) rethrows -> R? {
    guard let entry = entry(name) else { return nil }
    return try withExtendedLifetime(storage) {
      try body(UnsafeRawBufferPointer(rebasing: storage.bytes[entry.bytes]))
    }
  }

  private static func header(
    _ text: UnsafeRawBufferPointer
  ) throws(SafeTensorsError) -> JSONObject {
    let value: JSONValue
    do throws(JSONError) {
      // Spaces may follow the header, but nothing may come before it.
      guard text.first == UInt8(ascii: "{") else {
        let expected = "'{'"
        throw JSONError(
          fault: text.first.map { .unexpected(found: $0, expected: expected) }
            ?? .ended(expected: expected), offset: 0)
      }
      value = try JSONValue(parsing: text)
    } catch {
      throw .header(JSONError(fault: error.fault, offset: error.offset + 8))
    }
    guard let object = value.object else { throw .notAnObject(found: value.kind) }
    return object
  }

  private static func entry(
    _ member: JSONObject.Member, start: Int, dataLength: Int
  ) throws(SafeTensorsError) -> Entry {
    let name = member.name
    guard let description = member.value.object else {
      throw .entry(name: name, expected: "an object with dtype, shape and data_offsets")
    }
    guard let dtype = description["dtype"]?.string else {
      throw .entry(name: name, expected: "a text as dtype")
    }
    guard let format = Format(rawValue: dtype) else {
      throw .unknownFormat(name: name, found: dtype)
    }
    guard let shape = naturals(description["shape"]) else {
      throw .entry(name: name, expected: "a list of natural numbers as shape")
    }
    guard let offsets = naturals(description["data_offsets"]), offsets.count == 2 else {
      throw .entry(name: name, expected: "two natural numbers as data_offsets")
    }
    var bits = format.bits
    for length in shape {
      let (product, overflow) = bits.multipliedReportingOverflow(by: length)
      if overflow { throw .shapeTooLarge(name: name) }
      bits = product
    }
    guard bits % 8 == 0 else { throw .notWholeBytes(name: name, bits: bits) }
    guard offsets[0] <= offsets[1] else {
      throw .entry(name: name, expected: "data_offsets that do not run back")
    }
    guard offsets[1] - offsets[0] == bits / 8 else {
      throw .length(name: name, expected: bits / 8, found: offsets[1] - offsets[0])
    }
    guard offsets[1] <= dataLength else {
      throw .dataLength(expected: offsets[1], found: dataLength)
    }
    return Entry(
      name: name, format: format, shape: shape, bytes: start + offsets[0]..<start + offsets[1])
  }

  private static func naturals(_ value: JSONValue?) -> [Int]? {
    guard let array = value?.array else { return nil }
    var numbers: [Int] = []
    for element in array {
      guard let number = element.int, number >= 0 else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}

extension MappedFile: ByteStorage {}
