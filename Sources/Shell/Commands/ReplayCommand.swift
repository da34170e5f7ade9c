import ArgumentParser
import ModelFiles
import Senses
import Tensors

struct ReplayCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Runs a saved session again, and shows what differs.",
    discussion: """
      Every line is answered anew, in a session of its own, by the layer and in the precision of the \
      saved one. Text must be the same; numbers may differ by the tolerance, since processors add in \
      different orders and not all of them know bfloat16. Answers that are the same to the last bit \
      are known by their digest. A text with characters that the Unicode versions of then and now read \
      otherwise is named. A replay has no way to write a file, whatever its lines say: a page or \
      picture is answered and not written, and commands that only write or speak of the machine \
      (/save, /export, /info, /replay) are left out. The exit status is 1 where anything differs. A session \
      of another model is not run, unless --anyway asks what that model says instead.
      """)
  static let topic = Topic.session
  static let isReplayed = false
  static let example = [
    "I deposited money at the bank.", "/save session.jsonl", "/replay session.jsonl",
  ]

  @Argument(help: "A file that /save has written.", completion: .file())
  var file: String
  @Option(
    help: ArgumentHelp(
      "How far numbers may differ, of numbers above 1 which part of them; without it 0.005, or 0.02 "
        + "where the saved precision is rounded otherwise here.", valueName: "number"))
  var tolerance: Double?
  @Flag(help: "Also where the vocabulary or the weights are others.")
  var anyway = false

  func validate() throws {
    try check("--tolerance", tolerance, from: 0, to: 1)
  }

  func answer(in session: inout Session) throws -> Answer {
    let saved = try SavedSession(contentsOf: file)
    let here = try SavedSession.Head(of: session)
    let other = saved.head.difference(from: here)
    if let other, !anyway {
      throw ShellError("other-model", "\(file): \(other); --anyway runs it all the same")
    }
    let precision = saved.head.start.precision
    let isNative = Kernels.chosen.nearest(to: precision) == precision
    let tolerance = tolerance ?? (isNative ? 0.005 : 0.02)
    var answer = try replay(saved, in: session, tolerance: tolerance).answer(tolerance: tolerance)
    if let other { answer.warnings.append("\(file): \(other)") }
    if let characters = saved.charactersReadOtherwise(by: here.unicode) {
      answer.warnings.append("\(file): \(characters)")
    }
    if !isNative {
      answer.warnings.append(
        "\(file): saved in \(precision), for which this processor has no instruction")
    }
    return answer
  }

  private func replay(
    _ saved: SavedSession, in session: Session, tolerance: Double
  ) throws -> Replay {
    let start = saved.head.start
    let isRead = start.layer == session.model.layer && start.precision == session.model.precision
    var fresh = Session(
      isRead
        ? session.reader : try session.reader(layer: start.layer, precision: start.precision),
      settings: start.settings, files: nil)
    fresh.checkInterrupt = session.checkInterrupt
    defer { session.progress("") }
    var replay = Replay()
    for (place, line) in saved.lines.enumerated() {
      try session.checkInterrupt()
      session.progress("line \(place + 1) of \(saved.lines.count)")
      guard let answer = line.answer, let now = try reply(to: line.typed, in: &fresh)?.json else {
        replay.leftOut += 1
        continue
      }
      if SavedSession.digest(of: now) == line.digest {
        replay.exact += 1
        continue
      }
      let comparison = AnswerComparison(
        answer, try JSONValue(parsing: now).object ?? [:], tolerance: tolerance)
      if comparison.differences.isEmpty {
        replay.close += 1
        replay.largest = max(replay.largest, comparison.largest)
      } else {
        replay.different.append(
          .init(
            number: place + 1, typed: String(decoding: line.typed, as: UTF8.self),
            differences: comparison.differences))
      }
    }
    return replay
  }

  private func reply(to typed: [UInt8], in session: inout Session) throws -> SessionLog.Reply? {
    do { return try session.reply(to: typed.span).reply } catch let error as Interruption {
      throw error
    } catch {
      return .failure(error)
    }
  }
}

/// What came of running a session again.
private struct Replay {
  struct Line {
    /// Among the lines typed, from 1.
    let number: Int
    let typed: String
    let differences: [AnswerDifference]
  }

  var exact = 0
  var close = 0
  /// The largest difference among those that are close.
  var largest = 0.0
  var different: [Line] = []
  var leftOut = 0

  /// Differences of one line that are shown.
  private static let shown = 3

  func answer(tolerance: Double) -> Answer {
    var blocks: [Block] = []
    for line in different {
      blocks.append(.text("line \(line.number): \(line.typed.onOneLine)", .strong))
      for difference in line.differences.prefix(Self.shown) {
        blocks.append(
          .text(
            "   \(difference.path.onOneLine): \(drawn(difference.saved)) saved, "
              + "\(drawn(difference.now)) now", indent: 6))
      }
      let more = line.differences.count - Self.shown
      if more > 0 { blocks.append(.text("   and \(counted(more, "other place"))")) }
    }
    let run = exact + close + different.count
    var counts = ["\(exact) the same to the bit"]
    if close > 0 {
      counts.append("\(close) within \(tolerance) (at most \(decimals(largest, 6)) away)")
    }
    counts.append("\(different.count) different")
    if leftOut > 0 { counts.append("\(leftOut) left out") }
    blocks.append(
      .text("\(counted(run, "line")) run again: \(counts.joined(separator: ", "))"))
    var answer = Answer(
      blocks,
      fields: [
        "lines": .int(run), "exact": .int(exact), "close": .int(close), "left_out": .int(leftOut),
        "largest": .double(largest), "tolerance": .double(tolerance),
        "different": .array(
          different.map { line in
            [
              "typed_line": .int(line.number), "typed": .string(line.typed),
              "places": .array(
                line.differences.map {
                  ["path": .string($0.path), "saved": $0.saved ?? .null, "now": $0.now ?? .null]
                }),
            ]
          }),
      ],
      rows: different.flatMap { line in
        line.differences.map {
          [
            .int(line.number), .string(line.typed), .string($0.path), $0.saved ?? .null,
            $0.now ?? .null,
          ]
        }
      })
    if !different.isEmpty { answer.status = .someFailed }
    return answer
  }

  /// A value in a few words.
  private func drawn(_ value: JSONValue?) -> String {
    switch value {
    case nil: "nothing"
    case .number(let number)? where number.int == nil: decimals(number.double, 4)
    case .array(let array)?: "a list of \(array.count)"
    case .object?: "an object"
    case let value?: value.compact.onOneLine
    }
  }
}

extension SavedSession.Head {
  /// What makes another answer likely, in one line.
  func difference(from other: SavedSession.Head) -> String? {
    func short(_ digest: String) -> String { String(digest.prefix(12)) }
    if vocabulary != other.vocabulary {
      return "saved with another vocabulary (\(short(vocabulary)), here \(short(other.vocabulary)))"
    }
    if weights != other.weights {
      return "saved with other weights (\(short(weights)), here \(short(other.weights)))"
    }
    return nil
  }
}
