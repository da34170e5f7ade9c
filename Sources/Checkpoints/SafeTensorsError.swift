import JSON
import Platform

/// What is wrong with a safetensors file. Counts are bytes.
public enum SafeTensorsError: Error, Equatable, CustomStringConvertible {
  /// Too short for the length of the header, or for the header itself.
  case truncatedHeader(expected: Int, found: Int)
  /// A length that no header has: the file is of another kind.
  case headerTooLong(length: UInt64)
  /// The file was never fetched: it only names the one it stands for.
  case pointer
  /// The offset counts from the start of the file.
  case header(JSONError)
  case notAnObject(found: String)
  case metadata(name: String)
  /// Something in the description of a tensor is missing or of the wrong kind.
  case entry(name: String, expected: String)
  case unknownFormat(name: String, found: String)
  case shapeTooLarge(name: String)
  /// A number of fewer than eight bits does not end on a byte.
  case notWholeBytes(name: String, bits: Int)
  case length(name: String, expected: Int, found: Int)
  /// A tensor that starts before or after the end of the one before it: an overlap or a hole.
  case start(name: String, expected: Int, found: Int)
  case dataLength(expected: Int, found: Int)

  public var description: String {
    switch self {
    case .truncatedHeader(let expected, let found):
      "truncated or not safetensors: the header needs \(expected) bytes, found \(found); fetch the file again"
    case .headerTooLong(let length):
      "not safetensors: a header of \(length) bytes, expected at most \(SafeTensors.longestHeader)"
    case .pointer:
      "a Git LFS pointer, expected the file it stands for; run git lfs pull"
    case .header(let error):
      "safetensors header: \(error)"
    case .notAnObject(let found):
      "safetensors header: expected an object, found \(found)"
    case .metadata(let name):
      "safetensors header: __metadata__ holds something other than text\(name.isEmpty ? "" : " under \(quoted(name))")"
    case .entry(let name, let expected):
      "safetensors header: tensor \(quoted(name)): expected \(expected)"
    case .unknownFormat(let name, let found):
      "safetensors header: tensor \(quoted(name)): unknown dtype \(quoted(found))"
    case .shapeTooLarge(let name):
      "safetensors header: tensor \(quoted(name)): a shape larger than any memory"
    case .notWholeBytes(let name, let bits):
      "safetensors header: tensor \(quoted(name)): \(bits) bits, expected whole bytes"
    case .length(let name, let expected, let found):
      "safetensors header: tensor \(quoted(name)): data_offsets hold \(found) bytes, expected \(expected) by dtype and shape"
    case .start(let name, let expected, let found):
      "safetensors header: tensor \(quoted(name)): starts at byte \(found) of the data, expected \(expected), the end of the tensor before it"
    case .dataLength(let expected, let found):
      "\(found < expected ? "truncated" : "too long"): \(found) bytes of data, expected \(expected) by the header; fetch the file again"
    }
  }
}
