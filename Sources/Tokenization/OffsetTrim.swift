import UnicodeText

/// Takes the spaces at the ends of pieces off their places, as the post-processors `ByteLevel` and `Roberta` of Hugging
/// Face's tokenizers do with `trim_offsets`
/// (https://github.com/huggingface/tokenizers/blob/v0.23.1/tokenizers/src/pre_tokenizers/byte_level.rs).
public struct OffsetTrim: Sendable, Hashable {
  /// Whether one space at the start of the text was put there, and stands for nothing.
  public let prefixesSpace: Bool

  public init(prefixesSpace: Bool) { self.prefixesSpace = prefixesSpace }

  func trimmed(_ range: Range<Int>, isFirst: Bool, spelled piece: [UInt8]) -> Range<Int> {
    let scalars = scalars(of: piece.span)
    var leading = scalars.prefix(while: Self.isSpace).count
    let trailing = scalars.reversed().prefix(while: Self.isSpace).count
    var (start, end) = (range.lowerBound, range.upperBound)
    if leading > 0 {
      if isFirst || start == 0, prefixesSpace, leading == 1 { leading = 0 }
      start = min(start + leading, end)
    }
    if trailing > 0, end >= trailing { end = max(end - trailing, start) }
    return start..<end
  }

  private static func isSpace(_ scalar: UInt32) -> Bool {
    // How GPT-2 spells the space.
    scalar == 0x120 || Unicode.Scalar(scalar)!.isWhiteSpace
  }
}
