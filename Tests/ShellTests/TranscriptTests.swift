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
    let (expected, found) = (Self.lines(written), Self.lines(spoken))
    let place = zip(expected, found).prefix { Self.agree(written: $0, spoken: $1) }.count
    guard place < max(expected.count, found.count) else { return }
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(Self.shortened(spoken).utf8).write(to: file)
      Issue.record("\(name) has been written anew")
      return
    }
    Issue.record(
      """
      \(name) line \(place + 1):
      expected \(place < expected.count ? expected[place] : "no more")
      found    \(place < found.count ? Self.shortened(String(found[place])) : "no more")
      """)
  }

  @Test(arguments: [
    ("fall 0.012…", "fall 0.0124999", true), ("fall 0.012…", "fall 0.0125049", true),
    ("fall 0.012…", "fall 0.0126", false), ("fall 0.012…", "rise 0.0124", false),
    ("fall -0.012…", "fall 0.0124", false), ("base 0.0", "base -1.2e-16", true),
    ("base 0.0", "base 0.001", false), ("1.000…", "1.0", true), ("0.54 same", "0.55 same", true),
    ("0.54 same", "0.56 same", false), ("0.54 same", "0.5 same", false),
    ("12 uses", "13 uses", false),
    ("[0.5]", "[0.5,0.5]", false), ("0.1.0", "0.2.0", false),
  ])
  func onlyLastBitsMayDiffer(written: String, spoken: String, agree: Bool) {
    #expect(Self.agree(written: written[...], spoken: spoken[...]) == agree)
  }

  @Test func thereAreSome() { #expect(Self.names.count >= 5) }

  static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// With long decimal fractions cut to three places, since the last bits depend on the machine.
  static func shortened(_ text: String) -> String {
    text.replacing(/-?\d+\.\d{4,}(e-?\d+)?/) { match in
      String(format: "%.3f…", Double(match.output.0)!)
    }
  }

  /// Whether a line is as written: its text to the letter, its fractions as far as they are written.
  ///
  /// A value may lie so near a border that another machine's last bits round it the other way.
  static func agree(written: Substring, spoken: Substring) -> Bool {
    let fraction = /-?\d+(?:\.\d+(?:e-?\d+)?…?|e-?\d+)/
    let (a, b) = (written.matches(of: fraction), spoken.matches(of: fraction))
    guard written.replacing(fraction, with: "#") == spoken.replacing(fraction, with: "#"),
      a.count == b.count
    else { return false }
    return zip(a, b).allSatisfy { $0.output == $1.output || isClose($0.output, $1.output) }
  }

  /// - Parameters:
  ///   - written: `0.897…` stands for what rounds to it; `0.90`, which a person reads, too.
  private static func isClose(_ written: Substring, _ spoken: Substring) -> Bool {
    let isCut = written.hasSuffix("…")
    guard let a = Double(isCut ? written.dropLast() : written), let b = Double(spoken) else {
      return false
    }
    func places(_ number: Substring) -> Int { number.drop { $0 != "." }.dropFirst().count }
    let lastBits = 1e-5
    if isCut { return abs(a - b) <= 0.0005 + lastBits }
    if places(written) == places(spoken), 2...3 ~= places(written) {
      return abs(a - b) <= pow(10, -Double(places(written))) + lastBits
    }
    return abs(a - b) <= lastBits
  }

  static func speak(_ text: String, judged: Bool) throws -> String {
    let output = RecordedOutput()
    var shell = Shell(session: TinySession.new(judged: judged), source: .prompt, output: output)
    var blocks: [String] = []
    for line in lines(text) where line.hasPrefix(">") {
      let typed = line.dropFirst(line.hasPrefix("> ") ? 2 : 1)
      try shell.read(String(typed))
      // An empty line would end the answer early when it is read back, so it is shown as a dot.
      let answer = lines(output.takeTranscript()).dropLast().map { $0.isEmpty ? "." : $0 }
      blocks.append(([line] + answer).joined(separator: "\n") + "\n")
    }
    return blocks.joined(separator: "\n")
  }
}
