import Foundation
import JSON
import TestSupport
import Testing

@testable import Shell

/// What is declared of answers, held against real ones.
@Suite struct SchemaTests {
  @Test(arguments: Commands.all.map { $0.name }) func everyAnswerIsAsDeclared(name: String) throws {
    let folder = try TemporaryFolder()
    let examples = try CommandExamplesTests.lines(of: name, in: folder)
    let schema = Schema.all.first { $0.command == name }!
    for judged in [true, false] where judged || name != "lint" && name != "flip" {
      let (shell, output) = try Shell.reading(["/set output jsonl"] + examples, judged: judged)
      #expect(shell.status == .success, "\(output.notes)")
      let last = try #require(output.text.split(separator: "\n").last)
      var object = try #require(JSONValue(parsing: Array(last.utf8)).object)
      object["line"] = nil
      for complaint in complaints(.object(object), .object(schema.members), name) {
        Issue.record("\(complaint)")
      }
    }
  }

  @Test(arguments: Commands.all.map { $0.name }) func everyRowHasItsColumns(name: String) throws {
    let folder = try TemporaryFolder()
    let examples = try CommandExamplesTests.lines(of: name, in: folder)
    var settings = Settings()
    settings.header = true
    let (_, output) = try Shell.reading(
      examples.dropLast() + ["/set output tsv", examples.last!], settings: settings, judged: true)
    let lines = output.text.split(separator: "\n", omittingEmptySubsequences: false)
    let heads = lines.indices.filter { lines[$0].hasPrefix("line\t") }
    guard let head = heads.last, head > 0 || heads.count == 1 else { return }
    let columns = lines[head].split(separator: "\t", omittingEmptySubsequences: false)
    #expect(Set(columns).count == columns.count, "\(columns)")
    for row in lines[(head + 1)...] where !row.isEmpty {
      #expect(
        row.split(separator: "\t", omittingEmptySubsequences: false).count == columns.count,
        "\(row)")
    }
  }

  /// A name means one thing, whatever command says it.
  @Test func oneNameIsOneKind() {
    var kinds: [String: (kind: String, command: String)] = [:]
    for schema in Schema.all {
      for member in schema.members {
        let kind = member.kind.name.replacing(" or null", with: "")
          // An object that others hold too is one all the same.
          .replacing(/of (uses|tokens)$/, with: "of objects")
        if let known = kinds[member.name] {
          #expect(
            known.kind == kind, "\(member.name) of \(known.command) and of \(schema.command)")
        }
        kinds[member.name] = (kind, schema.command)
      }
    }
    #expect(kinds.count > 100)
  }

  @Test func everythingIsToldOf() throws {
    let (_, output) = try Shell.reading(["/help output", "/help output why"])
    for schema in Schema.all {
      for entry in schema.entries { #expect(!entry.meaning.isEmpty) }
      #expect(schema.members.isEmpty || output.text.contains("/\(schema.command)\n"))
    }
    #expect(output.text.contains("first[].share"))
    let (_, wrong) = try Shell.reading(["/help output wy"])
    #expect(wrong.notes == ["line 1: there is no command /wy; did you mean /why?"])
  }

  /// Where a value is not what is declared.
  private func complaints(_ value: JSONValue, _ kind: Kind, _ path: String) -> [String] {
    switch (kind, value) {
    case (.any, _), (.optional, .null), (.flag, .bool), (.text, .string), (.number, .number): []
    // What is no number is null.
    case (.number, .null): []
    case (.count, .number(let number)): number.int == nil ? ["\(path): \(number.literal)"] : []
    case (.optional(let kind), _): complaints(value, kind, path)
    case (.list(let kind), .array(let values)):
      values.enumerated().flatMap { complaints($1, kind, "\(path)[\($0)]") }
    case (.object(let members), .object(let object)), (.named(_, let members), .object(let object)):
      object.names.filter { name in !members.contains { $0.name == name } }
        .map { "\(path).\($0) is not declared" }
        + members.flatMap { member -> [String] in
          guard let value = object[member.name] else {
            return member.isLeftOut ? [] : ["\(path).\(member.name) is missing"]
          }
          return complaints(value, member.kind, "\(path).\(member.name)")
        }
    default: ["\(path): \(value.compact.prefix(60)) is no \(kind.name)"]
    }
  }
}
