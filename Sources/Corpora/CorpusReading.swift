import Platform

/// What is known of a corpus that has been read, to its end or as far as it was.
public struct CorpusReading: Sendable, Hashable {
  /// Files begun, and lines and passages in them.
  public internal(set) var files = 0
  public internal(set) var lines = 0
  public internal(set) var passages = 0
  /// As which running text was read, the last of several; `nil` where there was none.
  public internal(set) var layout: TextLayout?
  /// As which the last file was read; `nil` before the first.
  public internal(set) var format: CorpusFormat?
  /// What stands in the last file behind its last passage, where `CorpusOptions.keepsSource` asks for it.
  public internal(set) var rest: SourceLines?
  /// Bytes that the file at hand has for each byte of what it holds, as far as it has been read: 1 where it is not packed.
  public internal(set) var packedShare = 1.0
  /// Bytes that are not UTF-8.
  public internal(set) var badBytes = 0
  public internal(set) var firstBadByte: BytePlace?
  /// What may be wrong, the first of many.
  public var warnings: [CorpusWarning] {
    doubts
      + leftOut.map { CorpusWarning(.leftOut($0.names, count: $0.count), path: $0.folder) }
  }
  private var doubts: [CorpusWarning] = []
  /// Files that no reader is for, by the place in which they were found.
  private var leftOut: [LeftOut] = []

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

  private struct LeftOut: Hashable {
    let folder: String
    var names: [String] = []
    var count = 0
  }

  mutating func warn(_ warning: CorpusWarning) {
    warningCount += 1
    if doubts.count < Self.most { doubts.append(warning) }
  }

  mutating func leaveOut(_ name: String, foundIn folder: String) {
    if leftOut.last?.folder != folder {
      leftOut.append(LeftOut(folder: folder))
      warningCount += 1
    }
    leftOut[leftOut.count - 1].count += 1
    if leftOut[leftOut.count - 1].count <= 8 { leftOut[leftOut.count - 1].names.append(name) }
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
    /// Files of a folder that hold no text in UTF-8, the first of them by name.
    case leftOut([String], count: Int)
    /// An entity of XML that only a file declares that is not fetched.
    case unknownEntity(String)
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
      case .unknownEntity(let name):
        "&\(shown(name, atMost: 40)); is declared elsewhere, if at all; it is read as it stands"
      case .leftOut(let names, let count):
        "\(count) \(count == 1 ? "file holds" : "files hold") no text in UTF-8 that can be read and "
          + "\(count == 1 ? "was" : "were") left out: "
          + names.map { shown($0, atMost: 80) }.joined(separator: ", ")
          + (count > names.count ? ", …" : "")
      case .strayTag(let name):
        "</\(shown(name, atMost: 40))> closes what is not open; it is passed over"
      }
    return "\(path)\(line.map { ":\($0)" } ?? ""): \(what)"
  }
}
