import ArgumentParser
import ModelFiles
import Senses
import Tokenization

struct KWICCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "kwic", abstract: "All uses of a word in a file, by sense or by likeness.",
    discussion: """
      Without --like and --unlike the uses come sense by sense, the most central first, as /induce has \
      found them. With them, the most like the one and least like the other come first, each with the \
      difference of the two similarities. Without a file, the uses are those of the last /induce.

      \(TextLayout.rule)
      """)
  static let topic = Topic.text
  static let keepsWhatIsThere = true
  static let example = ["/kwic bank sentences.txt --like \"We sat on the river [bank].\""]

  // The completion script for fish counts only arguments that say how they are completed.
  @Argument(help: "The word, or a few words in quotes.", completion: .list([]))
  var word: String
  @Argument(help: "The file; - is standard input.", completion: .file())
  var file: String?
  @Option(help: ArgumentHelp("A use that is wanted; may be given again.", valueName: "use"))
  var like: [UseReference] = []
  @Option(help: ArgumentHelp("A use that is not wanted; may be given again.", valueName: "use"))
  var unlike: [UseReference] = []
  @Option(help: ArgumentHelp("The most lines to show.", valueName: "number"))
  var count = 40
  @OptionGroup var sample: FileUsesOptions
  @OptionGroup var text: TextOptions

  func validate() throws {
    try check("--count", count, from: 1)
  }

  func answer(in session: inout Session) throws -> Answer {
    let (induction, found) = try induction(in: session)
    let (like, unlike) = (
      try like.map { try session.use($0) }, try unlike.map { try session.use($0) }
    )
    let isSorted = !like.isEmpty || !unlike.isEmpty
    let concordance =
      isSorted
      ? Concordance(
        induction.directions, like: Directions(try session.vectors(of: like)),
        unlike: Directions(try session.vectors(of: unlike)))
      : Concordance(groupedIn: induction)
    let shown = concordance.lines.prefix(count)
    var blocks: [Block] = []
    var sense: Int?
    for line in shown {
      let own = induction.labels[line.use]
      if !isSorted, own != sense {
        let size = induction.labels.count { $0 == own }
        let title = induction.name(of: own).map { "  \($0.onOneLine)" } ?? ""
        blocks +=
          (sense == nil ? [] : [.gap]) + [
            .text("\(own)\(title)  (\(counted(size, "use")))", .strong)
          ]
        sense = own
      }
      blocks.append(induction.excerpt(line.use, lean: line.lean))
    }
    if concordance.lines.count > count {
      blocks.append(.text("… and \(concordance.lines.count - count) more (--count shows more)"))
    }
    let taken = isSorted ? "sorted" : "grouped"
    if let found, found.found > found.uses.count || found.text.layout == .paragraphs {
      blocks.append(.text(found.summary(taken: taken)))
    }
    let fields: JSONObject = [
      "word": .string(word), "lines": .array(shown.map { json($0, induction) }),
      "found": session.inducedFound.map { .int($0) } ?? .null, "used": .int(induction.uses.count),
    ]
    var answer = Answer(
      blocks, fields: fields.merging(found?.fields ?? [:]),
      rows: shown.map { line in
        let use = induction.uses[line.use]
        return [
          .int(line.use + 1), .int(use.line), .int(induction.labels[line.use]),
          .double(line.lean), .string(use.sentence.string),
        ]
      })
    if let found, let file {
      answer.warnings = found.warnings(file: file, as: session.settings.output, taken: taken)
      if found.isCut {
        answer.warnings.append(
          "interrupted after \(counted(found.text.lines, "line")); what was there is shown")
        answer.status = .interrupted
      }
    }
    if concordance.lines.count > count, session.settings.output == .tsv {
      answer.warnings.append(
        "\(count) of \(counted(concordance.lines.count, "use")) shown (--count shows more)")
    }
    return answer
  }

  private func json(_ line: Concordance.Line, _ induction: Induction) -> JSONValue {
    let use = induction.uses[line.use]
    return [
      "use": .int(line.use + 1), "line": .int(use.line), "text": .string(use.sentence.string),
      "characters": use.characters.json, "bytes": use.bytes.json, "place": use.place.json,
      "sense": .int(induction.labels[line.use]),
      "lean": .double(line.lean),
    ]
  }

  /// - Returns: Also what was found in the file, where there is one.
  private func induction(
    in session: Session
  ) throws -> (induction: Induction, found: FileUses?) {
    guard let file else {
      guard let induction = session.induction,
        try session.finder(induction.word).keys == session.finder(word).keys
      else {
        throw ShellError(
          "nothing-induced",
          "no senses of “\(word)” have been found yet; /induce it, or name a file")
      }
      return (induction, nil)
    }
    let found = try session.uses(
      of: word, inFile: file, atMost: sample.most, seed: session.seed(sample.seed),
      layout: text.layout, isAnything: text.asText)
    try found.checkFound(word, file: file)
    // Where the order comes from examples, nobody asks for senses.
    let senses = like.isEmpty && unlike.isEmpty ? nil : 1
    return (
      try session.induction(
        of: word, from: found, senses: senses, seed: session.seed(sample.seed)), found
    )
  }
}
