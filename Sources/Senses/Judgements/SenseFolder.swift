import ContextualEmbeddings
import Platform

/// Where the files lie that say what a model's numbers mean: beside its weights, or in the person's data folder, each
/// model's under the mark of its weights.
public enum SenseFolder {
  static let yardstick = "yardstick.json"
  static let calibration = "same-sense.json"

  /// `$XDG_DATA_HOME/polyseme`, or `~/.local/share/polyseme` where that is not set or not absolute (XDG Base Directory
  /// Specification 0.8).
  public static var data: String? {
    func folder(_ name: String) -> String? {
      environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let data = folder("XDG_DATA_HOME") ?? folder("HOME").map { $0 + "/.local/share" }
    return data.map { $0 + "/polyseme" }
  }

  /// That of a model in a data folder.
  package static func own(of model: Model, in data: String) -> String {
    "\(models(in: data))/\(model.weightsMark)"
  }

  package static func beside(_ model: Model) -> String { model.folder.folder }

  /// Those that may have a model's files, the person's own first.
  static func all(of model: Model, data: String?) -> [String] {
    // Without a folder there the mark need not be found.
    let data = data.flatMap { exists(models(in: $0)) ? $0 : nil }
    return (data.map { [own(of: model, in: $0)] } ?? []) + [beside(model)]
  }

  private static func models(in data: String) -> String { "\(data)/models" }
}

/// Where what is said of a model's numbers comes from.
public struct SenseOrigin: Sendable, Hashable {
  /// The folder of the files.
  public let folder: String
  /// What the yardstick was measured on, in words.
  public let text: String?
  /// What the calibration is worth.
  public let evidence: CalibrationEvidence?
}
