import Models
import Platform

/// What is wrong with the files of a model.
public typealias ModelFilesError = Models.ModelFilesError
/// What is wrong with a file, whatever is in it.
public typealias FileError = Platform.FileError
/// The right to write files.
public typealias FileWriting = Platform.FileWriting

/// What a model cannot do with a text, and what would help.
public enum ModelError: Error, Equatable, CustomStringConvertible {
  /// There is no word in the text, so there is nothing to encode.
  case emptySentence
  case noSuchLayer(Int, layers: ClosedRange<Int>)
  /// The row of a word holds a number that is infinite, or none at all.
  case notFinite(word: String, path: String)
  /// Reading a text leads to numbers that are infinite, or none at all.
  case overflow(text: String)
  /// The vector of a use is zero throughout, so that it is no more like one vector than like another.
  case noDirection(word: String)
  /// The file of weights was written to since it was opened.
  case changed(FileError)

  public var description: String {
    switch self {
    case .emptySentence:
      "there is no word in this sentence; type at least one"
    case .noSuchLayer(let layer, let layers):
      "there is no layer \(layer); layers are \(layers.lowerBound) to \(layers.upperBound)"
    case .notFinite(let word, let path):
      "\(shown(path)): what it holds of \(quoted(word)) is infinite or not a number, so nothing can be said of texts with it; the weights are damaged"
    case .overflow(let text):
      "the model's numbers grow beyond what it computes with in \(quoted(text)), so nothing can be said of it; --precision float32 may help"
    case .noDirection(let word):
      "the vector of \(quoted(word)) is zero throughout, so nothing can be said of how alike it is to another; another --layer may help"
    case .changed(let error): "\(error)"
    }
  }
}
