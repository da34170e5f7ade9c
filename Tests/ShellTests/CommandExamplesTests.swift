import Foundation
import TestSupport
import Testing
import UnicodeText

@testable import Shell

@Suite struct CommandExamplesTests {
  /// Names of files in examples, which go to a folder that is gone afterwards.
  static let files = [
    "sentences.txt", "terms.txt", "bank.npy", "exported-model", "pairs.jsonl", "session.jsonl",
    "text.txt", "sentences.index", "letters.csv",
  ]

  /// The example of a command, its files in a folder.
  static func lines(of name: String, in folder: TemporaryFolder) throws -> [String] {
    try Data("\(TinySession.text)//slash\n\n".utf8).write(
      to: URL(filePath: folder("sentences.txt")))
    try Data("river\nno such term\n".utf8).write(to: URL(filePath: folder("terms.txt")))
    try Data(
      #"{"a":{"words":["a","bank"],"i":1},"b":{"words":["bank"],"i":0},"gold":1}"#.utf8
    ).write(to: URL(filePath: folder("pairs.jsonl")))
    try Data(TinySession.longText.utf8).write(to: URL(filePath: folder("text.txt")))
    let years = TinySession.longText.split(separator: "\n").enumerated().map {
      "\(1800 + $0),The bank of \($1)\n"
    }
    try Data(("year,text\n" + years.joined()).utf8).write(
      to: URL(filePath: folder("letters.csv")))
    // One layer more than the tiny model has, in no example's way.
    return try Commands.named(name).example.map { line in
      files.reduce(line) { $0.replacing($1, with: folder($1)) }
        .replacing("--layer 3", with: "--layer 2").replacing(
          "/set layer 4", with: "/set layer 1")
    }
  }

  @Test(arguments: Commands.all.map { $0.name }) func everyExampleWorks(name: String) throws {
    let folder = try TemporaryFolder()
    let lines = try Self.lines(of: name, in: folder)
    for format in OutputFormat.allCases {
      for plain in [false, true] {
        var settings = Settings()
        settings.output = format
        settings.plain = plain
        let (shell, output) = try Shell.reading(lines, settings: settings, judged: true)
        #expect(shell.status == .success, "\(output.notes)")
        // A text without faults has no rows.
        #expect(["quit", "lint"].contains(name) || output.bytes.count > 5)
      }
    }
  }

  @Test(arguments: [20, 40, 80, 132]) func everyAnswerFitsTheWindow(width: Int) throws {
    let folder = try TemporaryFolder()
    var settings = Settings()
    settings.width = width
    try Data(TinySession.text.utf8).write(to: URL(filePath: folder("text.txt")))
    try Data("bank\n".utf8).write(to: URL(filePath: folder("terms.txt")))
    let lines =
      TinySession.bank + [
        "The bank of the 水水水水水水水水水水水水水水水水 polysemes bank", "/compare bank", "/info",
      ]
      + [
        "/matrix 1 2", "/tokens 3", "/neighbours 1:bank",
        "/neighbours 1:bank --plus 2:river --minus 1:money", "/analogy 1:bank 2:bank 1:money",
        "/attention 1:bank",
        "/layers 1:bank 2:bank",
        "/sim --full 1:bank 2:river", "/list",
        "/same bank", "/stable 1:bank 2:bank", "/why 1:bank 2:bank", "/why --full 1:bank 2:bank",
        "/contrast 1:bank 2:bank 3:polysemes", "/flip 1:bank 2:bank", "/heads 1:bank 2:bank",
        "/odd bank", "/map bank", "/axis 1:bank 2:bank 3:polysemes", "/substitutes 1:bank",
        "/swap 3:polysemes money", "/reading 3:polysemes 1:bank 2:bank", "/arithmetic 3:polysemes",
        "/attention 3:polysemes", "/tour", "/tour 2", "/tour 3", "/tour 4",
        "/tour 5", "/induce bank \(folder("text.txt")) --senses 2", "/kwic bank",
        "/kwic bank --like 1:bank", "/lint \(folder("text.txt")) --terms \(folder("terms.txt"))",
        "/set", "/help", "/vector 1:bank",
        "/save \(folder("x"))", "/replay \(folder("x"))",
      ]
    let text = try Shell.reading(lines, settings: settings, judged: true).output.text
    for line in text.split(separator: "\n") {
      #expect(line.count == 0 || String(line).displayWidth <= width, "\(line)")
    }
  }

  @Test func everyCommandHasAHelpThatFits() throws {
    for type in Commands.all {
      for columns in [40, 80] {
        let help = HelpCommand.help(for: type, columns: columns)
        #expect(!help.isEmpty && !help.contains { $0.hasPrefix("OVERVIEW") }, "\(type.name)")
      }
    }
  }
}
