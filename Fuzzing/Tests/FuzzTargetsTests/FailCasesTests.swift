import Foundation
import FuzzTargets
import Testing

private let package = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// Every input that was ever harmful, one file each, named by its target's folder.
private let failCases: [(target: String, path: String)] = {
  let folder = package.appendingPathComponent("FailCases")
  let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
  return files.filter { $0.hasSuffix(".bin") }.sorted().map {
    (String($0.split(separator: "/")[0]), folder.appendingPathComponent($0).path)
  }
}()

@Suite struct FailCasesTests {
  @Test(arguments: failCases.map(\.path))
  func harmlessNow(path: String) throws {
    let name = try #require(failCases.first { $0.path == path }).target
    let target = try #require(allTargets.first { $0.name == name }, "no target \(name)")
    let bytes = try #require(FileManager.default.contents(atPath: path))
    target.run(Array(bytes))
  }

  /// What libFuzzer has found, so that each of its paths is taken again.
  @Test(arguments: allTargets.map(\.name))
  func corpus(name: String) {
    let target = allTargets.first { $0.name == name }!
    let corpus = Corpus(of: target.name, in: package.appendingPathComponent("Corpus").path)
    #expect(target.name == "model-folder" || !corpus.inputs.isEmpty)
    for input in corpus.inputs { target.run(input) }
  }

  /// A short hunt, so that a plain `swift test` tries new inputs too.
  @Test(arguments: allTargets.map(\.name))
  func firstInputs(name: String) {
    let target = allTargets.first { $0.name == name }!
    for number in 0..<UInt64(target.inputsInTests) { target.run(target.mutator.input(number)) }
  }
}

@Suite struct MutatorTests {
  @Test func theSameNumberGivesTheSameBytes() {
    let mutator = Mutator(seeds: [Array("a sentence".utf8)], dictionary: [])
    #expect(mutator.input(7) == mutator.input(7))
    #expect(Set((0..<100).map { mutator.input($0) }).count > 90)
  }
}
