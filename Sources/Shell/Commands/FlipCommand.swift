import ArgumentParser
import ModelFiles
import Senses

struct FlipCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "flip",
    abstract: "The smallest change of a context that carries a use across to another sense.",
    discussion: """
      First one word of the first use's sentence is deleted, then one is replaced by a word of its own \
      kind, then two words are changed. What carries the probability of one sense across one half is \
      read again from its text, and judged as if it had been typed. Ctrl-C stops trying, and the nearest so \
      far is shown.
      """)
  static let topic = Topic.why
  static let keepsWhatIsThere = true
  static let example = [
    "/flip \"I put money in the [bank].\" \"We sat on the river [bank].\""
  ]

  @Argument(help: "The use whose context is changed, as 2:bank.")
  var a: UseReference
  @Argument(help: "The use that it is compared with.")
  var b: UseReference
  @Option(help: ArgumentHelp("Words tried in each place.", valueName: "number"))
  var candidates = 64

  func validate() throws {
    try check("--candidates", candidates, from: 1, to: 10_000)
  }

  func answer(in session: inout Session) throws -> Answer {
    let (a, b) = (try session.use(a), try session.use(b))
    let flip = try Flip(
      of: a.occurrence, to: b.occurrence, by: session.reader, candidates: candidates)
    let towardsSame = flip.before.leansToSame == false
    let side = towardsSame ? "one sense" : "different senses"
    var blocks: [Block] = [flip.before.line, .gap]
    if let first = flip.changes.first {
      let size = first.edits.count == 1 ? "One change" : "Two changes"
      let verb = first.edits.count == 1 ? "carries" : "carry"
      blocks.append(
        .text("\(size) \(verb) \(a.label) across even odds, to \(side):", .strong))
    } else {
      blocks.append(
        .text(
          flip.isCut
            ? "No change tried so far carries \(a.label) to \(side)."
            : "No change of one or two words carries \(a.label) to \(side).", .strong))
      if flip.nearest != nil { blocks.append(.text("The nearest:")) }
    }
    for change in flip.changes + (flip.nearest.map { [$0] } ?? []) {
      blocks += [
        .text("  " + change.edits.map(\.name).joined(separator: ", "), indent: 4),
        .text("    " + change.marked.excerpt(width: .max), indent: 4),
        .paragraph(
          Paragraph(
            [
              Picture.Run(
                "    \(twoDecimals(change.judgement.similarity))  \(change.judgement.meaning)")
            ], indent: 4)),
      ]
    }
    blocks += [.gap, .text("\(counted(flip.tried, "sentence")) tried")]
    let fields: JSONObject = [
      "similarity": .double(flip.before.similarity), "a": a.json, "b": b.json,
      "towards": .string(towardsSame ? "same" : "different"), "tried": .int(flip.tried),
      "changes": .array(flip.changes.map { .object($0.fields) }),
      "nearest": flip.nearest.map { .object($0.fields) } ?? .null,
    ]
    var answer = Answer(
      blocks,
      fields: fields.merging(flip.before.fields),
      rows: flip.changes.map { change in
        [
          .string(change.edits.map(\.name).joined(separator: ", ")), .string(change.marked.text),
        ] + change.judgement.row
      })
    if flip.isCut {
      answer.warnings = ["interrupted after \(counted(flip.tried, "sentence"))"]
      answer.status = .interrupted
    }
    return answer
  }
}

extension Flip.Change {
  fileprivate var fields: JSONObject {
    let fields: JSONObject = [
      "edits": .array(edits.map(\.json)), "text": .string(marked.text),
      "similarity": .double(judgement.similarity),
    ]
    return fields.merging(judgement.fields)
  }
}

extension ContextEdit {
  fileprivate var json: JSONValue {
    switch self {
    case .delete(let at, let word):
      ["edit": "delete", "token": .int(at + 1), "word": .string(word)]
    case .replace(let at, let word, let other):
      ["edit": "replace", "token": .int(at + 1), "word": .string(word), "with": .string(other)]
    }
  }
}
