import Corpora
import JSON
import Senses
import UnicodeText

/// The senses found in a text, with all edits, as they stand in a file. The vectors of the uses are
/// not kept, since they come again from the sentences.
struct SavedInduction {
  var word: String
  var count: SenseCount?
  var uses: [FoundUse] = []
  /// After each edit, the last as it now stands.
  var states: [Induction.State] = []

  init(_ induction: Induction) {
    word = induction.word
    count = induction.count
    uses = induction.uses
    states = induction.states
  }

  /// Its lines: the word, each use, each state.
  var json: [JSONValue] {
    [
      [
        "induction": .string(word), "stabilities": (count?.stabilities).json,
        "joined": (count?.joined).json,
      ]
    ]
      + uses.map { use in
        var json: JSONObject = [
          "line": .int(use.line), "place": use.place.json, "sentence": .text(use.sentence.bytes),
          "bytes": use.bytes.json,
        ]
        if !use.file.isEmpty { json["file"] = .string(use.file) }
        if !use.words.isEmpty { json["words"] = .array(use.words.map(\.json)) }
        if !use.metadata.isEmpty {
          json["metadata"] = .array(
            use.metadata.entries.map { [.string($0.name), .string($0.value)] })
        }
        return .object(json)
      }
      + states.map { state in
        let names = state.names.sorted { $0.key < $1.key }
        return [
          "labels": .array(state.senses.map { .int($0) }),
          "names": .array(names.map { ["sense": .int($0.key), "name": .string($0.value)] }),
        ]
      }
  }

  /// Begins with the word; `nil` where this is no such line.
  init?(_ json: JSONValue) {
    guard let word = json["induction"]?.string else { return nil }
    self.word = word
    guard let stabilities = json["stabilities"]?.array else { return }
    // What was saved before groups were joined does not name any.
    let joined = json["joined"]?.array ?? []
    let numbers = (Array(stabilities) + joined).compactMap(\.double)
    let count = SenseCount(stabilities: Array(numbers.prefix(stabilities.count)))
    guard numbers.count == stabilities.count + joined.count, joined.count < count.groups else {
      return nil
    }
    self.count = SenseCount(
      stabilities: count.stabilities, joined: Array(numbers.dropFirst(stabilities.count)))
  }

  /// Takes one more line.
  ///
  /// - Returns: Whether it is one of these.
  mutating func take(_ json: JSONValue) -> Bool {
    if let sentence = json["sentence"]?.textBytes {
      guard let line = json["line"]?.int, let place = range(json["place"]),
        let bytes = range(json["bytes"]), bytes.upperBound <= sentence.count, states.isEmpty
      else { return false }
      // What was saved before corpora were read says less.
      let words = (json["words"]?.array ?? []).map(range)
      let metadata = (json["metadata"]?.array ?? []).map(entry)
      var end = 0
      for word in words {
        guard let word, end <= word.lowerBound, word.upperBound <= sentence.count else {
          return false
        }
        end = word.upperBound
      }
      guard !metadata.contains(nil) else { return false }
      uses.append(
        FoundUse(
          file: json["file"]?.string ?? "", line: line, place: place,
          sentence: SourceText(bytes: sentence), bytes: bytes, words: words.compactMap(\.self),
          metadata: Metadata(metadata.compactMap(\.self))))
      return true
    }
    guard let labels = json["labels"]?.array, let names = json["names"]?.array,
      labels.count == uses.count, !labels.isEmpty
    else { return false }
    let senses = labels.compactMap(\.int).filter { $0 > 0 }
    var named: [Int: String] = [:]
    for entry in names {
      guard let sense = entry["sense"]?.int, senses.contains(sense),
        let name = entry["name"]?.string
      else { return false }
      named[sense] = name
    }
    states.append(.init(senses: senses, names: named))
    return senses.count == labels.count
  }

  private func entry(_ json: JSONValue) -> Metadata.Entry? {
    guard let pair = json.array?.map(\.string), pair.count == 2, let name = pair[0],
      let value = pair[1]
    else { return nil }
    return Metadata.Entry(name, value)
  }

  private func range(_ json: JSONValue?) -> Range<Int>? {
    guard let array = json?.array, array.count == 2, let lower = array[0].int,
      let upper = array[1].int, 0 <= lower, lower < upper
    else { return nil }
    return lower..<upper
  }
}

extension Session {
  /// Encodes the uses again.
  func induction(_ saved: SavedInduction) throws -> Induction {
    guard let finder = UseFinder(saved.word, tokenizer: model.tokenizer) else {
      throw ShellError("no-word", "there is no word in “\(saved.word)”")
    }
    let places = saved.uses.compactMap { use in
      finder.use(of: use, read: reader.tokenize(_:words:))
    }
    guard places.count == saved.uses.count else {
      throw ShellError("bad-session", "this model cuts the saved uses of “\(saved.word)” otherwise")
    }
    defer { progress("") }
    let encoded = try encode(places, saved.uses)
    if encoded.isCut { throw Interruption() }
    return Induction(
      word: saved.word, uses: saved.uses, directions: Directions(encoded.vectors),
      states: saved.states,
      count: saved.count)
  }
}
