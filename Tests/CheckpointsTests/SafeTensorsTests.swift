import Checkpoints
import Foundation
import JSON
import Tensors
import TestSupport
import Testing

struct SafeTensorsTests {
  /// A file of this header and so many bytes of data.
  private func file(_ header: String, data: [UInt8] = []) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + header.utf8 + data
  }

  private func read(_ bytes: [UInt8]) throws(SafeTensorsError) -> SafeTensors {
    try SafeTensors(BytesInMemory(bytes))
  }

  private func entry(
    _ dtype: String = "F32", _ shape: String = "[1]", _ offsets: String = "[0,4]"
  ) -> String {
    #"{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":\#(offsets)}"#
  }

  @Test func readsTensors() throws {
    let header = """
      {"__metadata__":{"format":"pt"},"b":\(entry("F16", "[2]", "[8,12]")),\
      "a":\(entry("F32", "[1,2]", "[0,8]")),"none":\(entry("F32", "[0,3]", "[8,8]")),\
      "ids":\(entry("I64", "[]", "[12,20]"))}  
      """
    // 1 and -2 in 32 bits; 0.5 and 65504, the largest of 16; 7.
    let data: [UInt8] =
      [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0] + [0, 0x38, 0xFF, 0x7B] + [7, 0, 0, 0, 0, 0, 0, 0]
    let tensors = try read(file(header, data: data))
    #expect(tensors.names == ["a", "none", "b", "ids"])
    #expect(tensors.metadata == ["format": "pt"])
    #expect(tensors.tensor("a")?.shape == [1, 2])
    #expect(tensors.tensor("a")?.values == [1, -2])
    #expect(tensors.tensor("b")?.values == [0.5, 65504])
    #expect(tensors.tensor("none")?.values == [])
    #expect(tensors.tensor("ids") == nil && tensors.entry("ids")?.format == .i64)
    #expect(tensors.withBytes(of: "ids") { Array($0) } == [7, 0, 0, 0, 0, 0, 0, 0])
    #expect(tensors.withBytes(of: "c") { $0.count } == nil)
    #expect(tensors.tensor("c") == nil && tensors.entry("c") == nil)
  }

  @Test func anEmptyFileOfTensors() throws {
    #expect(try read(file("{}")).names == [])
  }

  @Test func everyFormatOfTheSpecification() throws {
    for format in SafeTensors.Format.allCases {
      let bytes = format.bits  // of eight numbers
      let header = "{\"a\":\(entry(format.rawValue, "[8]", "[0,\(bytes)]"))}"
      let tensors = try read(file(header, data: [UInt8](repeating: 0, count: bytes)))
      #expect(tensors.entry("a")?.format == format)
      #expect((tensors.tensor("a") != nil) == ["F32", "F16", "BF16"].contains(format.rawValue))
    }
  }

  @Test func smallestFaults() {
    func fault(_ bytes: [UInt8], _ error: SafeTensorsError, line: Int = #line) {
      let place = SourceLocation(
        fileID: #fileID, filePath: #filePath, line: line, column: 1)
      #expect(throws: error, sourceLocation: place) { try read(bytes) }
    }
    func header(_ text: String, data: Int = 4, _ error: SafeTensorsError, line: Int = #line) {
      fault(file(text, data: [UInt8](repeating: 0, count: data)), error, line: line)
    }
    func json(_ fault: JSONError.Fault, _ offset: Int) -> SafeTensorsError {
      .header(JSONError(fault: fault, offset: offset))
    }
    fault([], .truncatedHeader(expected: 8, found: 0))
    fault([1, 0, 0, 0, 0, 0, 0], .truncatedHeader(expected: 8, found: 7))
    fault([3, 0, 0, 0, 0, 0, 0, 0, 0x7B], .truncatedHeader(expected: 3, found: 1))
    fault([UInt8](repeating: 0xFF, count: 8), .headerTooLong(length: .max))
    fault([1, 0xE1, 0xF5, 5, 0, 0, 0, 0], .headerTooLong(length: 100_000_001))
    fault([0, 0xE1, 0xF5, 5, 0, 0, 0, 0], .truncatedHeader(expected: 100_000_000, found: 0))
    fault(Array("version https://git-lfs.github.com/spec/v1\n".utf8), .pointer)
    fault(file(""), json(.ended(expected: "'{'"), 8))
    header("[]", json(.unexpected(found: 0x5B, expected: "'{'"), 8))
    header(" {}", json(.unexpected(found: 0x20, expected: "'{'"), 8))
    header("{", json(.ended(expected: "a name in quotes"), 9))
    header("{}\0", json(.unexpected(found: 0, expected: "the end of the text"), 10))
    header("{\"a\":\(entry()),\"a\":\(entry())}", json(.duplicateName("a"), 62))
    header(#"{"__metadata__":1}"#, .metadata(name: ""))
    header(#"{"__metadata__":{"a":1}}"#, .metadata(name: "a"))
    header(#"{"a":1}"#, .entry(name: "a", expected: "an object with dtype, shape and data_offsets"))
    header(#"{"a":{}}"#, .entry(name: "a", expected: "a text as dtype"))
    header("{\"a\":\(entry("F31"))}", .unknownFormat(name: "a", found: "F31"))
    for shape in ["1", "[-1]", "[1.0]", "[\"1\"]", "[9223372036854775808]"] {
      header(
        "{\"a\":\(entry("F32", shape))}",
        .entry(name: "a", expected: "a list of natural numbers as shape"))
    }
    for offsets in ["0", "[0]", "[0,4,4]", "[-4,0]", "[0,4.0]"] {
      header(
        "{\"a\":\(entry("F32", "[1]", offsets))}",
        .entry(name: "a", expected: "two natural numbers as data_offsets"))
    }
    header(
      "{\"a\":\(entry("F32", "[1]", "[4,0]"))}",
      .entry(name: "a", expected: "data_offsets that do not run back"))
    for shape in ["[4611686018427387904,4]", "[9223372036854775807]", "[3037000500,3037000500]"] {
      header("{\"a\":\(entry("F32", shape))}", .shapeTooLarge(name: "a"))
    }
    header("{\"a\":\(entry("F4", "[1]", "[0,1]"))}", .notWholeBytes(name: "a", bits: 4))
    header("{\"a\":\(entry("F32", "[2]"))}", .length(name: "a", expected: 8, found: 4))
    header("{\"a\":\(entry("F32", "[1]", "[1,5]"))}", .dataLength(expected: 5, found: 4))
    header(
      "{\"a\":\(entry("F32", "[1]", "[1,5]"))}", data: 5,
      .start(name: "a", expected: 0, found: 1))
    header(
      "{\"a\":\(entry()),\"b\":\(entry())}",
      .start(name: "b", expected: 4, found: 0))
    header(
      "{\"a\":\(entry()),\"b\":\(entry("F32", "[1]", "[3,7]"))}", data: 7,
      .start(name: "b", expected: 4, found: 3))
    header(
      "{\"a\":\(entry()),\"b\":\(entry("F32", "[1]", "[5,9]"))}", data: 9,
      .start(name: "b", expected: 4, found: 5))
    header("{\"a\":\(entry())}", data: 5, .dataLength(expected: 4, found: 5))
    header("{\"a\":\(entry())}", data: 3, .dataLength(expected: 4, found: 3))
    header("{}", data: 1, .dataLength(expected: 0, found: 1))
  }

  @Test func badUTF8InTheHeader() {
    let bytes = withUnsafeBytes(of: UInt64(3).littleEndian) { Array($0) } + [0x7B, 0x22, 0xFF]
    #expect(throws: SafeTensorsError.header(JSONError(fault: .notUTF8, offset: 10))) {
      try read(bytes)
    }
  }

  @Test func errorsNameTheFile() throws {
    let folder = try TemporaryFolder()
    let path = folder("model.safetensors")
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: CheckpointError.self) { try SafeTensors(contentsOf: path) }
    #expect(
      error?.description
        == "\(path): truncated or not safetensors: the header needs 8 bytes, found 3; fetch the file again"
    )
    #expect(
      throws: CheckpointError.file(
        .unreadable(path: "/no/such", reason: "No such file or directory"))
    ) { try SafeTensors(contentsOf: "/no/such") }
  }

  @Test func whatIsWrittenIsRead() throws {
    let folder = try TemporaryFolder()
    let path = folder("out.safetensors")
    let half = BytesInMemory([0, 0x3C, 0, 0xC0, 9])
    try SafeTensors.write(
      [
        ("first", StoredTensor(shape: [2, 2], values: [1, 2, 3, 4])),
        ("zweites \"ß\"", StoredTensor(shape: [2], format: .float16, storage: half, offset: 0)),
        ("none", StoredTensor(shape: [0, 4], values: [])),
      ], to: path, by: FileWriting())
    let tensors = try SafeTensors(contentsOf: path)
    #expect(tensors.names == ["first", "zweites \"ß\"", "none"])
    #expect(tensors.metadata == ["format": "pt"])
    #expect(tensors.tensor("first")?.matrix.row(1) == [3, 4])
    #expect(tensors.tensor("zweites \"ß\"")?.format == .float16)
    #expect(tensors.tensor("zweites \"ß\"")?.values == [1, -2])
    #expect(tensors.entry("first").map { $0.bytes.lowerBound % 8 } == 0)
  }
}
