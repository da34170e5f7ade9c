import Foundation
import Testing

@testable import Shell

/// Conversations as they look. A line that starts with `>` is typed; what follows is the answer, notes
/// marked by `!`; an empty line ends it. `RECORD=1` writes the answers anew, and still fails.
@Suite struct TranscriptTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Transcripts")
  static let names = try! FileManager.default.contentsOfDirectory(atPath: folder.path)
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test(arguments: names) func everyConversationGoesAsWritten(name: String) throws {
    let file = Self.folder.appending(path: name)
    let written = try String(contentsOf: file, encoding: .utf8)
    // What needs a chance of one sense to talk about has a session that can tell it.
    let spoken = try Self.speak(written, judged: name.hasPrefix("judged"))
    guard spoken != written else { return }
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(spoken.utf8).write(to: file)
      Issue.record("\(name) has been written anew")
      return
    }
    let (expected, found) = (Self.lines(written), Self.lines(spoken))
    let place = zip(expected, found).prefix { $0 == $1 }.count
    Issue.record(
      """
      \(name) line \(place + 1):
      expected \(place < expected.count ? expected[place] : "no more")
      found    \(place < found.count ? found[place] : "no more")
      """)
  }

  @Test func thereAreSome() { #expect(Self.names.count >= 5) }

  static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// With long decimal fractions cut to three places, since the last bits depend on the machine.
  static func rounded(_ text: String) -> String {
    text.replacing(/-?\d+\.\d{4,}(e-?\d+)?/) { match in
      String(format: "%.3f…", Double(match.output.0)!)
    }
  }

  static func speak(_ text: String, judged: Bool) throws -> String {
    let output = RecordedOutput()
    var shell = Shell(session: TinySession.new(judged: judged), source: .prompt, output: output)
    var blocks: [String] = []
    for line in lines(text) where line.hasPrefix(">") {
      let typed = line.dropFirst(line.hasPrefix("> ") ? 2 : 1)
      try shell.read(String(typed))
      // An empty line would end the answer early when it is read back, so it is shown as a dot.
      let answer = lines(rounded(output.takeTranscript())).dropLast().map { $0.isEmpty ? "." : $0 }
      blocks.append(([line] + answer).joined(separator: "\n") + "\n")
    }
    return blocks.joined(separator: "\n")
  }
}
