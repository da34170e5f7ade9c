/// How a corpus is read, where its looks and names do not say it, or say it wrongly.
public struct CorpusOptions: Sendable, Hashable {
  /// `nil` goes by the name of a file and by its look.
  public var format: CorpusFormat?
  /// What the lines of running text are; `nil` goes by their look.
  public var layout: TextLayout?
  /// The column of a table that holds the text; `nil` for `text`.
  public var textColumn: String?
  /// The member of an object that holds the text; `nil` for `text`.
  public var textField: String?
  /// The names of the columns of vertical text, `word` among them; none where the first is the word and others are not named.
  public var attributes: [String]
  /// Whether passages of a format that is made of lines come with these lines: CoNLL-U, vertical text, JSON Lines.
  public var keepsSource = false

  public init(
    format: CorpusFormat? = nil, layout: TextLayout? = nil, textColumn: String? = nil,
    textField: String? = nil, attributes: [String] = []
  ) {
    self.format = format
    self.layout = layout
    self.textColumn = textColumn
    self.textField = textField
    self.attributes = attributes
  }
}
