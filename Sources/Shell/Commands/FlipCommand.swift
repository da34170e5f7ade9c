import ArgumentParser
import JSON
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
  @Option(help: ArgumentHelp("Words tried in a place, at most.", valueName: "number"))
  var candidates = 64

  func validate() throws {
    try check("--candidates", candidates, from: 1, to: 10_000)
  }

  struct Found {
    let a, b: ResolvedUse
    let flip: Flip

    var towardsSame: Bool { flip.before.leansToSame == false }
  }

  private static let edit: [Field<ContextEdit>] = [
    Field("edit", "delete or replace", \.kind),
    Field("token", "which word, from 1") { $0.token + 1 },
    Field("word", "the word", \.word),
    Field("with", "what stands there instead; left out where it is deleted", \.other).whereKnown,
  ]
  private static let change: [Field<Flip.Change>] =
    [
      Field("edits", "what was changed", each: edit, \.edits),
      Field("text", "the sentence as it is then", \.marked.text),
      Judgement.cosine.of(\.judgement),
    ] + Judgement.fields.of(\.judgement)
  static let fields: [Field<Found>] =
    [
      Judgement.cosine.of(\.flip.before), Field("a", "the use whose context is changed", \.a),
      Field("b", "the use that it is compared with", \.b),
      Field("towards", "same or different, the answer looked for") {
        $0.towardsSame ? "same" : "different"
      },
      Field("tried", "sentences tried", \.flip.tried),
      Field("changes", "what carries the answer across", each: change, \.flip.changes),
      Field("nearest", "the best where nothing does", with: change, \.flip.nearest),
    ] + Judgement.fields.of(\.flip.before)
  static let rows = RowFields<Found>(
    [
      Field("edits", "what was changed") { $0.edits.map(\.name).joined(separator: ", ") },
      Field("text", "the sentence as it is then", \.marked.text),
    ] + Judgement.row.of(\.judgement), \.flip.changes)

  func find(in session: inout Session) throws -> Found {
    let (a, b) = (try session.use(a), try session.use(b))
    return Found(
      a: a, b: b,
      flip: try Flip(
        of: a.occurrence, to: b.occurrence, by: session.reader, candidates: candidates))
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let (flip, name) = (found.flip, found.a.label)
    let side = found.towardsSame ? "one sense" : "different senses"
    var blocks: [Block] = [flip.before.line, .gap]
    if let first = flip.changes.first {
      blocks.append(
        .text(
          (first.edits.count == 1 ? "One change carries" : "Two changes carry")
            + " \(name) across even odds, to \(side):", .strong))
    } else {
      blocks.append(
        .text(
          flip.isCut
            ? "No change tried so far carries \(name) to \(side)."
            : "No change of one or two words carries \(name) to \(side).", .strong))
      if flip.nearest != nil { blocks.append(.text("The nearest:")) }
    }
    for change in flip.changes + (flip.nearest.map { [$0] } ?? []) {
      let judgement = change.judgement
      blocks += [
        .text("  " + change.edits.map(\.name).joined(separator: ", "), indent: 4),
        .text("    " + change.marked.excerpt(width: .max), indent: 4),
        .text("    \(twoDecimals(judgement.similarity))  \(judgement.meaning)", indent: 4),
      ]
    }
    return blocks + [.gap, .text("\(counted(flip.tried, "sentence")) tried")]
  }

  func notes(on found: Found, in session: Session) -> Notes {
    guard found.flip.isCut else { return Notes() }
    return Notes(
      warnings: ["interrupted after \(counted(found.flip.tried, "sentence"))"], status: .interrupted
    )
  }
}

extension ContextEdit {
  fileprivate var kind: String {
    switch self {
    case .delete: "delete"
    case .replace: "replace"
    }
  }

  fileprivate var word: String {
    switch self {
    case .delete(_, let word), .replace(_, let word, _): word
    }
  }

  fileprivate var other: String? {
    if case .replace(_, _, let other) = self { other } else { nil }
  }
}
