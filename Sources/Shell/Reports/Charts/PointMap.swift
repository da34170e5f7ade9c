import Platform
import Senses

/// Uses in two dimensions, each as its number, the groups told apart by marks.
public struct PointMap: Sendable {
  public let plane: Plane
  /// What each point is, for the list below the map.
  public let names: [String]
  /// The group of each point, from 1; empty where there are none.
  public let groups: [Int]

  public init(_ plane: Plane, names: [String], groups: [Int] = []) {
    precondition(plane.points.count == names.count)
    precondition(groups.isEmpty || groups.count == names.count)
    self.plane = plane
    self.names = names.map(\.onOneLine)
    self.groups = groups
  }

  /// Letters for groups, numbers for points: `b12` is point 12 in group 2.
  func mark(_ index: Int) -> String {
    guard !groups.isEmpty else { return String(index + 1) }
    return Self.letter(groups[index]) + String(index + 1)
  }

  static func letter(_ group: Int) -> String {
    1...26 ~= group ? String(UnicodeScalar(UInt8(96 + group))) : "?"
  }

  /// What is said below the map.
  var caption: String {
    "across \(percent(plane.shares.x * 100)), up \(percent(plane.shares.y * 100)) of all differences"
  }
}
