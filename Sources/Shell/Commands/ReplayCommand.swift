import ArgumentParser
import JSON
import Senses
import Tensors

struct ReplayCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Runs a saved session again, and shows what differs.",
    discussion: """
      Every line is answered anew, in a session of its own, by the layer and in the precision of the \
      saved one. Text must be the same; numbers may differ by the tolerance, since processors add in \
      different orders and not all of them know bfloat16 and float16. Answers that are the same to the \
      last bit are known by their digest. Corpora and indexes are asked as they are now. A text with characters that the Unicode versions of then and now read \
      otherwise is named. A replay has no way to write a file, whatever its lines say: a page or \
      picture is answered and not written, and commands that only write, speak of the machine or replay \
      (/save, /export, /index, /calibrate, /info, /replay) are left out; each such line is named. The exit status is 1 where anything differs. A session \
      of another model is not run, unless --anyway asks what that model says instead.
      """)
  static let isForOneModel = true
  static let topic = Topic.session
  static let replayGap: ReplayGap? = .replays
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

  struct Found {
    let replay: Replay
    let tolerance: Double
    let warnings: [String]
  }

  static let fields: [Field<Found>] =
    Replay.fields.only("lines", "exact", "close", "left_out", "largest").of(\.replay) + [
      Field("tolerance", "how far numbers might differ", \.tolerance)
    ] + Replay.fields.only("different").of(\.replay)
  static let rows = Replay.rows.of(\Found.replay)

  func find(in session: inout Session) throws -> Found {
    let saved = try SavedSession(contentsOf: file, session.checkInterrupt)
    let here = try SavedSession.Head(of: session)
    let other = saved.head.difference(from: here)
    if let other, !anyway {
      throw ShellError("other-model", "\(file): \(other); --anyway runs it all the same")
    }
    let precision = saved.head.start.precision
    let isNative = Kernels.chosen.nearest(to: precision) == precision
    let tolerance = tolerance ?? (isNative ? 0.005 : 0.02)
    var warnings = [other, saved.charactersReadOtherwise(by: here.unicode)].compactMap { $0 }
    if !isNative {
      warnings.append("saved in \(precision), for which this processor has no instruction")
    }
    let replay = try replay(saved, in: session, tolerance: tolerance, &warnings)
    return Found(
      replay: replay, tolerance: tolerance, warnings: warnings.map { "\(file): \($0)" })
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    found.replay.blocks(tolerance: found.tolerance)
  }

  func notes(on found: Found, in session: Session) -> Notes {
    Notes(
      warnings: found.warnings, status: found.replay.different.isEmpty ? .success : .someFailed)
  }

  private func replay(
    _ saved: SavedSession, in session: Session, tolerance: Double, _ warnings: inout [String]
  ) throws -> Replay {
    let start = saved.head.start
    let isRead = start.layer == session.model.layer && start.precision == session.model.precision
    var fresh = Session(
      isRead
        ? session.reader : try session.reader(layer: start.layer, precision: start.precision),
      settings: start.settings, files: nil,
      inventories: session.inventories, isReplay: true)
    fresh.checkInterrupt = session.checkInterrupt
    defer { session.progress("") }
    var replay = Replay()
    for (place, line) in saved.lines.enumerated() {
      try session.checkInterrupt()
      session.progress("line \(place + 1) of \(saved.lines.count)")
      guard let answer = line.answer, let now = try reply(to: line.typed, in: &fresh)?.json else {
        replay.leftOut += 1
        if let gap = gap(of: line.typed) { warnings.append("line \(place + 1): \(gap)") }
        continue
      }
      for path in fresh.unwritten {
        warnings.append(
          "line \(place + 1): \(path) is not written: \(ReplayGap.writes.rawValue)".onOneLine)
      }
      fresh.unwritten = []
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

  /// What is said of a line that its command keeps from being run again.
  private func gap(of typed: [UInt8]) -> String? {
    guard case .command(let line)? = try? Line(typed.span),
      let command = try? Commands.parse(line), let gap = type(of: command).replayGap
    else { return nil }
    return "/\(type(of: command).name) is left out: \(gap.rawValue)"
  }

  private func reply(to typed: [UInt8], in session: inout Session) throws -> SessionLog.Reply? {
    do { return try session.reply(to: typed.span).reply } catch let error as Interruption {
      throw error
    } catch {
      return .failure(error)
    }
  }
}
