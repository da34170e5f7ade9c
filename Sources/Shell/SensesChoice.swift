/// Where the senses come from that uses are named by.
public enum SensesChoice: Sendable, Hashable {
  case wordNet
  /// A person's own file or folder, by its path.
  case file(String)
  /// Those that `/induce` has found last.
  case induced

  /// As typed; whatever else it is, it is a path.
  public init(_ text: String) {
    self =
      switch text.lowercased() {
      case "wordnet": .wordNet
      case "induced": .induced
      default: .file(text)
      }
  }

  /// As typed.
  public var text: String {
    switch self {
    case .wordNet: "wordnet"
    case .file(let path): path
    case .induced: "induced"
    }
  }
}
