/// How close two uses of a word are in meaning, on the four-point scale of human annotation.
///
/// The scale of DURel (Schlechtweg, Schulte im Walde, Eckmann 2018, "Diachronic Usage
/// Relatedness"), after Blank's continuum from identity to homonymy.
public enum SenseGrade: Int, Sendable, CaseIterable {
  case unrelated = 1
  case distantlyRelated
  case closelyRelated
  case identical

  /// The grade by the odds of the same sense: 1 below 1 to 4, 2 below even, 3 below 4 to 1, then 4.
  ///
  /// - Parameter probability: Chance that a careful reader calls the two uses the same sense.
  public init(probability: Double) {
    switch probability {
    case ..<0.2: self = .unrelated
    case ..<0.5: self = .distantlyRelated
    case ..<0.8: self = .closelyRelated
    default: self = .identical
    }
  }

  public var name: String {
    switch self {
    case .unrelated: "unrelated"
    case .distantlyRelated: "distantly related"
    case .closelyRelated: "closely related"
    case .identical: "identical"
    }
  }
}
