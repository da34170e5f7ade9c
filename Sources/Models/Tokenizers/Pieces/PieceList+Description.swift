import JSON
import Platform
import Tokenization
import UnicodeText

extension PieceList {
  /// What a `tokenizer.json` of the same tokenizer says, without its pieces, its merges and what was added.
  ///
  /// - Parameters:
  ///   - reader: The class of transformers that reads the files; `nil` for one without rules of its own.
  ///   - names: Its special tokens by their names.
  func description(
    for reader: PieceClass?, _ settings: PieceClass.Settings, names: [String: String]
  ) throws(TokenizerFileError) -> JSONValue {
    let map = characterMap.isEmpty ? nil : base64(characterMap)
    guard let reader else {
      let spaces: JSONValue = ["type": "Replace", "pattern": ["String": " "], "content": "▁"]
      let characters: [JSONValue] =
        map.map { [["type": "Precompiled", "precompiled_charsmap": .string($0)]] } ?? []
      return [
        "normalizer": ["type": "Sequence", "normalizers": .array(characters + [spaces])],
        "model": model,
      ]
    }
    var ids: [ExactName: Int] = [:]
    for (id, piece) in pieces.enumerated() { ids[ExactName(piece)] = id }
    return [
      "normalizer": reader.normalizer(settings, characterMap: map),
      "pre_tokenizer": reader.preTokenizer(settings),
      "post_processor": try reader.postProcessor(settings, names: names) {
        word throws(TokenizerFileError) in
        guard let id = ids[ExactName(word)] else { throw .missing(key: "piece \(quoted(word))") }
        return id
      },
      "model": model,
    ]
  }

  private var model: JSONValue {
    guard scores.isEmpty else {
      return [
        "type": "Unigram", "unk_id": .int(unknownID), "byte_fallback": .bool(byteFallback),
        "vocab": [],
      ]
    }
    return [
      "type": "BPE", "unk_token": unknownPiece.map { .string($0) } ?? nil,
      "fuse_unk": .bool(fusesUnknown), "byte_fallback": .bool(byteFallback), "vocab": [:],
      "merges": [],
    ]
  }
}

/// Bytes in base64 (RFC 4648, section 4).
private func base64(_ bytes: [UInt8]) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let part = bytes[start..<min(start + 3, bytes.count)]
    let bits = part.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - part.count))
    for index in 0..<4 {
      text.append(
        index <= part.count ? digits[Int(bits >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
    }
  }
  return String(decoding: text, as: UTF8.self)
}
