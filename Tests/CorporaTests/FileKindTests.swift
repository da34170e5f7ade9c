import Foundation
import TestSupport
import Testing

@testable import Corpora

@Suite struct FileKindTests {
  static let text = "The bank closed.\nThe office opened, and the river rose.\n"

  static func kind(_ bytes: [UInt8]) -> FileKind? { FileKind(startingWith: bytes.span) }

  @Test(arguments: [
    (String.Encoding.utf16, "UTF-16"), (.utf16LittleEndian, "UTF-16LE"),
    (.utf16BigEndian, "UTF-16BE"), (.utf32, "UTF-32"), (.utf32LittleEndian, "UTF-32LE"),
    (.utf32BigEndian, "UTF-32BE"),
  ])
  func wideEncodingsAreNamedWithAndWithoutAMark(encoding: String.Encoding, name: String) throws {
    let bytes = Array(try #require(Self.text.data(using: encoding)))
    #expect(Self.kind(bytes) == .encoded(name))
    // A script shows it in its first line.
    let line = Array(bytes.prefix(40))
    #expect(throws: FileLinesError.notText(path: "s", kind: .encoded(name))) {
      try FileKind.checkFirstLine(line.span, ofFile: "s")
    }
  }

  @Test(
    arguments: [
      ([0x1F, 0x8B, 8, 0], "gzip -dc"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz -dc"),
      ([0x28, 0xB5, 0x2F, 0xFD], "zstd -dc"), (Array("BZh91AY&SY".utf8), "bzip2 -dc"),
      ([0x50, 0x4B, 3, 4], "zip"), (Array("%PDF-1.7".utf8), "pdftotext"),
      (Array("{\\rtf1".utf8), "RTF"),
    ] as [([UInt8], String)])
  func whatSignsItselfIsNamed(bytes: [UInt8], what: String) throws {
    let kind = try #require(Self.kind(bytes + [0x41, 0x80, 0x0A]))
    #expect(kind.description(ofFile: "a b.gz").contains(what))
  }

  @Test func latinIsManyBadBytesAndFewGoodOnes() throws {
    func latin(_ text: String) -> FileKind? {
      Self.kind(Array(text.data(using: .windowsCP1252)!))
    }
    #expect(latin("Le café près de la rivière.\n") == .latin)
    #expect(latin("The bank’s door, the “bank”.\n") == .latin)
    let lone = String(repeating: Self.text, count: 200) + "caf\u{E9} déjà\n"
    #expect(latin(lone) == nil, "three of 11,000 bytes")
    // One bad byte, some among good ones, a byte that Windows-1252 has not.
    #expect(Self.kind(Array("The b".utf8) + [0xE9] + Array("nk".utf8)) == nil)
    #expect(Self.kind(Array("é ü ß".utf8) + [0x20, 0xE9, 0x20, 0xE8]) == nil)
    #expect(Self.kind(Array("a ".utf8) + [0x81, 0x20, 0xE8]) == nil)
    #expect(
      FileKind.latin.description(ofFile: "my file").contains(
        "iconv -f WINDOWS-1252 -t UTF-8 'my file' > NEW"))
  }

  @Test func binaryHasZerosOrManyControls() {
    #expect(Self.kind(Array("a\0b".utf8)) == .binary(byte: 1))
    #expect(Self.kind([0x41, 1, 2, 3]) == .binary(byte: 1))
    #expect(Self.kind(Array("\tThe \u{1B}[1mbank\u{1B}[0m\u{0C}\r\n\u{1A}".utf8)) == nil)
    #expect(Self.kind([]) == nil && Self.kind(Array("水".utf8)) == nil)
    #expect(Self.kind(Array("\u{FEFF}The bank".utf8)) == nil)
  }

  /// A scalar that the end of the sample cuts is no bad byte.
  @Test func theEndOfTheSampleMayCutAScalar() {
    for cut in 0..<4 {
      let text = Array(
        (String(repeating: "a", count: cut) + String(repeating: "水", count: 30_000)).utf8)
      #expect(Self.kind(Array(text.prefix(FileLines.sample))) == nil)
    }
  }
}
