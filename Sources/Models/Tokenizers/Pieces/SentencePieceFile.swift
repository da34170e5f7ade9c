import Platform
import UnicodeText

/// What a model file of SentencePiece says, as far as transformers reads it: its pieces and its map of characters
/// (https://github.com/google/sentencepiece/blob/v0.2.1/src/sentencepiece_model.proto).
struct SentencePieceFile {
  enum Kind: UInt64 {
    case normal = 1
    case unknown, control, userDefined, byte, unused
  }

  struct Piece {
    var text = ""
    var score: Float = 0
    var kind: Kind? = .normal
  }

  private(set) var pieces: [Piece] = []
  /// Whether texts are cut by the scores of pieces (Unigram), and not by merges.
  private(set) var isUnigram = true
  private(set) var unknownID = 0
  private(set) var unknownPiece = "<unk>"
  private(set) var byteFallback = false
  /// Empty where no character becomes another.
  private(set) var characterMap: [UInt8] = []

  init(contentsOf path: String) throws(ModelFilesError) {
    let file = try MappedFile(ofModel: path)
    defer { withExtendedLifetime(file) {} }
    do throws(TokenizerFileError) { try self.init(file.bytes) } catch {
      throw .tokenizer(path: path, error)
    }
  }

  init(_ bytes: UnsafeRawBufferPointer) throws(TokenizerFileError) {
    var fields = ProtobufFields(bytes, in: bytes.indices)
    while let (field, value) = try fields.next() {
      switch (field, value) {
      case (1, .bytes(let range)): pieces.append(try Self.piece(bytes, range))
      case (2, .bytes(let range)): try readTraining(bytes, range)
      case (3, .bytes(let range)): try readNormalization(bytes, range)
      default: break
      }
    }
    guard !pieces.isEmpty else {
      throw .wrong(key: "the file", expected: "a model of SentencePiece", found: "no pieces")
    }
  }

  private static func piece(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>
  ) throws(TokenizerFileError) -> Piece {
    var piece = Piece()
    var fields = ProtobufFields(bytes, in: range)
    while let (field, value) = try fields.next() {
      switch (field, value) {
      case (1, .bytes(let range)): piece.text = try text(bytes, range)
      case (2, .float(let score)): piece.score = score
      case (3, .number(let kind)): piece.kind = Kind(rawValue: kind)
      default: break
      }
    }
    guard piece.score.isFinite else {
      throw .wrong(
        key: "score of \(quoted(piece.text))", expected: "a number", found: "\(piece.score)")
    }
    return piece
  }

  /// How the model was trained.
  private mutating func readTraining(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>
  ) throws(TokenizerFileError) {
    var fields = ProtobufFields(bytes, in: range)
    while let (field, value) = try fields.next() {
      switch (field, value) {
      case (3, .number(let type)): isUnigram = type == 1
      case (35, .number(let flag)): byteFallback = flag != 0
      case (40, .number(let id)): unknownID = Int(truncatingIfNeeded: id)
      case (45, .bytes(let range)): unknownPiece = try Self.text(bytes, range)
      default: break
      }
    }
  }

  private mutating func readNormalization(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>
  ) throws(TokenizerFileError) {
    var fields = ProtobufFields(bytes, in: range)
    while let (field, value) = try fields.next() {
      if case (2, .bytes(let range)) = (field, value) { characterMap = Array(bytes[range]) }
    }
  }

  private static func text(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>
  ) throws(TokenizerFileError) -> String {
    let text = bytes[range]
    guard let text = String(validating: text, as: UTF8.self) else {
      throw .wrong(
        key: "the text at byte \(range.lowerBound)", expected: "UTF-8", found: "other bytes")
    }
    return text
  }
}
