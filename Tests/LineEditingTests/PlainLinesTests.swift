import Foundation
import TestSupport
import Testing

@testable import LineEditing

@Suite struct PlainLinesTests {
  /// What comes out of a pipe into which somebody writes pieces.
  static func events(
    _ pieces: [[UInt8]], limit: Int = PlainLines.usualLimit
  ) throws -> [LineEvent] {
    let pipe = Pipe()
    let writer = Thread {
      for piece in pieces { try? pipe.fileHandleForWriting.write(contentsOf: Data(piece)) }
      try? pipe.fileHandleForWriting.close()
    }
    writer.start()
    let lines = PlainLines(descriptor: pipe.fileHandleForReading.fileDescriptor, limit: limit)
    var events: [LineEvent] = []
    repeat { events.append(try lines.next()) } while events.last != .end
    #expect(try lines.next() == .end, "the end stays the end")
    return events
  }

  static func line(_ text: String) -> LineEvent { .line(Array(text.utf8)) }

  @Test(
    arguments: [
      ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb", ["a", "b"]),
      ("a\r", ["a"]), ("\r\n\r", ["", ""]), ("\n\na\n", ["", "", "a"]), ("a\rb\n", ["a\rb"]),
      ("a\r\r\n", ["a\r"]), ("a\0b\n\0", ["a\0b", "\0"]), ("né\n", ["né"]),
    ] as [(String, [String])])
  func linesComeWithoutTheirEnds(text: String, expected: [String]) throws {
    let bytes = Array(text.utf8)
    #expect(try Self.events([bytes]) == expected.map(Self.line) + [.end])
    // Byte by byte, as from a slow writer.
    #expect(try Self.events(bytes.map { [$0] }) == expected.map(Self.line) + [.end])
  }

  @Test func aByteOrderMarkAtTheStartIsDropped() throws {
    for (text, lines) in [("\u{FEFF}/set\n\u{FEFF}b", ["/set", "\u{FEFF}b"]), ("\u{FEFF}", [""])] {
      #expect(try Self.events([Array(text.utf8)]) == lines.map(Self.line) + [.end])
      #expect(try Self.events(text.utf8.map { [$0] }) == lines.map(Self.line) + [.end])
    }
  }

  @Test func bytesThatAreNoTextPassThrough() throws {
    let bytes: [UInt8] = [0xFF, 0xC3, 0x28, 0x00, 0x80]
    #expect(try Self.events([bytes + [10] + bytes]) == [.line(bytes), .line(bytes), .end])
  }

  @Test func tenMegabytesAreOneLine() throws {
    let long = [UInt8](repeating: 0x78, count: 10_000_000)
    #expect(try Self.events([long + [10], [0x61]]) == [.line(long), Self.line("a"), .end])
  }

  /// A line may be as long as the limit, however it ends and wherever the buffer was cut.
  @Test(arguments: [1, 3, 65_535, 65_536, 65_537, 200_000])
  func aLongerLineIsPassedOver(limit: Int) throws {
    let full = [UInt8](repeating: 0x78, count: limit)
    for end in ["\n", "\r\n"] {
      let end = Array(end.utf8)
      let events = try Self.events(
        [full + end, full + [0x79] + end, full + full + full + end, [0x7A] + end, full + [0x79]],
        limit: limit)
      #expect(
        events == [
          .line(full), .tooLong(bytes: limit + 1), .tooLong(bytes: 3 * limit), Self.line("z"),
          .tooLong(bytes: limit + 1), .end,
        ])
    }
  }

  @Test func randomTextComesBackWhole() throws {
    var generator = SplitMix64(seed: 1)
    let lines = (0..<5000).map { _ in
      (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        UInt8.random(in: 11...255, using: &generator)
      } + [0x2E]
    }
    let text = Array(lines.joined(separator: [10]))
    var pieces: [[UInt8]] = []
    var rest = text[...]
    while !rest.isEmpty {
      let count = Int.random(in: 1...9000, using: &generator)
      pieces.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    #expect(try Self.events(pieces) == lines.map { .line($0) } + [.end])
  }

  @Test func whatCannotBeReadIsSaid() throws {
    let folder = open("/", O_RDONLY)
    defer { close(folder) }
    let error = #expect(throws: LineSourceError.self) {
      try PlainLines(descriptor: folder).next()
    }
    #expect(error?.description == "the input cannot be read: Is a directory")
  }

  /// A pipe set not to block says that there is nothing, where another process has read what was there.
  @Test func aPipeThatDoesNotBlockIsWaitedFor() throws {
    let pipe = Pipe()
    let input = pipe.fileHandleForReading.fileDescriptor
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    var waits = 0
    let lines = PlainLines(descriptor: input) { _ in
      waits += 1
      if waits == 3 { try? pipe.fileHandleForWriting.write(contentsOf: Data("a\n".utf8)) }
      return 1
    }
    #expect(try lines.next() == Self.line("a"))
    #expect(waits == 3)
  }

  @Test(.needsTerminal) func anInterruptComesBetweenTheLines() throws {
    let terminal = try PseudoTerminal(builtProgram("line-editing-probe"), ["--plain"])
    try terminal.type("one\r")
    try terminal.waitFor("line: <one>")
    try terminal.type("half\u{3}")
    try terminal.waitFor("interrupted\n")
    try terminal.type("two\r")
    try terminal.waitFor("line: <two>")
    try terminal.type("\u{4}")
    try terminal.waitFor("end\n")
    #expect(try terminal.waitForEnd() == .exit(0))
  }

  /// Readline is for terminals: in a pipe nothing but the answers is written.
  @Test func aPipeShowsNoPrompt() throws {
    let run = try ProgramRun(
      builtProgram("line-editing-probe"), ["--limit", "4"], input: Array("a\r\nbcdef\n\tc".utf8))
    #expect(
      run.outputText == "line: <a> 1 bytes\ntoo long: 5\nline: <\tc> 2 bytes\nend\n")
    #expect(run.errorText == "")
    #expect(run.ending == .exit(0))
  }
}
