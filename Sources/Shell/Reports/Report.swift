import JSON

/// What a line is answered with. Each format writes it in its own way.
public struct Report: Sendable {
  /// For people, from top to bottom.
  public var blocks: [Block]
  /// The members of the line's JSON object, `line` not among them. Names are for good.
  public var fields: JSONObject
  /// Rows for TSV and CSV, without the line number.
  public var rows: Rows
  /// Said on standard error, one line each: what a reader of the answer has to know besides.
  public var warnings: [String] = []
  /// Whether its rows mean something beside those of another model.
  var isComparable = false
  /// Whether this was the last line.
  public var ends = false
  /// What the program ends with where this is all it had to do: an answer can be a no.
  public var status = ExitStatus.success

  public init(_ blocks: [Block] = [], fields: JSONObject = [:], rows: Rows = Rows()) {
    self.blocks = blocks
    self.fields = fields
    self.rows = rows
  }
}
