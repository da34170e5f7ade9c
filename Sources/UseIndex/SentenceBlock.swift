import Corpora
import Platform

/// Some sentences of one file, packed together: alike texts take less room than each by itself.
enum SentenceBlock {
  /// The most sentences of a block, and the most bytes of text before it is full. To read one sentence its whole block
  /// is unpacked.
  static let mostSentences = 256
  static let mostBytes = 1 << 16
  /// A block is smaller unpacked, whatever its sentences.
  private static let limit = 1 << 28

  // Columns of like numbers, which pack better than sentences one after another: the lengths of all, the places of all, …
  static func pack(_ sentences: [StoredSentence]) -> [UInt8] {
    var packer = NumberPacker()
    packer.append(sentences.count)
    for sentence in sentences { packer.append(sentence.text.count) }
    for sentence in sentences { packer.append(sentence.lines.lines.count) }
    var place = PlaceInFile()
    for sentence in sentences {
      for line in sentence.lines.lines { place.pack(line, to: &packer) }
    }
    for sentence in sentences { packer.append(sentence.words.count) }
    for sentence in sentences {
      var end = 0
      for word in sentence.words {
        packer.append(signed: word.range.lowerBound - end)
        packer.append(word.range.count)
        end = word.range.upperBound
      }
    }
    for sentence in sentences {
      for word in sentence.words {
        packer.append(word.lemma)
        packer.append(word.partOfSpeech)
      }
    }
    for sentence in sentences { packer.append(sentence.text) }
    return ZstdFrame.packed(packer.bytes)
  }

  /// Runs of sentences that share their document and what is said of them, which are looked through without unpacking
  /// any text.
  static func packedSpans(of sentences: [StoredSentence]) -> [UInt8] {
    var spans: [Span] = []
    for sentence in sentences {
      if let last = spans.last, last.document == sentence.document,
        last.metadata == sentence.metadata
      {
        spans[spans.count - 1].count += 1
      } else {
        spans.append(Span(count: 1, document: sentence.document, metadata: sentence.metadata))
      }
    }
    return pack(spans)
  }

  static func pack(_ spans: [Span]) -> [UInt8] {
    var packer = NumberPacker()
    for span in spans {
      packer.append(span.count)
      packer.append(span.document)
      packer.append(span.metadata)
    }
    return packer.bytes
  }

  struct Span {
    var count: Int
    var document: Int
    var metadata: Int
  }

  static func spans(_ packed: [UInt8], of count: Int) throws(NumberUnpacker.Damage) -> [Span] {
    var unpacker = NumberUnpacker(packed)
    var spans: [Span] = []
    var rest = count
    while rest > 0 {
      let length = try unpacker.next(atMost: rest)
      guard length > 0 else { throw NumberUnpacker.Damage() }
      spans.append(
        Span(count: length, document: try unpacker.next(), metadata: try unpacker.next()))
      rest -= length
    }
    guard unpacker.isAtEnd else { throw NumberUnpacker.Damage() }
    return spans
  }

  static func unpack(
    _ packed: [UInt8], spans: [Span]
  ) throws(NumberUnpacker.Damage) -> [StoredSentence] {
    guard let unpacked = ZstdFrame.unpacked(packed, atMost: limit) else {
      throw NumberUnpacker.Damage()
    }
    var unpacker = NumberUnpacker(unpacked)
    let count = try unpacker.nextCount()
    guard count == spans.reduce(0, { $0 + $1.count }) else { throw NumberUnpacker.Damage() }
    var lengths: [Int] = []
    for _ in 0..<count { lengths.append(try unpacker.nextCount()) }
    var parts: [Int] = []
    for _ in 0..<count { parts.append(try unpacker.nextCount()) }
    var place = PlaceInFile()
    var lines: [PassageLines] = []
    for count in parts {
      var own: [PassageLines.Line] = []
      for _ in 0..<count { own.append(try place.unpack(from: &unpacker)) }
      guard own.first?.start == 0 else { throw NumberUnpacker.Damage() }
      lines.append(PassageLines(own))
    }
    var words: [[StoredSentence.Word]] = []
    for _ in 0..<count {
      words.append(
        Array(repeating: StoredSentence.Word(range: 0..<0), count: try unpacker.nextCount()))
    }
    for sentence in words.indices {
      var end = 0
      for word in words[sentence].indices {
        let start = end + (try unpacker.nextSigned())
        let length = try unpacker.next()
        guard start >= 0, length <= lengths[sentence] - start else { throw NumberUnpacker.Damage() }
        end = start + length
        words[sentence][word].range = start..<end
      }
    }
    for sentence in words.indices {
      for word in words[sentence].indices {
        words[sentence][word].lemma = try unpacker.nextTextOrNone()
        words[sentence][word].partOfSpeech = try unpacker.nextTextOrNone()
      }
    }
    var sentences: [StoredSentence] = []
    for span in spans {
      for _ in 0..<span.count {
        let number = sentences.count
        sentences.append(
          StoredSentence(
            text: Array(try unpacker.next(bytes: lengths[number])), lines: lines[number],
            document: span.document, metadata: span.metadata, words: words[number]))
      }
    }
    guard unpacker.isAtEnd else { throw NumberUnpacker.Damage() }
    return sentences
  }

  /// A place in a file as the way from the one before.
  private struct PlaceInFile {
    var number = 0
    var start = 0
    var offset = 0

    mutating func pack(_ line: PassageLines.Line, to packer: inout NumberPacker) {
      packer.append(signed: line.number - number)
      packer.append(line.start)
      packer.append(line.column)
      packer.append(signed: line.offset - offset - (line.start - start))
      (number, start, offset) = (line.number, line.start, line.offset)
    }

    mutating func unpack(
      from unpacker: inout NumberUnpacker
    ) throws(NumberUnpacker.Damage) -> PassageLines.Line {
      number &+= try unpacker.nextSigned()
      let next = try unpacker.next()
      let column = try unpacker.next()
      offset &+= try unpacker.nextSigned() &+ (next &- start)
      start = next
      return PassageLines.Line(number: number, start: start, column: column, offset: offset)
    }
  }
}
