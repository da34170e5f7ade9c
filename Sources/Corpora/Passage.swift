/// What a corpus has as one text: a line, a paragraph, an annotated sentence, a cell of a table.
public struct Passage: Sendable, Hashable {
  /// UTF-8, with what is not well formed as it is in the file. Spaces stand where the format says that they do.
  public var text: [UInt8]
  /// Where its parts stand in the file.
  public var lines: PassageLines
  /// The words that the corpus itself has; `nil` where it has running text.
  public var words: AnnotatedWords?
  /// Whether the corpus says that it is one sentence.
  public var isSentence: Bool
  /// The uses that the file itself points at.
  public var targets: [Target]
  /// Whether there are no other uses in it than these.
  public var hasTargetsAlone = false
  /// What is said of it: of its row, its sentence, the structures around it, its document, the widest first.
  public var metadata: Metadata
  public var document: Document
  /// The lines that were read for it, where `CorpusOptions.keepsSource` asks for them: those since the passage before it.
  public internal(set) var source: SourceLines?

  public init(
    text: [UInt8], lines: PassageLines, words: AnnotatedWords? = nil, isSentence: Bool = false,
    targets: [Target] = [], metadata: Metadata = Metadata(), document: Document
  ) {
    self.text = text
    self.lines = lines
    self.words = words
    self.isSentence = isSentence
    self.targets = targets
    self.metadata = metadata
    self.document = document
  }

  /// Where a passage is from.
  public struct Document: Sendable, Hashable {
    /// `-` is standard input.
    public var path: String
    /// What the file calls it, where it holds several or names itself.
    public var name: String?

    public init(path: String, name: String? = nil) {
      self.path = path
      self.name = name
    }
  }

  /// A use that a file points at.
  public struct Target: Sendable, Hashable {
    /// The bytes of the passage that it has; more than one range where its parts stand apart.
    public var parts: [Range<Int>]
    public var lemma: String?
    /// The bytes of the sentence it stands in, where the file says.
    public var sentence: Range<Int>?

    public init(parts: [Range<Int>], lemma: String? = nil, sentence: Range<Int>? = nil) {
      self.parts = parts
      self.lemma = lemma
      self.sentence = sentence
    }
  }
}
