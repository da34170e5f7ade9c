import Platform

/// What is known of a corpus that has been read, to its end or as far as it was.
public struct CorpusReading: Sendable, Hashable {
  /// Files begun, and lines and passages in them.
  public internal(set) var files = 0
  public internal(set) var lines = 0
  public internal(set) var passages = 0
  /// Bytes that are not UTF-8.
  public internal(set) var badBytes = 0
  public internal(set) var firstBadByte: BytePlace?
  /// What may be wrong, the first of many.
  public private(set) var warnings: [CorpusWarning] = []
  /// How much may be wrong, also what is not among `warnings`.
  public private(set) var warningCount = 0

  public init() {}

  /// Where a byte stands.
  public struct BytePlace: Sendable, Hashable {
    public let path: String
    /// From 1.
    public let line: Int
    /// In its line, from 0.
    public let byte: Int
  }

  private static let most = 20

  mutating func warn(_ warning: CorpusWarning) {
    warningCount += 1
    if warnings.count < Self.most { warnings.append(warning) }
  }
}

/// What may be wrong with a corpus, in one line.
public struct CorpusWarning: Sendable, Hashable, CustomStringConvertible {
  public enum Fault: Sendable, Hashable {
    /// The look of a running text leaves a doubt of what its lines are.
    case layout(TextLayout)
    /// The text that a comment of CoNLL-U has is not that of the words.
    case textDiffers
    /// A tag that closes what is not open.
    case strayTag(String)
  }

  public let fault: Fault
  public let path: String
  /// From 1; `nil` where the whole file is meant.
  public let line: Int?

  public init(_ fault: Fault, path: String, line: Int? = nil) {
    self.fault = fault
    self.path = path
    self.line = line
  }

  public var description: String {
    let what =
      switch fault {
      case .layout(.paragraphs):
        "its lines look wrapped and are read by paragraphs; --lines reads each by itself"
      case .layout(.lines):
        "some lines end inside a sentence and each is read by itself; --paragraphs joins them"
      case .textDiffers: "the words say something else than this text; they are what is read"
      case .strayTag(let name):
        "</\(shown(name, atMost: 40))> closes what is not open; it is passed over"
      }
    return "\(path)\(line.map { ":\($0)" } ?? ""): \(what)"
  }
}
