import JSON
import Platform
import Tensors

/// The keys of a `config.json`, or of an object in it, each read as what it must be.
struct ConfigurationKeys {
  let object: JSONObject
  /// What stands before a key in messages.
  let prefix: String

  init(_ object: JSONObject, prefix: String = "") {
    self.object = object
    self.prefix = prefix
  }

  subscript(key: String) -> JSONValue? { object[key] }

  /// - Parameter usual: What a file means that lacks the key; without it, none may.
  func natural(
    _ key: String, _ range: ClosedRange<Int>, usual: Int? = nil
  ) throws(ConfigurationError) -> Int {
    guard let value = object[key] else {
      guard let usual else { throw .missing(key: prefix + key) }
      return usual
    }
    guard let number = value.int, range.contains(number) else {
      throw .wrong(
        key: prefix + key,
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
        found: value.kind)
    }
    return number
  }

  func text(_ key: String) throws(ConfigurationError) -> String? {
    guard let value = object[key], !value.isNull else { return nil }
    guard let text = value.string else {
      throw .wrong(key: prefix + key, expected: "a text", found: value.kind)
    }
    return text
  }

  func accept(_ key: String, only expected: String) throws(ConfigurationError) {
    guard let value = object[key], !value.isNull, value != .string(expected) else { return }
    throw .unsupported(key: prefix + key, expected: quoted(expected), found: value.kind)
  }

  /// The channels of a state and the heads that share them. More than these are a mistake; the tensors are checked
  /// against each before it is used.
  func heads(
    _ channels: String, _ heads: String
  ) throws(ConfigurationError) -> (channels: Int, heads: Int) {
    let width = try natural(channels, 1...65_536)
    let count = try natural(heads, 1...65_536)
    guard width % count == 0 else {
      throw .wrong(
        key: prefix + heads, expected: "a divisor of \(channels), \(width)", found: "\(count)")
    }
    return (width, count)
  }

  func activation(_ key: String, usual: Activation) throws(ConfigurationError) -> Activation {
    switch object[key] {
    case nil: return usual
    case .string(let name):
      guard let known = Activation(named: name) else {
        throw .unsupported(
          key: prefix + key,
          expected: Activation.allCases.map(\.rawValue).joined(separator: ", "),
          found: quoted(name))
      }
      return known
    case let other?: throw .wrong(key: prefix + key, expected: "a name", found: other.kind)
    }
  }

  /// What a norm adds to a variance.
  func epsilon(_ key: String, usual: Float) throws(ConfigurationError) -> Float {
    guard let value = object[key] else { return usual }
    let epsilon = Float(value.double ?? 0)
    guard epsilon > 0, epsilon < 1 else {
      throw .wrong(key: prefix + key, expected: "a number between 0 and 1", found: value.kind)
    }
    return epsilon
  }
}
