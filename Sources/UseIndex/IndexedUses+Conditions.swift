import Corpora
import UnicodeText

extension IndexedUses {
  /// The number of a word as typed; `nil` where it is not used.
  ///
  /// - Throws: `IndexError`, also where it is more than one word.
  func number(ofWord word: String) throws(IndexError) -> UInt32? {
    let tokens = model.tokenize(SourceText(word)).tokens
    guard tokens.count == 1 else { throw .notOneWord(word) }
    let key = tokens[0].key.normalized(to: .nfc)
    return try database.read { try $0.number(ofWord: key) }
  }

  /// The names under which the corpus says something.
  ///
  /// - Throws: `IndexError`.
  public func metadataNames() throws(IndexError) -> Set<String> {
    try database.read { database in
      var names: Set<String> = []
      try database.forEachMetadata { _, json in
        names.formUnion(Metadata(json: json)?.entries.map(\.name) ?? [])
      }
      return names
    }
  }

  /// The sentences of which a condition holds.
  ///
  /// Beside the names of the corpus it may ask for `file`, as it was named, `document` and `line`.
  ///
  /// - Complexity: O(*n*) of what is said of sentences, each once; where lines are asked for, of all sentences.
  func sentences(where condition: Condition) throws(IndexError) -> SentenceSet {
    if let last = lastCondition.withLock({ $0 }), last.condition == condition {
      return last.sentences
    }
    var set = SentenceSet()
    try forEachRun(named: condition.names) { range, value in
      if condition.holds(value) { set.insert(range) }
    }
    lastCondition.withLock { $0 = (condition, set) }
    return set
  }

  /// Hands out runs of sentences of which the same is said, in their order.
  ///
  /// - Parameters:
  ///   - names: What may be asked of them.
  ///   - body: Takes a run, and what says its value under one of the names; `nil` where it has none.
  func forEachRun(
    named names: Set<String>, _ body: (Range<Int>, (String) -> String?) throws -> Void
  ) throws(IndexError) {
    let asksForLines = names.contains("line")
    try database.read { database in
      var known: [Int: Metadata] = [:]
      if !names.isSubset(of: ["file", "document", "line"]) {
        try database.forEachMetadata { number, json in
          guard let metadata = Metadata(json: json) else {
            throw IndexError.damaged(
              path: self.database.path, what: "metadata \(number) cannot be read")
          }
          known[number] = Metadata(
            metadata.entries.filter { entry in
              names.contains { entry.name == $0 || entry.name.hasSuffix(".\($0)") }
            })
        }
      }
      var documents: [Int: String] = [:]
      if names.contains("document") {
        for document in try database.documents() { documents[document.number] = document.name }
      }
      func handOut(
        _ range: Range<Int>, _ file: Int, _ document: Int, _ metadata: Int, line: Int?
      ) throws {
        try body(range) { name in
          switch name {
          case "file": files[file]?.path
          case "document": documents[document]
          case "line": line.map(String.init)
          default: known[metadata]?[name]
          }
        }
      }
      if asksForLines {
        try database.forEachBlock { block in
          for (place, sentence) in try database.sentences(of: block).enumerated() {
            try handOut(
              block.first + place..<block.first + place + 1, block.file, sentence.document,
              sentence.metadata, line: sentence.lines.lines[0].number)
          }
        }
      } else {
        try database.forEachSpan { range, file, span in
          try handOut(range, file, span.document, span.metadata, line: nil)
        }
      }
    }
  }
}
