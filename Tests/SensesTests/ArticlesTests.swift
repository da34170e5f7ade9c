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
