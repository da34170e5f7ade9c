import ArgumentParser
import Testing

@testable import Shell

@Suite struct UsageTests {
  /// What is said of a line.
  private func trouble(_ line: String) throws -> String? {
    try Shell.reading(TinySession.bank + [line]).output.notes.first
  }

  @Test(arguments: [
    ("/sim 1:bank --ful", "there is no option --ful; did you mean --full? (/help sim says how)"),
    ("/sim 1:bank -full", "there is no option -full; did you mean --full? (/help sim says how)"),
    ("/sim --frobnicate", "there is no option --frobnicate (/help sim says how)"),
    ("/sim 1:bank -5", "there is no option -5 (/help sim says how)"),
    ("/neighbours 1:bank --cuont=3", "there is no option --cuont=3; did you mean --count?"),
    ("/neighbours 1:bank --count -5", "--count takes a number from 1, not -5"),
    ("/neighbours 1:bank --count=-5", "--count takes a number from 1, not -5"),
    ("/neighbours 1:bank --count 0", "--count takes a number from 1, not 0"),
    ("/neighbours 1:bank --count many", "The value 'many' is invalid for '--count <number>'"),
    ("/neighbours 1:bank --count --full", "there is no option --full"),
    ("/why 1:bank 2:bank --orders -1", "--orders takes a number from 4 to 1000000, not -1"),
    ("/why 1:bank 2:bank --seed -1", "The value '-1' is invalid for '--seed <number>'"),
    ("/attention 1:bank --layer -1", "there is no layer -1; layers are 1 to 2"),
    ("/replay x --tolerance -.5", "--tolerance takes a number from 0.0 to 1.0, not -0.5"),
  ]) func whatIsWrongIsNamed(line: String, said: String) throws {
    let trouble = try #require(try trouble(line))
    #expect(trouble.hasPrefix("line 3: " + said), "\(trouble)")
  }

  @Test(arguments: Commands.all.map { $0.name })
  func anUnknownOptionIsNamedBeforeWhatIsMissing(name: String) throws {
    func message(_ words: [String]) -> String? {
      do { _ = try Commands.parse(TypedCommand(name: name, words: words)) } catch {
        return ShellError(error).message
      }
      return nil
    }
    #expect(message(["--frobnicate"])?.hasPrefix("there is no option --frobnicate (") == true)
    let usage = try Usage(of: Commands.named(name))
    for option in usage.options where !option.isBuiltIn {
      let typed = String(option.name.dropLast())
      guard !usage.options.contains(where: { $0.names.contains(typed) }) else { continue }
      #expect(message([typed])?.hasPrefix("there is no option \(typed); did you mean --") == true)
    }
  }

  @Test(arguments: Commands.all.map { $0.name })
  func aNumberThatAnOptionDoesNotTakeIsNamed(name: String) throws {
    let type = try Commands.named(name)
    guard case .command(let line) = try Line(type.example.last!) else {
      Issue.record("/\(name) is not what its example ends with")
      return
    }
    for option in Usage(of: type).options where option.value == "number" {
      for value in ["-5", "abc"] {
        var session = TinySession.new(TinySession.bank)
        // The tiny model has two layers.
        let words = line.words.map { $0 == "3" ? "2" : $0 }
        let typed = TypedCommand(name: name, words: words + [option.name, value])
        let error = try #require(throws: (any Error).self) {
          // Some depend on the model.
          var command = try Commands.parse(typed)
          _ = try command.report(in: &session)
        }
        let message = ShellError(error).message
        #expect(message.contains(value) && message.contains(option.name.dropFirst(2)), "\(message)")
      }
    }
  }

  @Test func aQuotedWordIsNoOption() throws {
    #expect(try trouble("/sim \"--full\" bank") == nil)
  }

  @Test func wordsArePassedOnAsTheyAre() throws {
    let usage = Usage(of: KWICCommand.self)
    #expect(
      try usage.words(["bank", "-", "--count", "-5", "--like", "x", "--", "--no"]) == [
        "bank", "-", "--count=-5", "--like", "x", "--", "--no",
      ])
    #expect(try usage.words(["--help", "-h"]) == ["--help", "-h"])
  }
}
