import Checkpoints
import JSON
import Platform
import Tokenization

/// What is wrong with a model's files. Each description is one line: which file, what, what was
/// expected, what found, what to do.
public enum ModelFilesError: Error, Equatable, CustomStringConvertible {
  case file(FileError)
  /// The folder lacks a file that every model has.
  case missingFile(folder: String, expected: String, advice: String)
  /// A file that makes the folder something else than it looks.
  case unsupportedFile(path: String, advice: String)
  case json(path: String, JSONError)
  case checkpoint(CheckpointError)
  case configuration(path: String, ConfigurationError)
  case tokenizer(path: String, TokenizerFileError)
  case vocabulary(path: String, VocabularyError)
  case modules(path: String, ModulesError)
  /// More words than rows: the ids are those of another table.
  case vocabularyLength(path: String, words: Int, rows: Int)
  case affixes(path: String, AffixChangesError)
  /// As many changes of affix as rows.
  case affixChangeCount(path: String, changes: Int, rows: Int)
  /// With the name that is most like it.
  case missingTensor(path: String, name: String, expected: [Int], nearest: String?)
  /// One of the encoder's, which does something that we would leave out.
  case unreadTensor(path: String, name: String)
  /// The rows of words of two encoders.
  case twoEncoders(path: String, String, String)
  case shape(path: String, name: String, expected: [Int], found: [Int])
  case format(path: String, name: String, found: String)
  /// A weight that is not a number, or infinite.
  case notFinite(path: String, name: String, index: Int)

  public var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .missingFile(let folder, let expected, let advice):
      "\(shown(folder)): not a model: no \(expected); \(advice)"
    case .unsupportedFile(let path, let advice):
      "\(shown(path)): \(advice)"
    case .json(let path, let error):
      "\(shown(path)): \(error)"
    case .checkpoint(let error): "\(error)"
    case .configuration(let path, let error):
      "\(shown(path)): \(error)"
    case .tokenizer(let path, let error):
      "\(shown(path)): \(error)"
    case .vocabulary(let path, let error):
      "\(shown(path)): \(shown(error.description))"
    case .modules(let path, let error):
      "\(shown(path)): \(error)"
    case .vocabularyLength(let path, let words, let rows):
      "\(shown(path)): \(words) words for \(rows) rows of the embedding table; take the vocabulary that the model was made with"
    case .affixes(let path, let error):
      "\(shown(path)): \(shown(error.description))"
    case .affixChangeCount(let path, let changes, let rows):
      "\(shown(path)): \(changes) changes of affix, expected \(rows), the rows of the tensor for them; take the file that the model was made with"
    case .missingTensor(let path, let name, let expected, let nearest):
      "\(shown(path)): no tensor \(quoted(name)), expected one of shape \(expected)\(nearest.map { "; nearest is \(quoted($0))" } ?? ""); is config.json of another model?"
    case .unreadTensor(let path, let name):
      "\(shown(path)): tensor \(quoted(name)) belongs to no encoder of this configuration; a model that needs it is not supported"
    case .twoEncoders(let path, let a, let b):
      "\(shown(path)): two encoders, \(quoted(a)) and \(quoted(b)), expected one; save the one you want by itself"
    case .shape(let path, let name, let expected, let found):
      "\(shown(path)): tensor \(quoted(name)) has shape \(found), expected \(expected); is config.json of another model?"
    case .format(let path, let name, let found):
      "\(shown(path)): tensor \(quoted(name)) is stored as \(shown(found)), expected F32, F16 or BF16; convert the weights"
    case .notFinite(let path, let name, let index):
      "\(shown(path)): tensor \(quoted(name)): number \(index) is infinite or not a number; the weights are damaged"
    }
  }
}

extension ModelFilesError {
  init(_ error: CheckpointError) {
    self = if case .file(let error) = error { .file(error) } else { .checkpoint(error) }
  }
}

extension MappedFile {
  convenience init(ofModel path: String) throws(ModelFilesError) {
    do throws(FileError) { try self.init(path: path) } catch { throw .file(error) }
  }
}

extension JSONValue {
  init(ofModel path: String) throws(ModelFilesError) {
    do throws(JSONFileError) { try self.init(contentsOf: path) } catch {
      switch error {
      case .file(let error): throw .file(error)
      case .json(let path, let error): throw .json(path: path, error)
      }
    }
  }
}
