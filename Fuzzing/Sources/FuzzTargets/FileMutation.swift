/// Changes of a file that know its structure: what comes out is mostly still of its format, and wrong in what it says.
enum FileMutation {
  /// - Parameters:
  ///   - files: The others of the folder, of which one may take its place.
  static func mutated(
    _ bytes: [UInt8], named name: String, files: [String: [UInt8]], by choices: inout Choices
  ) -> [UInt8] {
    switch choices.next(12) {
    case 0: return []
    case 1: return Array(bytes.prefix(choices.next(bytes.count)))
    case 2: return files.sorted { $0.key < $1.key }[choices.next(files.count)].value
    case 3:
      guard !bytes.isEmpty else { return bytes }
      var bytes = bytes
      bytes[choices.next(bytes.count)] = UInt8(choices.next(256))
      return bytes
    default: break
    }
    if name.hasSuffix(".json") { return json(bytes, by: &choices) }
    if name.hasSuffix(".safetensors") { return safeTensors(bytes, by: &choices) }
    if name.hasSuffix(".model") { return message(bytes, by: &choices) }
    return lines(bytes, by: &choices)
  }

  // JSON.

  private static let values =
    [
      "null", "true", "false", "0", "-1", "1", "2", "3", "7", "0.5", "1e-45", "-1e300", "1e300",
      "2147483647", "4294967296", "9007199254740993", "9223372036854775807", "1e18", "\"\"",
      "\"bert\"", "\"relu\"", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "\"../x\"", "[]", "{}", "[0]",
      "[[1,2],[3]]", "{\"a\":1}",
    ].map { Array($0.utf8) } + [
      Array("\"".utf8) + [UInt8](repeating: UInt8(ascii: "a"), count: 5000) + Array("\"".utf8),
      [UInt8](repeating: UInt8(ascii: "["), count: 500)
        + [UInt8](repeating: UInt8(ascii: "]"), count: 500),
      Array(("[" + String(repeating: "1,", count: 3000) + "1]").utf8),
    ]

  /// Puts another value, or nothing, or the same twice, in the place of a value anywhere in a text.
  static func json(_ bytes: [UInt8], by choices: inout Choices) -> [UInt8] {
    let places = valueRanges(in: bytes)
    guard !places.isEmpty else { return bytes }
    let place = places[choices.next(places.count)]
    let other = places[choices.next(places.count)]
    var bytes = bytes
    switch choices.next(6) {
    case 0: bytes.replaceSubrange(place, with: bytes[other])
    case 1: bytes.removeSubrange(place)
    case 2:
      let value = Array(bytes[place])
      let count = 1 + choices.next(300)
      let more = (0..<count).flatMap { _ in [UInt8(ascii: ",")] + value }
      bytes.insert(contentsOf: more, at: place.upperBound)
    default: bytes.replaceSubrange(place, with: choices.next(of: values))
    }
    return bytes
  }

  /// Where values begin and end, those of members and of elements, and members' names too; found by their brackets and
  /// quotes alone.
  private static func valueRanges(in bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var open: [Int] = []
    var place = 0
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): open.append(place)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if let start = open.popLast() { found.append(start..<place + 1) }
      case UInt8(ascii: "\""):
        let start = place
        place += 1
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
          place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        found.append(start..<min(place + 1, bytes.count))
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "t"),
        UInt8(ascii: "f"), UInt8(ascii: "n"):
        let start = place
        while place < bytes.count, !",]} \n\r\t:".utf8.contains(bytes[place]) { place += 1 }
        found.append(start..<place)
        continue
      default: break
      }
      place += 1
    }
    return found
  }

  // safetensors.

  private static let numbers: [Float] = [
    .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -3.4e38, 1e30, .leastNonzeroMagnitude,
    0, -0.0, 1e4,
  ]

  /// Changes the header, with its length put right, or numbers of the data.
  private static func safeTensors(_ bytes: [UInt8], by choices: inout Choices) -> [UInt8] {
    let end = bytes.count < 8 ? 0 : 8 + Int(bytes[0]) + 256 * Int(bytes[1])
    guard end > 8, end <= bytes.count else { return bytes }
    let data = bytes[end...]
    switch choices.next(4) {
    case 0:
      var bytes = bytes
      let count = 1 + choices.next(20)
      for _ in 0..<count where data.count >= 4 {
        let place = end + 4 * choices.next(data.count / 4)
        let number = choices.next(of: numbers).bitPattern.littleEndian
        withUnsafeBytes(of: number) { bytes.replaceSubrange(place..<place + 4, with: $0) }
      }
      return bytes
    case 1:
      var bytes = bytes
      bytes[choices.next(8)] = UInt8(choices.next(256))
      return bytes
    default:
      let header = json(Array(bytes[8..<end]), by: &choices)
      let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
      return length + header + data
    }
  }

  // Protobuf.

  /// Changes a byte that is a tag, a length or a number more often than one of a text.
  private static func message(_ bytes: [UInt8], by choices: inout Choices) -> [UInt8] {
    var bytes = bytes
    let low = bytes.indices.filter { bytes[$0] < 0x20 || bytes[$0] > 0x7E }
    guard let place = low.isEmpty ? nil : low[choices.next(low.count)] else { return bytes }
    switch choices.next(4) {
    case 0: bytes[place] = UInt8(choices.next(256))
    case 1: bytes.insert(contentsOf: [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], at: place)
    case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + choices.next(9)))
    default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 20)], at: place)
    }
    return bytes
  }

  // Lines.

  private static let strangeLines =
    ["", " ", "\t", "[UNK]", "##", "\u{FEFF}", "the", "a\tb", "-s\t-\t1e39", "-\t-\t-1", "t h t"]
    .map { Array($0.utf8) } + [[0xFF, 0xFE], [UInt8](repeating: UInt8(ascii: "x"), count: 70_000)]

  private static func lines(_ bytes: [UInt8], by choices: inout Choices) -> [UInt8] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    let place = choices.next(lines.count)
    switch choices.next(6) {
    case 0: lines.remove(at: place)
    case 1: lines.insert(lines[place], at: place)
    case 2: lines.swapAt(place, choices.next(lines.count))
    case 3: lines[place].append(0x0D)
    case 4: lines[place] += choices.next(of: strangeLines)
    default: lines.insert(choices.next(of: strangeLines), at: place)
    }
    return Array(lines.joined(separator: [0x0A]))
  }
}
