import JSON
import Tensors

/// What was typed and what came of it, line by line, so that a session can be saved and run again.
struct SessionLog: Sendable {
  struct Entry: Sendable {
    /// Without the line's end.
    let typed: [UInt8]
    let reply: Reply
  }

  /// What a line was answered with.
  enum Reply: Sendable {
    /// Nothing that a replay would compare.
    case leftOut
    /// A sentence was kept. Its ids stand for what was read: by the million they cost little.
    case sentence(number: Int, ids: [Int32])
    /// The members of the line's JSON object, or its error, as JSON.
    case answer([UInt8])

    /// The members of an answer's JSON object.
    static func answer(_ fields: JSONObject) -> Reply {
      .answer(Array(JSONValue.object(fields).compact.utf8))
    }

    /// A failure is an answer too.
    static func failure(_ error: any Error) -> Reply { .answer(ShellError(error).fields) }

    /// As JSON; `nil` where nothing is compared.
    var json: [UInt8]? {
      switch self {
      case .leftOut: nil
      case .sentence(let number, let ids):
        Array(
          "{\"sentence\":\(number),\"ids\":[\(ids.map(String.init).joined(separator: ","))]}".utf8)
      case .answer(let json): json
      }
    }

    var size: Int {
      switch self {
      case .leftOut: 0
      case .sentence(_, let ids): 4 * ids.count
      case .answer(let json): json.count
      }
    }
  }

  /// How a session began.
  struct Start: Sendable, Hashable {
    var settings: Settings
    var layer: Int
    var precision: Precision
  }

  private(set) var start: Start?
  private(set) var entries: [Entry] = []
  /// Whether nothing has been dropped. Of a session that says more than `most`, nothing is kept.
  private(set) var isWhole = true
  private var size = 0
  /// The most that is remembered. Bytes.
  let most: Int

  /// - Parameter most: Without it, more than anybody types.
  init(most: Int = 16 << 20) { self.most = most }

  mutating func begin(_ start: Start) { if self.start == nil { self.start = start } }

  mutating func add(_ entry: Entry) {
    guard isWhole else { return }
    size += entry.typed.count + entry.reply.size
    if size > most {
      isWhole = false
      entries = []
    } else {
      entries.append(entry)
    }
  }
}
