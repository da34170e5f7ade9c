import JSON

/// Why judged uses cannot be read: which file and line, and what is expected there.
package struct JudgedSetError: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

/// The lines of a file of judged uses.
package struct JudgedLines {
  package let path: String
  package let lines: [String]

  /// - Parameters:
  ///   - path: What the file is called in errors.
  ///   - lines: Empty ones at the end are no lines.
  package init(_ lines: [String], of path: String) {
    self.path = path
    self.lines = Array(lines[..<(lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0)])
  }

  private func failure(_ line: Int, _ expected: String) -> JudgedSetError {
    JudgedSetError("\(path): line \(line + 1): expected \(expected)")
  }

  /// Each line by itself.
  private func map<Item>(
    expecting expected: String, _ read: (Int, String) throws -> Item?
  ) throws -> [Item] {
    try lines.enumerated().map { number, line in
      guard let item = try naming("line \(number + 1)", { try read(number, line) }) else {
        throw failure(number, expected)
      }
      return item
    }
  }

  /// What is read of an item, which is named where it has no such place.
  func naming<Item>(_ item: String, _ read: () throws -> Item) throws -> Item {
    do { return try read() } catch let beyond as PlaceBeyond {
      throw JudgedSetError("\(path): \(item): \(beyond)")
    }
  }

  /// As many lines as another file has.
  private func check(countOf other: JudgedLines) throws {
    guard lines.count == other.lines.count else {
      throw JudgedSetError(
        "\(path): has \(counted(lines.count, "line")), but \(other.path) has \(other.lines.count)")
    }
  }

  private static let line =
    #"{"a":{"words":[…],"i":n},"b":{…},"gold":x} or {"words":[…],"i":n,"gold":sense}"#

  /// - Throws: `JudgedSetError`.
  package func jsonLines() throws -> JudgedSet {
    let objects = try map(expecting: Self.line) { number, line in
      do { return try JSONValue(parsing: Array(line.utf8)) } catch {
        throw JudgedSetError("\(path): line \(number + 1): \(error)")
      }
    }
    func use(_ value: JSONValue?) throws -> MarkedText? {
      guard let words = value?["words"]?.array, let place = value?["i"]?.int else { return nil }
      let texts = words.compactMap(\.string)
      return texts.count == words.count ? try MarkedText(words: texts, place: place) : nil
    }
    func named(_ uses: [MarkedText], _ value: JSONValue, _ number: Int) -> [NamedWord] {
      guard let lemma = (value["lemma"] ?? value["word"])?.string else { return [] }
      // A pair of two words is named once: ability/know-how.
      let lemmas = lemma.split(separator: "/")
      return uses.enumerated().map { place, use in
        let own = lemmas.count == uses.count ? String(lemmas[place]) : lemma
        return NamedWord(item: "line \(number + 1)", lemma: own, use: use)
      }
    }
    func items<Item>(_ read: (JSONValue, Int) throws -> Item?) throws -> [Item] {
      try objects.enumerated().map { number, value in
        guard let item = try naming("line \(number + 1)", { try read(value, number) }) else {
          throw failure(number, Self.line)
        }
        return item
      }
    }
    if objects[0]["words"] == nil {
      return .pairs(
        try items { value, number in
          guard let a = try use(value["a"]), let b = try use(value["b"]),
            let gold = value["gold"]?.double
          else { return nil }
          return JudgedPair(a: a, b: b, gold: gold, named: named([a, b], value, number))
        })
    }
    return .uses(
      try items { value, number in
        guard let use = try use(value), let sense = value["gold"]?.int else { return nil }
        return LabelledUse(use: use, sense: sense, named: named([use], value, number).first)
      })
  }

  /// - Throws: `JudgedSetError`.
  package func wic(_ gold: JudgedLines) throws -> [JudgedPair] {
    try check(countOf: gold)
    let answers = try gold.map(expecting: "T or F") { _, line in
      ["T": 1.0, "F": 0.0][line.trimmed]
    }
    return try map(expecting: "word, part of speech, places as 2-5, two sentences, between tabs") {
      number, line in
      let fields = line.fields("\t")
      guard fields.count == 5 else { return nil }
      let places = fields[2].split(separator: "-").compactMap { Int($0) }
      guard places.count == 2 else { return nil }
      let a = try MarkedText(words: fields[3].fields(" "), place: places[0])
      let b = try MarkedText(words: fields[4].fields(" "), place: places[1])
      let lemma = String(fields[0])
      return JudgedPair(
        a: a, b: b, gold: answers[number],
        named: [a, b].map { NamedWord(item: "line \(number + 1)", lemma: lemma, use: $0) })
    }
  }

  /// A list of objects, over as many lines as it likes.
  private func objects(_ what: String) throws -> JSONArray {
    do {
      let value = try JSONValue(parsing: Array(lines.joined(separator: "\n").utf8))
      if let list = value.array, !list.isEmpty { return list }
    } catch {
      throw JudgedSetError("\(path): \(error)")
    }
    throw JudgedSetError("\(path): expected a list of \(what)")
  }

  /// - Throws: `JudgedSetError`.
  package func mcl(_ gold: JudgedLines) throws -> [JudgedPair] {
    var answers: [String: Double] = [:]
    for object in try gold.objects("answers") {
      guard let id = object["id"]?.string, let tag = object["tag"]?.string,
        let answer = ["T": 1.0, "F": 0.0][tag]
      else { throw JudgedSetError("\(gold.path): expected id and tag (T or F) in each") }
      answers[id] = answer
    }
    return try objects("pairs").enumerated().map { number, object in
      func use(_ side: Int) throws -> MarkedText? {
        // Places are written as texts or as numbers.
        func place(_ name: String) -> Int? {
          object[name]?.int ?? object[name]?.string.flatMap { Int($0) }
        }
        guard let text = object["sentence\(side)"]?.string, let start = place("start\(side)"),
          let end = place("end\(side)"), start < end
        else { return nil }
        return try naming("pair \(number + 1)") { try MarkedText(text: text, scalars: start..<end) }
      }
      guard let id = object["id"]?.string, let a = try use(1), let b = try use(2) else {
        throw JudgedSetError(
          "\(path): pair \(number + 1): expected id, sentence1, start1, end1, sentence2, start2, end2"
        )
      }
      guard let answer = answers[id] else {
        throw JudgedSetError("\(gold.path): has no answer for “\(id)”")
      }
      let lemma = object["lemma"]?.string
      return JudgedPair(
        a: a, b: b, gold: answer,
        named: lemma.map { lemma in
          [a, b].map { NamedWord(item: "pair \(number + 1)", lemma: lemma, use: $0) }
        } ?? [])
    }
  }

  /// - Throws: `JudgedSetError`.
  package func scws() throws -> [JudgedPair] {
    try map(expecting: "number, word, kind, word, kind, two texts with <b> word </b>, grade") {
      number, line in
      let fields = line.fields("\t")
      guard fields.count >= 8, let gold = Double(fields[7].trimmed), gold.isFinite,
        let a = Self.marked(fields[5]), let b = Self.marked(fields[6])
      else { return nil }
      return JudgedPair(
        a: a, b: b, gold: gold,
        named: zip([fields[1], fields[3]], [a, b]).map {
          NamedWord(item: "line \(number + 1)", lemma: String($0), use: $1)
        })
    }
  }

  /// A text without the marks `<b>` and `</b>` around a word of it.
  private static func marked(_ text: Substring) -> MarkedText? {
    let words = text.split(separator: " ")
    guard let start = words.firstIndex(of: "<b>"), let end = words.firstIndex(of: "</b>"),
      start + 1 < end
    else { return nil }
    let before = words[..<start].reduce(0) { $0 + $1.utf8.count + 1 }
    let inside = words[start + 1..<end].joined(separator: " ")
    let all = words[..<start] + words[start + 1..<end] + words[(end + 1)...]
    return MarkedText(
      text: all.joined(separator: " "), use: before..<before + inside.utf8.count)
  }

  /// - Throws: `JudgedSetError`.
  package func coarseWSD(_ gold: JudgedLines) throws -> [LabelledUse] {
    try check(countOf: gold)
    let senses = try gold.map(expecting: "the number of a sense") { _, line in Int(line.trimmed) }
    return try map(expecting: "the word's place, a tab, the sentence") { number, line in
      let fields = line.fields("\t")
      guard fields.count == 2, let place = Int(fields[0]) else { return nil }
      return LabelledUse(
        use: try MarkedText(words: fields[1].fields(" "), place: place), sense: senses[number])
    }
  }
}

extension StringProtocol {
  /// What stands between separators, nothing left out.
  func fields(_ separator: Character) -> [SubSequence] {
    split(separator: separator, omittingEmptySubsequences: false)
  }

  /// Without the white space at both ends.
  var trimmed: String {
    let scalars = unicodeScalars.drop { $0.properties.isWhitespace }
    let end = scalars.lastIndex { !$0.properties.isWhitespace }
    return String(self[scalars.startIndex..<(end.map(scalars.index(after:)) ?? scalars.startIndex)])
  }
}
