import Models
import Platform

/// What is wrong with the files of a model.
public typealias ModelFilesError = Models.ModelFilesError
/// What is wrong with a file, whatever is in it.
public typealias FileError = Platform.FileError

/// What a model cannot do with a text, and what would help.
public enum ModelError: Error, Equatable, CustomStringConvertible {
  /// There is no word in the text, so there is nothing to encode.
  case emptySentence
  case noSuchLayer(Int, layers: ClosedRange<Int>)

  public var description: String {
    switch self {
    case .emptySentence:
      "there is no word in this sentence; type at least one"
    case .noSuchLayer(let layer, let layers):
      "there is no layer \(layer); layers are \(layers.lowerBound) to \(layers.upperBound)"
    }
  }
}
