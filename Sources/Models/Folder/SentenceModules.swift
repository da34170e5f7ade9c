import JSON
import Platform

/// What is wrong with the list of modules of sentence-transformers.
public enum ModulesError: Error, Equatable, CustomStringConvertible {
  case notAList(found: String)
  case wrong(key: String, expected: String, found: String)
  /// A name that leads out of the folder.
  case outside(found: String)
  case unsupported(type: String)

  public var description: String {
    switch self {
    case .notAList(let found): "expected a list of modules, found \(found)"
    case .wrong(let key, let expected, let found): "\(key): expected \(expected), found \(found)"
    case .outside(let found):
      "path: expected the name of a folder in this one, found \(quoted(found))"
    case .unsupported(let type):
      "type: \(quoted(type)) is not supported as the first module, expected a Transformer of sentence-transformers"
    }
  }
}

/// `modules.json` of sentence-transformers: the modules that a text goes through, the encoder first. What comes after it
/// makes one vector of those of the words, and is not read.
public struct SentenceModules: Sendable {
  static let fileName = "modules.json"

  /// The folder of the encoder inside of that of the list; empty where it is the same.
  public let encoder: String

  init(contentsOf path: String) throws(ModelFilesError) {
    let value = try JSONValue(ofModel: path)
    do throws(ModulesError) { self = try SentenceModules(value) } catch {
      throw .modules(path: path, error)
    }
  }

  public init(_ value: JSONValue) throws(ModulesError) {
    guard let modules = value.array, let first = modules.first else {
      throw .notAList(found: value.array == nil ? value.kind : "an empty one")
    }
    func text(_ key: String) throws(ModulesError) -> String {
      guard let value = first[key], let text = value.string else {
        throw .wrong(key: key, expected: "a text", found: first[key]?.kind ?? "nothing")
      }
      return text
    }
    // `sentence_transformers.models.Transformer`, in later versions `sentence_transformers.base.modules.transformer.Transformer`,
    // and in the first ones `sentence_transformers.models.BERT`.
    let type = try text("type")
    let names = type.split(separator: ".")
    guard names.first == "sentence_transformers", ["Transformer", "BERT"].contains(names.last)
    else {
      throw .unsupported(type: type)
    }
    let path = try text("path")
    guard path.isEmpty || isFileName(path) else { throw .outside(found: path) }
    encoder = path
  }
}
