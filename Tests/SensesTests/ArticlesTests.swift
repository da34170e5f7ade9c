import Foundation
import TestSupport
import Testing

@testable import Senses

/// What the articles of the libraries show is code that runs.
@Suite struct ArticlesTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  static let articles: [URL] = ["Senses", "ContextualEmbeddings"].flatMap { name in
    let folder = root.appending(path: "Sources/\(name)/\(name).docc")
    return try! FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "md" }
  }

  private static func withoutSpace(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  @Test(arguments: articles) func everyExampleIsCompiled(article: URL) throws {
    let examples = Self.root.appending(path: "Tests/SensesTests/ArticleExamples.swift")
    let code = Self.withoutSpace(try String(contentsOf: examples, encoding: .utf8))
    let text = try String(contentsOf: article, encoding: .utf8)
    for block in text.components(separatedBy: "```swift\n").dropFirst() {
      let example = Self.withoutSpace(block.components(separatedBy: "```")[0])
      #expect(!example.isEmpty && code.contains(example), "\(example)")
    }
  }

  /// Those of the page about the libraries are the programs of `Examples`, and it names the version there is.
  @Test func thePageShowsTheExamplesAndTheVersion() throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    }
    let examples = try ["two-uses", "many-sentences", "nearest-words"].map {
      try Self.withoutSpace(text("Examples/Sources/\($0)/main.swift"))
        .replacing("letpath=CommandLine.arguments.dropFirst().first??\".\"", with: "")
    }
    let source = try text("Sources/polyseme/Version.swift")
    let version = try #require(source.firstMatch(of: /let version = "(.+)"/)?.1)
    let page = try text("Documentation/library.md")
    #expect(page.contains("from: \"\(version)\""))
    let blocks = page.components(separatedBy: "```swift\n").dropFirst().map {
      Self.withoutSpace($0.components(separatedBy: "```")[0])
    }
    #expect(blocks.count == 3)
    for block in blocks.dropFirst() {
      #expect(examples.contains { $0.contains(block) }, "\(block)")
    }
    let product = ".product(name:\"ContextualEmbeddings\",package:\"polyseme\")"
    #expect(blocks[0].contains(product))
    #expect(try Self.withoutSpace(text("Examples/Package.swift")).contains(product))
  }

  @Test func thereIsOneForEachJob() {
    let names = Set(Self.articles.map { $0.deletingPathExtension().lastPathComponent })
    #expect(
      names.isSuperset(of: [
        "ComparingTwoUses", "Explaining", "InducingSenses", "EmbeddingInBulk", "TrainingYourOwn",
      ]))
  }

  @Test func theExamplesRun() throws {
    let folder = try TemporaryFolder()
    try TinyModel.write(to: folder("model"))
    try ArticleExamples.compareAndExplain(folder("model"))
    try ArticleExamples.embedTwo(folder("model"))
    try ArticleExamples.embed(["The bank closed.", "We sat on the bank."], folder("model"))
    try ArticleExamples.open(folder("model"))
    let reader = try SenseReader(filesOf: .init(contentsOf: folder("model")))
    try ArticleExamples.induce(reader, ["The bank closed.", "We sat on the bank. A bank!"])
  }
}
