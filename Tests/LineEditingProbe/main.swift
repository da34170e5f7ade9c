// Says what LineEditing hands out, line by line, so that tests can type to it and read along.
//
// line-editing-probe [--history FILE | --standard-history] [--limit BYTES] [--plain]

import LineEditing
import Platform

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

var history = History()
var limit = PlainLines.usualLimit
var isPlain = !PromptLines.isPossible
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
  switch argument {
  case "--history": history = History(path: arguments.popFirst()!, writtenBy: FileWriting())
  case "--standard-history": history = .standard(program: "polyseme", writtenBy: FileWriting())
  case "--limit": limit = Int(arguments.popFirst()!)!
  case "--plain": isPlain = true
  default: fatalError("no such option: \(argument)")
  }
}

func say(_ text: String) {
  print(text)
  fflush(nil)
}

/// Knows a command or two, and the words of two sentences, one of which begins like another.
func completions(_ line: String, _ cursor: Int) -> Completion {
  let typed = Array(line.utf8.prefix(cursor))
  var start = typed.lastIndex(of: 0x20).map { $0 + 1 } ?? 0
  if line.hasPrefix("/read ") { return .fileNames(from: start) }
  if line.hasPrefix("/many ") {
    return .words((100..<400).map { .init("word\($0)") }, from: start)
  }
  // A word that goes over spaces.
  if line.hasPrefix("/all ") { start = 5 }
  // In a quotation of its own a word begins after its bracket.
  if let bracket = typed.lastIndex(of: 0x5B), bracket >= start { start = bracket + 1 }
  let word = String(decoding: typed[start...], as: UTF8.self)
  let words: [Completion.Candidate] = [
    .init("/sim"), .init("/read"), .init("2:bank"), .init("2:river"), .init("2:riverside"),
    .init("1:", isFinished: false), .init("1:bank"), .init("bank]", isFinished: false),
    .init("2:naïve"), .init("2:bank#2"), .init("2@17-21"), .init("two words"),
  ]
  let fitting = words.filter { $0.text.hasPrefix(word) }
  // `2:bank` and `2:bank#2` would end the test of a single candidate.
  return .words(word == "2:ba" ? [.init("2:bank")] : fitting, from: start)
}

let lines: any LineSource
if isPlain {
  InterruptFlag.install()
  lines = PlainLines(limit: limit)
} else {
  let typed = PromptLines(
    program: "polyseme", prompt: "\u{1B}[1mprobe>\u{1B}[0m ", continuationPrompt: "....> ",
    history: history, completions: completions)
  typed.whenHistoryFails = { say("note: \($0)") }
  lines = typed
}

var continuing = false
reading: while true {
  switch try lines.next(continuing: continuing) {
  case .end:
    say("end")
    break reading
  case .interrupted: say("interrupted")
  case .tooLong(let bytes): say("too long: \(bytes)")
  case .line(let line):
    continuing = line.last == 0x5C
    switch line {
    case Array("width".utf8): say("width: \(terminalWidth() ?? 0)")
    case Array("work".utf8):
      say("working")
      while !InterruptFlag.isRaised { usleep(1000) }
      InterruptFlag.clear()
      say("stopped")
    default: say("line: <\(String(decoding: line, as: UTF8.self))> \(line.count) bytes")
    }
  }
}
