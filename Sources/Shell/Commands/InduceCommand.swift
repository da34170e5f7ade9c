import ArgumentParser
import ModelFiles
import Senses

struct InduceCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "induce",
    abstract: "The senses of a word in a file: its uses, grouped and labelled.",
    discussion: """
      The whole file is read, the uses of the word are encoded and grouped by spherical \
      k-means. The number of groups is the one that stays the same when the uses are drawn again; \
      groups whose uses more likely share a sense than not are joined. \
      A sense is labelled by the words that set its contexts apart, by what could stand in the place \
      of its most central use, and by that use. Ctrl-C stops reading, and what is there is grouped; \
      on the command line a second one ends the program. \
      Then /merge, /split, /name, /move and /undo put right what is wrong, and /kwic shows all uses.

      \(TextLayout.rule)
      """)
  static let topic = Topic.text
  static let keepsWhatIsThere = true
  static let example = ["/induce bank sentences.txt"]

  // The completion script for fish counts only arguments that say how they are completed.
  @Argument(help: "The word, or a few words in quotes.", completion: .list([]))
  var word: String
  @Argument(help: "The file; - is standard input.", completion: .file())
  var file: String
  @Option(
    help: ArgumentHelp("How many senses; without it, stability decides.", valueName: "number"))
  var senses: Int?
  @OptionGroup var sample: FileUsesOptions
  @OptionGroup var text: TextOptions

  func validate() throws {
    try check("--senses", senses, from: 1, to: 100)
  }

  func answer(in session: inout Session) throws -> Answer {
    let found = try session.uses(
      of: word, inFile: file, atMost: sample.most, seed: session.seed(sample.seed),
      layout: text.layout, isAnything: text.asText)
    try found.checkFound(word, file: file)
    session.progress("grouping \(counted(found.uses.count, "use"))")
    defer { session.progress("") }
    let induction = try session.induction(
      of: word, from: found, senses: senses, seed: session.seed(sample.seed))
    session.induction = induction
    session.inducedFound = found.found
    var answer = try induction.answer(in: session)
    answer.blocks.append(.text(found.summary(taken: "grouped")))
    answer.fields = answer.fields.merging(found.fields)
    answer.fields["lines"] = .int(found.text.lines)
    answer.fields["complete"] = .bool(!found.isCut)
    answer.warnings = found.warnings(
      file: file, as: session.settings.output, taken: "grouped")
    if found.isCut {
      answer.warnings.append(
        "interrupted after \(counted(found.text.lines, "line")); what was there is grouped")
      answer.status = .interrupted
    }
    return answer
  }
}

extension Induction {
  /// What the senses are, as they now stand.
  func answer(in session: Session) throws -> Answer {
    let keywords = keywords(tokenizer: session.model.tokenizer)
    var blocks: [Block] = [
      .text(
        "“\(word.onOneLine)”: \(counted(senses.count, "sense")) in \(counted(uses.count, "use"))",
        .strong)
    ]
    if let count, !count.stabilities.isEmpty {
      let list = count.stabilities.enumerated().map { "\($0 + 2): \(twoDecimals($1))" }
      blocks.append(
        .text(
          "agreement when drawn again, by number of groups: \(list.joined(separator: ", ")) "
            + "(\(twoDecimals(SenseCount.threshold)) or more is needed)"))
      if !count.joined.isEmpty {
        let chances = count.joined.map(twoDecimals).joined(separator: ", ")
        blocks.append(
          .text(
            "\(count.groups) groups, joined two at a time where their uses share a sense: "
              + "chance \(chances) (\(twoDecimals(SenseCount.evenOdds)) or more joins)"))
      }
    }
    var fields: [JSONValue] = []
    var rows: [[JSONValue]] = []
    for sense in senses {
      try session.checkInterrupt()
      let own = uses(of: sense)
      let central = own[0]
      let words = keywords[sense, default: []].map(\.word)
      let substitutes = try substitutes(for: central, by: session.reader)
      blocks += [
        .gap,
        .text(
          "\(sense)" + (name(of: sense).map { "  \($0.onOneLine)" } ?? "")
            + "  (\(counted(own.count, "use")))", .strong),
      ]
      if !words.isEmpty {
        blocks.append(.text("   words: \(words.joined(separator: ", "))", indent: 10))
      }
      if !substitutes.isEmpty {
        blocks.append(.text("   instead: \(substitutes.joined(separator: ", "))", indent: 12))
      }
      // A text that says the same again and again is shown once.
      var shown: Set<String> = []
      for use in own where shown.count < 3 {
        if shown.insert(uses[use].sentence.string).inserted {
          blocks.append(excerpt(use, indent: 3))
        }
      }
      fields.append([
        "sense": .int(sense), "name": .string(name(of: sense)), "uses": .int(own.count),
        "words": .array(words.map { .string($0) }),
        "substitutes": .array(substitutes.map { .string($0) }), "central": .int(central + 1),
        "text": .string(uses[central].sentence.string),
      ])
      rows.append([
        .int(sense), .int(own.count), .string(name(of: sense)),
        .string(words.joined(separator: " ")), .string(uses[central].sentence.string),
      ])
    }
    return Answer(
      blocks,
      fields: [
        "word": .string(word), "senses": .array(fields),
        "labels": .array(labels.map { .int($0) }),
        "places": .array(uses.map { ["line": .int($0.line), "bytes": $0.place.json] }),
        "stabilities": count.map { numbers($0.stabilities) } ?? .null,
        "joined": count.map { numbers($0.joined) } ?? .null,
      ], rows: rows)
  }

  /// A use in one line: its number for `/move`, its line in the file, and its sentence.
  func excerpt(_ use: Int, indent: Int = 0, lean: Double? = nil) -> Block {
    let found = uses[use]
    let marked = found.marked
    return .picture { width in
      let start =
        String(repeating: " ", count: indent) + "\(use + 1)  "
        + (lean.map { change($0) + "  " } ?? "")
      let text = start + marked.excerpt(width: width - start.displayWidth)
      return Picture(
        lines: [[Picture.Run(text)]],
        plain: ["\(use + 1), line \(found.line): \(marked.excerpt(width: 200))"])
    }
  }

  private func substitutes(for use: Int, by reader: SenseReader) throws -> [String] {
    guard let place = Occurrence(uses[use].marked, read: reader.tokenize)
    else { return [] }
    let found = try Substitutes(for: place, by: reader, count: 4, candidates: 100)
    if found.isCut { throw Interruption() }
    return found.words.map(\.text)
  }
}

extension JSONValue {
  static func string(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
}
