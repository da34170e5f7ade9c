/// How a corpus is read, where its looks and names do not say it, or say it wrongly.
public struct CorpusOptions: Sendable, Hashable {
  /// `nil` goes by the name of a file and by its look.
  public var format: CorpusFormat?
  /// What the lines of running text are; `nil` goes by their look.
  public var layout: TextLayout?

  public init(format: CorpusFormat? = nil, layout: TextLayout? = nil) {
    self.format = format
    self.layout = layout
  }
}
