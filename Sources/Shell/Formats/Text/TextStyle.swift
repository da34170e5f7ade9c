/// How text is drawn for people.
public struct TextStyle: Sendable, Hashable {
  /// Columns.
  public var width: Int
  public var colour: Bool
  /// Plain sentences in the place of pictures and tables.
  public var plain: Bool

  public init(width: Int = 80, colour: Bool = false, plain: Bool = false) {
    self.width = width
    self.colour = colour
    self.plain = plain
  }
}
