import Foundation
import TestSupport
import Testing

@testable import Corpora

/// Files are packed by the programs that people pack them with: gzip, xz and zstd.
@Suite struct UnpackedSourceTests {
  let folder = try! TemporaryFolder()

  static let programs = ["gzip", "xz", "zstd"]
  static let text = (1...40_000).map { "The bank \($0) closed, and the river rose.\n" }.joined()

  /// What a program makes of a text.
  func packed(_ text: String, by program: String, _ options: [String] = []) throws -> [UInt8] {
    let path = folder.write(Array(text.utf8), "plain")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program, "-q", "-c"] + options + [path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return Array(data)
  }

  func read(_ bytes: [UInt8]) -> Reading { Reading(of: folder.write(bytes, "packed")) }

  @Test(arguments: programs)
  func allIsRead(program: String) throws {
    let packed = try packed(Self.text, by: program)
    let reading = read(packed)
    #expect(reading.error == nil)
    // How much of the file has been read can be told from how much of the text has.
    let size = reading.known.packedShare * Double(Self.text.utf8.count)
    #expect(abs(size - Double(packed.count)) < 0.02 * Double(packed.count))
    #expect(reading.texts == Self.text.split(separator: "\n").map(String.init))
    let last = reading.passages.last!
    // Places are those of the text before it was packed.
    #expect(last.source(of: 4..<8, in: Array(Self.text.utf8)) == "bank")
  }

  @Test(arguments: programs)
  func allMembersAreRead(program: String) throws {
    let (one, two) = (try packed("One.\n", by: program), try packed("Two.\n", by: program))
    #expect(read(one + two + one).texts == ["One.", "Two.", "One."])
    let nothing = try packed("", by: program)
    #expect(read(nothing + one + nothing + two).texts == ["One.", "Two."])
    #expect(read(nothing).texts == [] && read(nothing).error == nil)
  }

  @Test func paddingIsPassedOver() throws {
    let zeros = [UInt8](repeating: 0, count: 12)
    let xz = try packed("One.\n", by: "xz")
    #expect(read(xz + zeros + xz + zeros).texts == ["One.", "One."])
    let gzip = try packed("One.\n", by: "gzip")
    #expect(read(gzip + zeros + gzip + zeros + [0]).texts == ["One.", "One."])
    // A frame that zstd tells its readers to skip, at the beginning and in between.
    let skipped: [UInt8] = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    let zstd = try packed("One.\n", by: "zstd")
    #expect(read(skipped + zstd + skipped + zstd + skipped).texts == ["One.", "One."])
  }

  @Test(arguments: programs)
  func whatIsCutIsNamed(program: String) throws {
    let whole = try packed(Self.text, by: program)
    for kept in [whole.count - 1, whole.count / 2, 12] {
      let reading = read(Array(whole[..<kept]))
      #expect(
        reading.message
          == "\(folder("packed")): ends in the middle of its \(program) data, after \(kept) bytes: "
          + "the copy is not whole, make it again")
      if kept == whole.count - 1 {
        // All but what stands in the last lines' block.
        #expect(Self.text.hasPrefix(reading.texts.joined(separator: "\n")))
      }
    }
    // A member that is whole is read before the one that is not.
    let first = try packed("One.\n", by: program)
    let reading = read(first + first.dropLast(3))
    #expect(reading.texts.first == "One." && reading.error != nil)
  }

  @Test(arguments: programs)
  func whatIsDamagedIsNamed(program: String) throws {
    var bytes = try packed(Self.text, by: program, program == "zstd" ? ["--check"] : [])
    for place in bytes.count / 2..<bytes.count / 2 + 40 { bytes[place] ^= 0x55 }
    let reading = read(bytes)
    #expect(reading.message.contains("its \(program) data are damaged near byte "))
    #expect(!reading.message.contains("\n"))
    let stray = try packed("One.\n", by: program) + Array("Two, which is long.\n".utf8)
    #expect(read(stray).texts == ["One."])
    #expect(
      read(stray).message.contains(program == "xz" ? "corrupt" : "what follows its last"))
  }

  @Test func memoryIsBounded() throws {
    // The header of a frame that asks for a window of 2 GiB.
    let zstd = read([0x28, 0xB5, 0x2F, 0xFD, 0, 0xA8, 0, 0, 0])
    #expect(zstd.message.contains("it needs more than 128 MiB of memory"))
  }

  @Test func whatIsInsideIsToldToo() throws {
    let pdf = read(try packed("%PDF-1.7 and more\n", by: "gzip"))
    #expect(pdf.message.contains("is a PDF, not text"))
  }

  /// A reader that does not unpack names the program that does.
  @Test func packedFilesAreNoTextToOthers() throws {
    let path = folder.write(try packed("One.\n", by: "gzip"), "packed")
    #expect(throws: FileLinesError.notText(path: path, kind: .compressed("gzip", by: "gzip -dc"))) {
      try FileLines(path: path).forEach { _ in true }
    }
    var lines = 0
    try FileLines(path: path, unpacks: true).forEach { _ in
      lines += 1
      return true
    }
    #expect(lines == 1)
  }
}
