import Foundation
import JSON
import TestSupport
import Testing
import UnicodeText

@testable import Shell

@Suite struct ReplayTests {
  private let folder = try! TemporaryFolder()

  private func lines() throws -> [String] {
    try Data(TinySession.text.utf8).write(to: URL(filePath: folder("text.txt")))
    return TinySession.bank + [
      "/sim 1:bank 2:bank", "/nosuch", "", "/set seed 7",
      "/induce bank \(folder("text.txt")) --senses 2", "/name 1 \"an \\\"edge\\\"\"", "/move 2 2",
      "/info", "/save \(folder("s"))",
    ]
  }

  private func saved() throws -> [String] {
    _ = try Shell.reading(try lines())
    return try String(contentsOf: URL(filePath: folder("s")), encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  /// What a replay of a file of these lines says.
  private func replay(
    _ lines: [String], _ options: String = ""
  ) throws -> (text: String, note: String?, status: Int32) {
    let file = folder("changed")
    try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: file))
    let (shell, output) = try Shell.reading(["/replay \(file) \(options)"])
    return (output.text, output.notes.first?.replacing(file, with: "F"), shell.status.rawValue)
  }

  @Test func nothingDiffersAgain() throws {
    let replay = try replay(try saved())
    #expect(replay.text == "8 lines run again: 8 the same to the bit, 0 different, 1 left out\n")
    #expect(replay.status == 0)
  }

  @Test func aReplayLeavesTheSessionAndFilesAlone() throws {
    let page = folder("page.html")
    let (shell, output) = try Shell.reading([
      "river", "/why \"the [bank] of it\" \"a [bank] here\" --html \(page)", "/save \(folder("s"))",
      "boat",
    ])
    try FileManager.default.removeItem(atPath: page)
    var again = shell
    try again.read("/replay \(folder("s"))")
    #expect(output.text.hasSuffix("2 lines run again: 2 the same to the bit, 0 different\n"))
    #expect(!FileManager.default.fileExists(atPath: page))
    #expect(again.session.sentences.count == 2)
  }

  @Test func theHeadSaysWhoAnswered() throws {
    let head = try JSONValue(parsing: Array(try saved()[0].utf8))
    let model = TinySession.model
    #expect(head["vocabulary"] == .string(model.vocabulary.digest))
    #expect(head["weights"] == .string(try model.weightsDigest()))
    let unicode = UnicodeVersions.current
    #expect(head["unicode"] == .string(unicode.normalForms.description))
    #expect(head["unicode_words"] == .string(unicode.wordBoundaries.description))
    #expect(head["layer"] == .int(model.layer))
    // Of the session as it began.
    #expect(head["seed"] == 1)
  }

  /// A saved answer replaced, its digest made to fit.
  private func changing(_ a: String, _ b: String) throws -> [String] {
    try saved().map { line in
      guard line.contains(a), let old = try JSONValue(parsing: Array(line.utf8))["answer"] else {
        return line
      }
      let new = old.compact.replacing(a, with: b)
      return line.replacing(old.compact, with: new).replacing(
        SavedSession.digest(of: Array(old.compact.utf8)),
        with: SavedSession.digest(of: Array(new.utf8)))
    }
  }

  @Test func aNumberMayDifferALittle() throws {
    let sim = try JSONValue(parsing: Array(try saved()[3].utf8))["answer"]!["similarity"]!
    let changed = { (by: Double) in
      try changing(sim.compact, JSONValue.double(sim.double! + by).compact)
    }
    let close = try replay(try changed(0.001))
    #expect(
      close.text.replacing("\n", with: " ")
        == "8 lines run again: 7 the same to the bit, 1 within 0.005 (at most 0.001000 away), 0 "
        + "different, 1 left out ")
    #expect(close.status == 0)
    let far = try replay(try changed(0.01))
    #expect(far.status == 1)
    #expect(far.text.contains("line 3: /sim 1:bank 2:bank\n   similarity: "))
    #expect(try replay(try changed(0.001), "--tolerance 0").status == 1)
    #expect(try replay(try changed(0.01), "--tolerance 0.1").status == 0)
  }

  @Test func textMayNotDiffer() throws {
    let replay = try replay(try changing("unknown-command", "no-command"))
    #expect(replay.status == 1)
    #expect(
      replay.text.hasPrefix(
        "line 4: /nosuch\n   error.code: \"no-command\" saved, \"unknown-command\" now\n"))
  }

  @Test func wordsReadOtherwiseAreSeen() throws {
    let ids = try JSONValue(parsing: Array(try saved()[1].utf8))["answer"]!["ids"]!
    let changed = try changing(ids.compact, JSONValue.array(ids.array!.reversed()).compact)
    #expect(try replay(changed).status == 1)
  }

  @Test func otherModelsAreNotAskedUnlessWished() throws {
    for (name, what) in [
      ("weights", "saved with other weights ("), ("vocabulary", "saved with another vocabulary ("),
    ] {
      let model = TinySession.model
      let digest = name == "weights" ? try model.weightsDigest() : model.vocabulary.digest
      let other = try saved().map { $0.replacing(digest, with: String(digest.reversed())) }
      let refused = try replay(other)
      #expect(refused.note?.hasPrefix("line 1: F: \(what)") == true, "\(refused.note ?? "")")
      #expect(refused.text.isEmpty && refused.status == 1)
      let run = try replay(other, "--anyway")
      #expect(run.status == 0 && run.text.hasPrefix("8 lines run again"))
    }
  }

  /// What a replay says of a session of these lines, as if saved with other versions of Unicode; `nil`
  /// for word boundaries is how sessions were saved when there was one version for both.
  private func replay(
    _ lines: [String], normalForms: String, wordBoundaries: String?
  ) throws -> (text: String, note: String?, status: Int32) {
    _ = try Shell.reading(lines + ["/save \(folder("s"))"])
    let here = UnicodeVersions.current
    let old = "\"unicode\":\"\(here.normalForms)\",\"unicode_words\":\"\(here.wordBoundaries)\""
    let new =
      "\"unicode\":\"\(normalForms)\""
      + (wordBoundaries.map { ",\"unicode_words\":\"\($0)\"" } ?? "")
    let saved = try String(contentsOf: URL(filePath: folder("s")), encoding: .utf8)
    #expect(saved.contains(old))
    return try replay(
      saved.replacing(old, with: new).split(separator: "\n").map(String.init))
  }

  @Test(arguments: [
    ("9.0.0", nil), ("13.0.0", nil), ("15.0.0", nil), ("15.1.0", "17.0.0"), ("99.0.0", "98.0.0"),
  ])
  func otherVersionsOfUnicodeReadPlainTextAlike(forms: String, words: String?) throws {
    let replay = try replay(
      TinySession.bank + ["/sim 1:bank 2:bank", "naïve — “quoted” 銀行 банк 👩‍💻"], normalForms: forms,
      wordBoundaries: words)
    #expect(replay.text == "4 lines run again: 4 the same to the bit, 0 different\n")
    #expect(replay.note == nil && replay.status == 0)
  }

  @Test func charactersThatVersionsReadOtherwiseAreNamed() throws {
    let here = UnicodeVersions.current
    func words(_ forms: UnicodeVersion, _ words: UnicodeVersion) -> String {
      forms == words ? "\(forms)" : "\(forms) with word boundaries of \(words)"
    }
    let now = words(here.normalForms, here.wordBoundaries)
    let lines = ["The bank.", "a \u{1DFA} \u{6DD}١", "The \u{1DFA} \u{1DFA}."]
    // Nothing else than the classes has changed since 15.0 for these.
    let classes = try replay(
      lines, normalForms: "\(here.normalForms)", wordBoundaries: "15.0.0")
    #expect(
      classes.note
        == "line 1: F: saved with Unicode \(words(here.normalForms, "15.0.0")), here it is "
        + "\(now), which may read otherwise U+06DD in line 2")
    // U+1DFA came with 14.0; the session is one of old, with one version for both.
    let both = try replay(lines, normalForms: "13.0.0", wordBoundaries: nil)
    #expect(
      both.note
        == "line 1: F: saved with Unicode 13.0.0, here it is \(now), which may read otherwise U+1DFA in "
        + "line 2, U+06DD in line 2")
    #expect(both.text.hasPrefix("3 lines run again: 3 the same to the bit") && both.status == 0)
    let many = try replay(
      ["\u{1DFA} \u{870} \u{871} \u{872} \u{873} \u{874}"], normalForms: "13.0.0",
      wordBoundaries: "17.0.0")
    #expect(many.note?.hasSuffix("U+0872 in line 1 and 2 other characters") == true)
  }

  @Test func aVersionThatIsNoneIsDamage() throws {
    for (forms, words) in [("new", nil), ("15.0.0", "15"), ("15", "17.0.0")] {
      let refused = try replay(["The bank."], normalForms: forms, wordBoundaries: words)
      #expect(refused.note == "line 1: F: line 1 is cut or damaged")
    }
  }

  @Test func everyCutIsSeen() throws {
    let whole = try saved()
    for count in 1..<whole.count {
      #expect(
        try replay(Array(whole.prefix(count))).note
          == "line 1: F: the file was cut after line \(count); save the session anew")
    }
    let half = whole.prefix(4) + [String(whole[4].dropLast(3))]
    #expect(try replay(Array(half)).note == "line 1: F: line 5 is cut or damaged")
  }

  @Test func damageIsSeen() throws {
    let whole = try saved()
    let none = "this is no session that /save has written"
    for (lines, what) in [
      (["The bank."], none), ([], none), (["{}"], none), (whole.dropFirst().map { $0 }, none),
      (whole + ["{}"], "line \(whole.count + 1) is cut or damaged"),
      (
        whole.map { $0.replacing("\"format\":1", with: "\"format\":2") },
        "its format is 2, this program reads 1"
      ),
      (
        whole.map { $0.replacing("\"precision\"", with: "\"pecision\"") },
        "line 1 is cut or damaged"
      ),
      (
        whole.map { $0.replacing("\"sentence\":2,\"ids\"", with: "\"sentence\":3,\"ids\"") },
        "line 3: the answer is not the one that was saved, its digest differs"
      ),
      (whole.filter { !$0.contains("\"place\"") }, "line \(whole.count - 10) is cut or damaged"),
    ] {
      #expect(try replay(lines).note == "line 1: F: \(what)")
    }
  }

  @Test func readBringsSentencesAndSensesBack() throws {
    let (shell, _) = try Shell.reading(try lines())
    let (again, output) = try Shell.reading([
      "One more bank.", "/read \(folder("s"))", "/undo", "/undo",
    ])
    #expect(output.text.contains("2 sentences read: [2] to [3]; the senses of “bank” are back\n"))
    #expect(again.session.sentences[2]!.text.source.string == TinySession.bank[0])
    let (old, new) = (shell.session.induction!, again.session.induction!)
    #expect(old.states.count == 3 && new.states == Array(old.states.prefix(1)))
    #expect(new.uses == old.uses && new.directions.cosines() == old.directions.cosines())
    let (third, notes) = try Shell.reading(["/read \(folder("s"))", "/name 2 x"])
    #expect(third.session.induction!.states.dropLast() == old.states[...])
    #expect(notes.text.contains("\n1  an \"edge\"  ("))
  }

  @Test func aDamagedSessionIsNotReadAtAll() throws {
    let whole = try saved()
    try Data(whole.dropLast().joined(separator: "\n").utf8).write(to: URL(filePath: folder("c")))
    let (shell, output) = try Shell.reading(["/read \(folder("c"))"])
    #expect(shell.session.sentences.isEmpty && shell.session.induction == nil)
    #expect(output.notes[0].contains("the file was cut after line"))
  }

  @Test func bytesThatAreNoTextComeBack() throws {
    let output = RecordedOutput()
    var shell = Shell(session: TinySession.new(), source: .prompt, output: output)
    let typed: [UInt8] = [0x61, 0xFF, 0x00, 0x20, 0x62]
    try shell.read(typed.span)
    try shell.read("/save \(folder("b"))")
    try shell.read("/read \(folder("b"))")
    #expect(shell.session.sentences[2]?.text.source.bytes == typed)
    try shell.read("/replay \(folder("b"))")
    #expect(output.text.contains("1 line run again: 1 the same to the bit"))
  }

  @Test func moreThanIsRememberedIsNotSaved() throws {
    let output = RecordedOutput()
    var shell = Shell(session: TinySession.new(), source: .prompt, output: output)
    shell.session.log = SessionLog(most: 1000)
    for _ in 0..<100 { try shell.read("the bank") }
    #expect(!shell.session.log.isWhole && shell.session.log.entries.isEmpty)
    try shell.read("/save \(folder("l"))")
    #expect(output.notes.last?.contains("more was said than is remembered") == true)
    #expect(!FileManager.default.fileExists(atPath: folder("l")))
    try shell.read("/save --sentences \(folder("l"))")
    #expect(FileManager.default.fileExists(atPath: folder("l")))
  }

  /// Files of before that know places in characters alone are still read.
  @Test func answersWithoutBytesAreTheSame() throws {
    func differences(_ saved: String, _ now: String) throws -> [String] {
      let (saved, now) = try (
        JSONValue(parsing: Array(saved.utf8)), JSONValue(parsing: Array(now.utf8))
      )
      return AnswerComparison(saved.object!, now.object!, tolerance: 0).differences.map(\.path)
    }
    let now = #"{"tokens":[{"characters":[0,1],"bytes":[0,2],"found":"as-typed"}]}"#
    #expect(try differences(#"{"tokens":[{"characters":[0,1],"found":"as-typed"}]}"#, now) == [])
    #expect(
      try differences(#"{"tokens":[{"characters":[0,1],"bytes":[0,1],"found":"as-typed"}]}"#, now)
        == ["tokens[0].bytes[1]"])
    #expect(try differences(#"{"tokens":[{"found":"as-typed"}]}"#, now).count == 2)
  }
}
