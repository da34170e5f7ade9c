import Platform
import TestSupport
import Testing

@testable import Models

struct SentencePieceFileTests {
  private func file(_ bytes: [UInt8]) throws(TokenizerFileError) -> SentencePieceFile {
    let result = bytes.withUnsafeBytes { bytes -> Result<SentencePieceFile, TokenizerFileError> in
      do throws(TokenizerFileError) { return .success(try SentencePieceFile(bytes)) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// A field that holds others, or a text.
  private func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    [number << 3 | 2, UInt8(content.count)] + content
  }

  @Test func piecesAndSettings() throws {
    let piece = field(1, field(1, Array("▁a".utf8)) + [2 << 3 | 5, 0, 0, 0xC0, 0xBF, 3 << 3, 4])
    // byte_fallback (35), unk_id (40) and unk_piece (45) have keys of two bytes.
    let training = field(2, [3 << 3, 2, 0x98, 2, 1, 0xC0, 2, 7, 0xEA, 2, 1, 0x78])
    let found = try file(
      piece + training + field(3, field(2, [1, 2, 3])) + [9 << 3 | 1]
        + [UInt8](repeating: 0, count: 8))
    #expect(found.pieces.map(\.text) == ["▁a"])
    #expect(found.pieces.map(\.score) == [-1.5])
    #expect(found.pieces.map(\.kind) == [.userDefined])
    #expect(!found.isUnigram && found.byteFallback)
    #expect(found.unknownID == 7 && found.unknownPiece == "x")
    #expect(found.characterMap == [1, 2, 3])
  }

  @Test func whatIsNotSaid() throws {
    let found = try file(field(1, []))
    #expect(found.pieces.map(\.text) == [""])
    #expect(found.isUnigram && !found.byteFallback)
    #expect(found.unknownID == 0 && found.unknownPiece == "<unk>" && found.characterMap.isEmpty)
  }

  @Test(
    arguments: [
      ([0x80], 1), ([0], 0), ([10, 5, 0], 1), ([11], 0), ([10, 2, 21, 0], 3),
      ([8] + [UInt8](repeating: 0xFF, count: 11), 10), ([9, 0, 0], 1),
    ] as [([UInt8], Int)])
  func damage(bytes: [UInt8], offset: Int) {
    #expect(throws: TokenizerFileError.damaged(offset: offset)) { try file(bytes) }
  }

  @Test func noModel() {
    #expect(
      throws: TokenizerFileError.wrong(
        key: "the file", expected: "a model of SentencePiece", found: "no pieces")
    ) { try file([]) }
    #expect(
      throws: TokenizerFileError.wrong(
        key: "the text at byte 4", expected: "UTF-8", found: "other bytes")
    ) { try file(field(1, field(1, [0xFF]))) }
    #expect(
      throws: TokenizerFileError.wrong(key: "score of 'a'", expected: "a number", found: "inf")
    ) { try file(field(1, field(1, [0x61]) + [21, 0, 0, 0x80, 0x7F])) }
  }
}
