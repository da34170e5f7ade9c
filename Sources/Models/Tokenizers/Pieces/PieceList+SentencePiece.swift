import Platform
import Tokenization
import UnicodeText

extension PieceList {
  /// The pieces of a model of SentencePiece, numbered as a class of transformers numbers them.
  ///
  /// - Parameters:
  ///   - reader: The class; `nil` for one without rules of its own.
  ///   - names: Its special tokens by their names.
  init(
    _ file: SentencePieceFile, for reader: PieceClass?, names: [String: String]
  ) throws(TokenizerFileError) {
    func name(_ key: String) -> String { names[key] ?? reader?.standardNames[key] ?? "" }
    guard file.isUnigram || reader == nil else {
      throw .unsupported(
        key: "trainer_spec.model_type", expected: "Unigram, which \(reader!.rawValue) reads",
        found: "another kind of model")
    }
    var list = file.pieces.map { ($0.text, Double($0.score)) }
    unknownID = file.unknownID
    byteFallback = reader == nil && file.byteFallback
    switch reader {
    case .xlmRoberta:
      // The four that fairseq puts first stand for SentencePiece's first three.
      let first = ["bos_token", "pad_token", "eos_token", "unk_token"].map { (name($0), 0.0) }
      list = first + list.dropFirst(3) + [(name("mask_token"), 0)]
      unknownID = 3
    case .camembert:
      let first = [
        ("<s>NOTUSED", 0.0), (name("pad_token"), 0), ("</s>NOTUSED", 0), (name("unk_token"), 0),
        ("<unk>NOTUSED", -100),
      ]
      list = first + list.dropFirst() + [(name("mask_token"), 0)]
      unknownID = list.firstIndex { isSame($0.0, name("unk_token")) } ?? 0
    case .albert: unknownID = 1
    case .debertaV2:
      unknownID =
        list.firstIndex { isSame($0.0, name("unk_token")) && $0.1 == 0 } ?? file.unknownID
    case .deberta, .roberta, nil: break
    }
    pieces = list.map(\.0)
    characterMap = file.characterMap
    if file.isUnigram {
      scores = list.map(\.1)
    } else {
      merges = Self.merges(of: pieces)
      unknownPiece = file.unknownPiece
      fusesUnknown = true
    }
    for piece in file.pieces where piece.kind == .control || piece.kind == .userDefined {
      guard 1...AddedTokens.longestContent ~= piece.text.utf8.count else {
        throw .wrong(
          key: "piece \(quoted(piece.text))", expected: "1 to \(AddedTokens.longestContent) bytes",
          found: "\(piece.text.utf8.count)")
      }
      added.append(
        AddedToken(piece.text, id: nil, isSpecial: piece.kind == .control, isNormalized: false))
    }
  }

  /// Every way to make a piece of two others, the first piece first: so transformers makes merges of a list without any.
  private static func merges(of pieces: [String]) -> [(left: String, right: String)] {
    let known = Set(pieces.map(ExactName.init))
    var merges: [(left: String, right: String)] = []
    for piece in pieces {
      for place in piece.unicodeScalars.indices.dropFirst() {
        let (left, right) = (String(piece[..<place]), String(piece[place...]))
        if known.contains(ExactName(left)), known.contains(ExactName(right)) {
          merges.append((left, right))
        }
      }
    }
    return merges
  }
}
