import ArgumentParser
import JSON

/// What a command takes: its options and arguments, as declared. Completion follows it, and words are held
/// against it before they are parsed, since swift-argument-parser names a missing argument first.
public struct Usage: Sendable {
  struct Option: Sendable, Hashable {
    /// With their dashes, the preferred one first.
    let names: [String]
    /// What its value is called; `nil` for a flag.
    let value: String?
    var completion = Value.anything

    var name: String { names[0] }
    /// Whether every command has it.
    var isBuiltIn: Bool { Usage.builtIn.contains { !Set($0.names).isDisjoint(with: names) } }
  }

  /// What completes a value, as its declaration says.
  enum Value: Sendable, Hashable {
    case anything
    case file
    case words([String])
    case session(SessionCompletion)

    /// - Parameter json: A `completionKind` of the dump.
    fileprivate init(_ json: JSONValue?) {
      if json?["file"] != nil || json?["directory"] != nil {
        self = .file
      } else if let words = json?["list"]?["values"]?.array {
        self = .words(words.compactMap(\.string))
      } else {
        let command = json?["shellCommand"]?["command"]?.string
        let known = command.flatMap { SessionCompletion(shellCommand: $0) }
        self = known.map { .session($0) } ?? .anything
      }
    }
  }

  private var command = ""
  private(set) var options: [Option] = []
  private(set) var arguments: [Value] = []
  /// What arguments that have to be given are called.
  private var required: [(name: String, value: Value)] = []
  /// Whether the last argument may come again.
  private(set) var repeatsLast = false

  /// - Parameter types: Whose options and arguments are taken together.
  public init(of types: any ParsableArguments.Type...) {
    for type in types {
      // The one description of a type that can be read: what `--experimental-dump-help` prints.
      let dump = Array(type._dumpHelp().utf8)
      guard let told = try? JSONValue(parsing: dump)["command"],
        let own = told["arguments"]?.array
      else { continue }
      command = told["commandName"]?.string ?? ""
      for argument in own { add(argument) }
    }
  }

  private mutating func add(_ argument: JSONValue) {
    let completion = Value(argument["completionKind"])
    guard argument["kind"]?.string != "positional" else {
      arguments.append(completion)
      if argument["isOptional"] != true {
        required.append((argument["valueName"]?.string ?? "", completion))
      }
      repeatsLast = argument["isRepeating"] == true
      return
    }
    let preferred = argument["preferredName"].flatMap(Self.name)
    let names = (argument["names"]?.array ?? []).compactMap(Self.name)
    options.append(
      Option(
        names: names.filter { $0 == preferred } + names.filter { $0 != preferred },
        value: argument["kind"]?.string == "option" ? argument["valueName"]?.string ?? "" : nil,
        completion: completion))
  }

  private static func name(_ json: JSONValue) -> String? {
    guard let name = json["name"]?.string else { return nil }
    return (json["kind"]?.string == "long" ? "--" : "-") + name
  }

  /// What swift-argument-parser adds to every program.
  private static let builtIn = [
    Option(names: ["--help", "-h"], value: nil), Option(names: ["--help-hidden"], value: nil),
    Option(names: ["--version"], value: nil),
    Option(names: ["--generate-completion-script"], value: "shell"),
    Option(names: ["--experimental-dump-help"], value: nil),
  ]

  /// Whether there is an option of a name, with its dashes.
  public func has(_ name: String) -> Bool { options.contains { $0.names.contains(name) } }

  /// What has to be given, and how that is written: `two uses: /sim A B`.
  var needs: String {
    let names = required.map { $0.name.uppercased() }
    let areUses = required.allSatisfy { $0.value == .session(.use) }
    let numbers = ["no", "one", "two", "three"]
    let what =
      areUses && names.count < numbers.count
      ? "\(numbers[names.count]) \(names.count == 1 ? "use" : "uses")"
      : names.joined(separator: " and ")
    return "\(what): /\(command) \(names.joined(separator: " "))"
  }

  /// What belongs after some words.
  func value(after words: [String]) -> Value? {
    var taken = 0
    var value: Value?
    for word in words {
      if value != nil {
        value = nil
      } else if word.hasPrefix("-") {
        value = option(word).flatMap { $0.value == nil ? nil : $0.completion }
      } else {
        taken += 1
      }
    }
    if let value { return value }
    if taken < arguments.count { return arguments[taken] }
    return repeatsLast ? arguments.last : nil
  }

  private func option(_ name: some StringProtocol) -> Option? {
    (options + Self.builtIn).first { $0.names.contains(String(name)) }
  }
}

extension Usage {
  /// The words of a command as swift-argument-parser reads them: a negative number after an option that
  /// takes a value is made part of the same word, or it would be taken for an option.
  ///
  /// - Parameters:
  ///   - subcommand: What the command with a name takes besides; `nil` where there is none. Asked for the
  ///     first word that is neither option nor value.
  /// - Throws: `UnknownOption`, for the first word that looks like an option and is none.
  public func words(
    _ typed: [String], subcommand: (String) -> Usage? = { _ in Usage() }
  ) throws(UnknownOption) -> [String] {
    var usage = self
    var words: [String] = []
    var hasCommand = false
    var waiting: Option?
    for (place, word) in typed.enumerated() {
      if let option = waiting {
        waiting = nil
        if option.name.hasPrefix("--"), word.hasPrefix("-"), Double(word) != nil {
          words[words.count - 1] = "\(option.name)=\(word)"
          continue
        }
        if !word.hasPrefix("-") || word == "-" {
          words.append(word)
          continue
        }
      }
      // From here on nothing is an option.
      if word == "--" { return words + typed[place...] }
      if !word.hasPrefix("-") || word == "-" {
        if !hasCommand {
          hasCommand = true
          guard let own = subcommand(word) else { return words + typed[place...] }
          usage.options += own.options
        }
      } else if let option = usage.option(word.prefix { $0 != "=" }) {
        if option.value != nil, !word.contains("=") { waiting = option }
      } else if !usage.areFlags(word) {
        throw UnknownOption(name: word, nearest: usage.nearest(to: word))
      }
      words.append(word)
    }
    return words
  }

  /// Whether these are short flags in one word, as `-ab`.
  private func areFlags(_ word: String) -> Bool {
    !word.hasPrefix("--")
      && word.dropFirst().allSatisfy { option("-\($0)").map { $0.value == nil } ?? false }
  }

  private func nearest(to word: String) -> String? {
    func bare(_ name: String) -> String { String(name.drop { $0 == "-" }) }
    let names = options.flatMap(\.names)
    let near = nearestName(to: bare(String(word.prefix { $0 != "=" })), in: names.map(bare))
    return near.flatMap { near in names.first { bare($0) == near } }
  }
}

/// A word that looks like an option and is none.
public struct UnknownOption: Error, Hashable, CustomStringConvertible {
  public let name: String
  /// The one that was probably meant.
  public let nearest: String?

  public var description: String {
    "there is no option \(name)" + (nearest.map { "; did you mean \($0)?" } ?? "")
  }
}

/// Refuses a number that an option does not take.
///
/// - Throws: `ValidationError`, which names the number and those that are taken.
public func check<Number: Comparable>(
  _ option: String, _ value: Number?, from least: Number, to most: Number? = nil
) throws {
  guard let value, !(value >= least && most.map { value <= $0 } ?? true) else { return }
  let range = "from \(least)" + (most.map { " to \($0)" } ?? "")
  throw ValidationError("\(option) takes a number \(range), not \(value)")
}
