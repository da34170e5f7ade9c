import ArgumentParser
import Senses
import UseIndex

struct OpenCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Opens an index of uses, which commands without a corpus then ask.",
    discussion: """
      /induce, /kwic, /shift, /lint, /odd, /map and /neighbours ask the index that is open where no corpus, sentence or other \
      index is named. Each answer is of what is in it by then, also while it is being written. Without a place, the \
      answer tells which is open.
      """)
  static let topic = Topic.text
  static let isForPromptOnly = true
  static let example = ["/index sentences.index sentences.txt", "/open sentences.index"]

  @Argument(help: ArgumentHelp("The index's folder.", valueName: "place"), completion: .directory)
  var place: String?
  @Flag(name: .customLong("close"), help: "Close the one that is open.")
  var closes = false

  func validate() throws {
    if closes && place != nil {
      throw ValidationError("--close closes the index that is open; it takes no place")
    }
  }

  struct Found {
    /// The one that is open.
    var place: String?
    var summary: IndexSummary?
    var closed: String?
  }

  static let fields: [Field<Found>] =
    [Field("index", "the folder of the index that is open; null where none is", \.place)]
    + IndexSummary.fields.map { $0.ofOptional(\.summary) } + [
      Field("closed", "the folder of the one that was closed", \.closed).whereKnown
    ]
  static let rows = RowFields<Found>(Array(fields.dropLast()))

  func find(in session: inout Session) throws -> Found {
    if closes {
      guard let open = session.openIndex else {
        throw ShellError("no-index", "no index is open; /open PLACE opens one")
      }
      session.openIndex = nil
      return Found(closed: open)
    }
    guard let place = place ?? session.openIndex else { return Found() }
    let index = try IndexedUses(opening: place, model: session.model)
    session.openIndex = place
    return Found(place: place, summary: try index.summary())
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    if let closed = found.closed { return [.text("\(closed) is closed".onOneLine)] }
    guard let place = found.place, let summary = found.summary else {
      return [.text("No index is open; /open PLACE opens one")]
    }
    let rest = summary.unfinishedFiles
    return [.text("\(place): \(summary.inWords)".onOneLine)]
      + (rest == 0
        ? []
        : [.text("\(counted(rest, "file")) of it not read to the end; /index goes on with it")])
  }
}
