import JSON
import Platform
import UnicodeText

extension PieceList {
  /// The pieces of `vocab.json`, with their ids, and the merges of `merges.txt`, one a line: two pieces with a space between.
  init(vocabulary: String, merges: String) throws(ModelFilesError) {
    let value = try JSONValue(ofModel: vocabulary)
    do throws(TokenizerFileError) { self.init(pieces: try Self.pieces(value)) } catch {
      throw .tokenizer(path: vocabulary, error)
    }
    let text: [UInt8]
    do throws(FileError) { text = try bytes(ofFile: merges, atMost: 1 << 28) } catch {
      throw .file(error)
    }
    do throws(TokenizerFileError) { self.merges = try Self.merges(text) } catch {
      throw .tokenizer(path: merges, error)
    }
  }

  private static func pieces(_ value: JSONValue) throws(TokenizerFileError) -> [String] {
    guard let members = value.object?.members else {
      throw .wrong(key: "the file", expected: "an object", found: value.kind)
    }
    var pieces = [String?](repeating: nil, count: members.count)
    for member in members {
      guard let id = member.value.int else {
        throw .wrong(
          key: "id of \(quoted(member.name))", expected: "a whole number",
          found: member.value.kind)
      }
      guard pieces.indices.contains(id) else {
        throw .id(word: member.name, id: id, count: pieces.count)
      }
      if let other = pieces[id] { throw .idTwice(word: member.name, other: other, id: id) }
      pieces[id] = member.name
    }
    return pieces.map { $0! }
  }

  private static func merges(
    _ text: [UInt8]
  ) throws(TokenizerFileError) -> [(left: String, right: String)] {
    if let offset = firstIllFormedByte(in: text.span) {
      throw .wrong(
        key: "line \(text[..<offset].count { $0 == 0x0A } + 1)", expected: "UTF-8",
        found: "other bytes")
    }
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    var merges: [(left: String, right: String)] = []
    merges.reserveCapacity(lines.count)
    for (number, var line) in lines.enumerated() {
      if line.last == 0x0D { line.removeLast() }
      if line.starts(with: "#version".utf8) { continue }
      let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw .wrong(
          key: "line \(number + 1)", expected: "two pieces with a space between",
          found: parts.count == 1 ? "one" : "\(parts.count)")
      }
      merges.append(
        (String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self)))
    }
    return merges
  }
}
