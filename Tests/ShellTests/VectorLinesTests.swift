import Foundation
import Testing

@testable import Shell

@Suite struct VectorLinesTests {
  static let lines: [Result<[UInt8], LineTooLong>] = [
    .success(Array("The bank.".utf8)), .success([]), .failure(LineTooLong(bytes: 1 << 30)),
    .success(Array("/sim \"polysemes\u{0}".utf8)),
  ]

  @Test func everyLineHasItsObject() throws {
    var bulk = VectorLines(TinySession.model)
    let answer = bulk.answer(Self.lines)
    let (output, failures) = (answer.output, answer.failures)
    let objects = try output.split(separator: 0x0A).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
    #expect(objects.map { $0["line"] as? Int } == [1, 2, 3, 4])
    let tokens = objects.map { $0["tokens"] as? [[String: Any]] }
    #expect(tokens.map { $0?.count } == [3, 0, nil, 4])
    #expect(failures.map(\.line) == [3] && failures[0].error.code == "line-too-long")
    let vector = try #require(tokens[0]?[1]["vector"] as? [Double])
    let expected = try TinySession.model.sentence("The bank.").vector(of: 1)
    #expect(vector.map { Float($0) } == expected)
  }

  @Test func togetherOrOneByOneIsTheSame() {
    var together = VectorLines(TinySession.model)
    var single = VectorLines(TinySession.model)
    #expect(together.answer(Self.lines).output == Self.lines.flatMap { single.answer([$0]).output })
  }

  @Test func aMeanCountsEveryWordOnce() throws {
    let sentence = try TinySession.model.sentence("The bank.")
    for wordsOnly in [false, true] {
      var bulk = VectorLines(TinySession.model, pool: .mean, wordsOnly: wordsOnly)
      let objects = try bulk.answer(Self.lines).output.split(separator: 0x0A).map {
        try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
      }
      let found = try #require(objects[0]["vector"] as? [Double]).map { Float($0) }
      #expect(
        zip(found, sentence.vector(of: 0..<(wordsOnly ? 2 : 3))).allSatisfy { abs($0 - $1) < 1e-6 })
      #expect(objects[1]["vector"] is NSNull && objects[2]["vector"] == nil)
    }
  }

  @Test func rowsOfText() throws {
    var bulk = VectorLines(TinySession.model, format: .tsv, wordsOnly: true)
    let rows = String(decoding: bulk.answer(Self.lines).output, as: UTF8.self)
      .split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(
      rows.map { $0.prefix(2).joined(separator: " ") } == [
        "1 The", "1 bank", "2", "3", "4 sim", "4 polysemes",
      ])
    let expected = try TinySession.model.sentence("The bank.").vector(of: 1)
    #expect(rows[1].dropFirst(2).map { Float($0) } == expected)
  }

  @Test func rowsOfNumbers() throws {
    var bulk = VectorLines(TinySession.model, format: .npy, pool: .mean)
    let bytes = bulk.answer(Self.lines).output
    let columns = TinySession.model.configuration.hiddenSize
    let numbers = bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map {
        Float(bitPattern: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self))
      }
    }
    let expected = try TinySession.model.sentence("The bank.").vector(of: 0..<3)
    #expect(numbers.count == 4 * columns && Array(numbers.prefix(columns)) == expected)
    #expect(numbers[columns..<3 * columns].allSatisfy { $0.isNaN })
  }

  /// The rows of a text of numbers, each with what stands before them.
  private func rows(_ bytes: [UInt8], _ separator: Character) -> [[Substring]] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .map { $0.split(separator: separator, omittingEmptySubsequences: false) }
  }

  @Test func wordsWithAnIndexBesideThem() throws {
    var bulk = VectorLines(TinySession.model, format: .npy, wordsOnly: true)
    let answer = bulk.answer(Self.lines)
    let columns = TinySession.model.configuration.hiddenSize
    let index = rows(answer.index, "\t")
    #expect(answer.rows == index.count && answer.output.count == 4 * columns * answer.rows)
    #expect(
      rows(bulk.indexHeader, "\t")[0]
        == ["line", "word", "characters_from", "characters_to", "bytes_from", "bytes_to"])
    #expect(index[0] == ["1", "The", "0", "3", "0", "3"])
    #expect(index[1] == ["1", "bank", "4", "8", "4", "8"])
    var pooled = VectorLines(TinySession.model, format: .npy, pool: .mean)
    let lines = pooled.answer(Self.lines)
    #expect(rows(pooled.indexHeader, "\t")[0] == ["line", "text"])
    #expect(lines.rows == 4 && rows(lines.index, "\t").map { $0[0] } == ["1", "2", "3", "4"])
  }

  @Test func otherReadersFindTheirFormat() throws {
    let expected = try TinySession.model.sentence("The bank.").vector(of: 1)
    var words = VectorLines(TinySession.model, format: .word2vec, wordsOnly: true)
    let answer = words.answer(Self.lines)
    let found = rows(answer.output, " ")
    #expect(found.count == answer.rows && answer.index.isEmpty)
    #expect(found[1][0] == "bank" && found[1].dropFirst().map { Float($0) } == expected)
    var lines = VectorLines(TinySession.model, format: .word2vec, pool: .mean)
    #expect(rows(lines.answer(Self.lines).output, " ")[0][0] == "The_bank.")
    var projector = VectorLines(TinySession.model, format: .projector, wordsOnly: true)
    let numbers = projector.answer(Self.lines)
    #expect(rows(numbers.output, "\t")[1].map { Float($0) } == expected)
    #expect(rows(numbers.index, "\t").count == rows(numbers.output, "\t").count)
  }

  @Test(arguments: VectorLines.Pool.allCases) func vectorsOfLengthOne(pool: VectorLines.Pool) {
    var bulk = VectorLines(TinySession.model, format: .projector, pool: pool, normalizes: true)
    let found = rows(bulk.answer(Self.lines).output, "\t")
    #expect(!found.isEmpty)
    for row in found {
      #expect(abs(row.reduce(0) { $0 + pow(Double($1)!, 2) } - 1) < 1e-5)
    }
  }

  @Test(arguments: 1...4) func theSameWithAnyThreads(_ threads: Int) {
    for format in VectorLines.Format.allCases {
      var one = VectorLines(TinySession.model, format: format)
      var several = VectorLines(TinySession.model, format: format, threads: threads)
      #expect(one.answer(Self.lines).output == several.answer(Self.lines).output)
      #expect(several.answer([]).output.isEmpty && several.lineCount == 4)
    }
  }
}
