import Platform
import Senses

/// Signed values, a bar each from a middle line, in a list for each of some uses.
public struct BarChart: Sendable {
  public struct Bar: Sendable {
    public let label: String
    public let value: Double
    /// In the columns of `notes`.
    public let notes: [String]

    public init(_ label: String, _ value: Double, notes: [String] = []) {
      (self.label, self.value, self.notes) = (label.onOneLine, value, notes.map(\.onOneLine))
    }
  }

  public struct Side: Sendable {
    /// What it is called where sides have no sentence above them.
    public let name: String
    /// The use that the bars speak of.
    public let excerpt: Excerpt
    public let bars: [Bar]

    public init(_ name: String, _ excerpt: Excerpt, _ bars: [Bar]) {
      (self.name, self.excerpt, self.bars) = (name.onOneLine, excerpt, bars)
    }
  }

  public var sides: [Side]
  /// What labels and values are.
  public var heads = (label: "word", value: "share")
  /// The heads of further columns.
  public var notes: [String] = []
  /// Whether further columns are shown where a window is narrow.
  public var showsNotes = false
  /// Whether sides stand side by side where there is room.
  public var isBesideEachOther = true
  /// What bars to the right say, and those to the left.
  public var meaning: (right: String, left: String)
  /// What all add up to, in a sentence; empty where that says nothing.
  public var sum = ""

  public init(_ sides: [Side], right: String, left: String) {
    self.sides = sides
    meaning = (right, left)
  }

  var largest: Double { sides.flatMap(\.bars).map(\.value.magnitude).max() ?? 0 }
}
