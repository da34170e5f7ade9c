import Corpora
import UnicodeText

/// Collects the uses of a word from a stream of passages, in memory that does not grow with it.
public struct UseCollector: Sendable {
  public let finder: UseFinder
  private var reservoir: Reservoir<FoundUse>
  /// Lines read one by one, and bytes in them with their ends.
  public private(set) var lines = 0
  public private(set) var bytes = 0

  /// - Parameter capacity: The most uses to keep. Of more, a fair sample stays.
  public init(finder: UseFinder, capacity: Int, seed: UInt64) {
    self.finder = finder
    reservoir = Reservoir(capacity: capacity, seed: seed)
  }

  /// Reads a line by itself.
  ///
  /// - Parameter line: UTF-8, without its end.
  public mutating func read(_ line: Span<UInt8>) {
    lines += 1
    bytes += line.count + 1
    guard finder.mayFind(in: line) else { return }
    let text = [UInt8](unsafeUninitializedCapacity: line.count) { buffer, count in
      for i in 0..<line.count { buffer.initializeElement(at: i, to: line[i]) }
      count = line.count
    }
    read(
      Passage(text: text, lines: PassageLines(line: lines), document: .init(path: "")),
      lineEndsPart: true)
  }

  /// Reads a passage, whose lines are not counted.
  ///
  /// Where the file points at a use of the word, that is the one in the passage.
  ///
  /// - Parameter lineEndsPart: Whether a line separator (U+2028) within a line ends a sentence.
  public mutating func read(_ passage: Passage, lineEndsPart: Bool = false) {
    let targets = passage.targets.filter { finder.isOfWord($0, in: passage.text) }
    guard targets.isEmpty, !passage.hasTargetsAlone else {
      for use in targets.compactMap({ FoundUse($0, in: passage) }) { reservoir.offer(use) }
      return
    }
    guard finder.mayFind(in: passage) else { return }
    var text = passage.text
    for piece in passagePieces(of: &text, lineEndsPart: lineEndsPart) {
      let part = piece.count == text.count ? text : Array(text[piece])
      let words = finder.words(of: passage, in: piece)
      let ranges = words?.map(\.range) ?? []
      for place in finder.places(in: part, words: words, isSentence: passage.isSentence) {
        reservoir.offer(
          FoundUse(place, in: part, ranges, from: piece.lowerBound, of: passage))
      }
    }
  }

  /// Uses met so far, also those that are not kept.
  public var found: Int { reservoir.offered }
  /// Uses kept, in the order of the stream.
  public var uses: [FoundUse] { reservoir.elements }
}

extension FoundUse {
  /// The use that a file points at in a passage; `nil` where it points at none.
  init?(_ target: Passage.Target, in passage: Passage) {
    guard let use = target.parts.first else { return nil }
    let text = passage.text
    let sentence =
      target.sentence.map { $0.lowerBound <= use.lowerBound && use.upperBound <= $0.upperBound }
        == true
      ? target.sentence!
      : sentenceSpan(
        around: use, in: text,
        among: sentences(in: text, words: passage.words?.ranges(in: text.indices) ?? []))
    self.init(
      .init(bytes: use, sentence: sentence), in: text,
      passage.words.map { $0.ranges(in: text.indices) } ?? [], from: 0, of: passage)
  }

  /// A use in a part of a passage that begins at a byte of it.
  ///
  /// - Parameter words: The corpus's own in the part; none where it has running text.
  init(
    _ use: UseFinder.Place, in part: [UInt8], _ words: [Range<Int>], from start: Int,
    of passage: Passage
  ) {
    let (line, place) = passage.lines.place(of: use.bytes.moved(by: start))
    let sentence = use.sentence
    self.init(
      file: passage.document.path, line: line, place: place,
      sentence: SourceText(bytes: Array(part[sentence])),
      bytes: use.bytes.moved(by: -sentence.lowerBound),
      words: words.filter {
        sentence.lowerBound <= $0.lowerBound && $0.upperBound <= sentence.upperBound
      }.map { $0.moved(by: -sentence.lowerBound) }, metadata: passage.metadata)
  }
}
