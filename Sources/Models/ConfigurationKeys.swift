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
    guard let value = object[key], usual == nil || !value.isNull else {
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

  /// Names in a list, or in one text.
  func texts(
    _ key: String, separator: Character? = nil
  ) throws(ConfigurationError) -> [String] {
    guard let value = object[key], !value.isNull else { return [] }
    if let text = value.string, let separator {
      return text.lowercased().split(separator: separator).map {
        String($0.filter { !$0.isWhitespace })
      }
    }
    let texts = value.array?.compactMap(\.string)
    guard let texts, texts.count == value.array?.count else {
      throw .wrong(key: prefix + key, expected: "a list of texts", found: value.kind)
    }
    return texts
  }

  func flag(_ key: String, usual: Bool) throws(ConfigurationError) -> Bool {
    guard let value = object[key], !value.isNull else { return usual }
    guard let flag = value.bool else {
      throw .wrong(key: prefix + key, expected: "true or false", found: value.kind)
    }
    return flag
  }

  func accept(_ key: String, only expected: JSONValue) throws(ConfigurationError) {
    guard let value = object[key], !value.isNull, value != expected,
      value.double == nil || value.double != expected.double
    else { return }
    throw .unsupported(key: prefix + key, expected: expected.kind, found: value.kind)
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

  /// Channels of a head that are turned in pairs.
  func pairs(_ width: Int) throws(ConfigurationError) -> Int {
    guard width % 2 == 0 else {
      throw .unsupported(
        key: prefix + "num_attention_heads", expected: "heads of an even number of channels",
        found: "\(width)")
    }
    return width
  }

  /// What the angles of rotary positions grow from: `rope_theta` in `rope_parameters`, where transformers 5 writes it.
  ///
  /// - Parameters:
  ///   - kind: The kind of layers, where each has parameters of its own.
  ///   - older: Where it was before.
  func rotaryBase(
    of kind: String? = nil, older: String, usual: Float
  ) throws(ConfigurationError) -> Float {
    var (name, base) = (older, object[older] ?? .float(usual))
    for key in ["rope_parameters", "rope_scaling"] {
      guard let value = object[key], !value.isNull else { continue }
      let own = kind.map { value[$0] ?? [:] } ?? value
      if own.isNull { continue }
      let parameters = ConfigurationKeys(own.object ?? [:], prefix: "\(prefix)\(key).")
      guard own.object != nil else {
        throw .wrong(key: prefix + key, expected: "an object", found: own.kind)
      }
      try parameters.accept("rope_type", only: "default")
      try parameters.accept("type", only: "default")
      try parameters.accept("partial_rotary_factor", only: 1)
      if let found = parameters["rope_theta"], !found.isNull {
        (name, base) = ("\(key).rope_theta", found)
      }
    }
    guard let number = base.double, number.isFinite, number > 0 else {
      throw .wrong(key: prefix + name, expected: "a number above 0", found: base.kind)
    }
    return Float(number)
  }
}
