import ContextualEmbeddings
import Corpora
import Platform
import Senses
import Tokenization
import UseIndex

/// Why a line has no answer: what was expected, what was found, what to do, in one line.
public struct ShellError: Error, Equatable, CustomStringConvertible {
  /// For machines, and for good.
  public let code: String
  public let message: String
  /// What the program ends with where this is all it had to do.
  public let status: ExitStatus
  /// Codes of what stands in the way of an answer.
  public private(set) var doubts: [String] = []

  public init(_ code: String, _ message: String, _ status: ExitStatus = .badData) {
    self.code = code
    // Text of a user may be part of it, and that may hold anything.
    self.message = message.onOneLine
    self.status = status
  }

  public var description: String { message }

  /// Any error as one of a line.
  public init(_ error: any Error) {
    switch error {
    case let error as ShellError: self = error
    case ModelError.emptySentence: self.init("empty-sentence", "\(error)")
    case ModelError.noSuchLayer: self.init("no-such-layer", "\(error)")
    case ModelError.changed(let error): self.init(error)
    case ModelError.notFinite, ModelError.overflow, ModelError.noDirection:
      self.init("no-numbers", "\(error)")
    case SensesError.noThreshold: self.init("no-yardstick", "\(error)")
    case SensesError.noSuchLayer: self.init("no-such-layer", "\(error)")
    case SensesError.noSuchHead: self.init("no-such-head", "\(error)")
    case SensesError.unknown(let words):
      let doubt = Doubt.unknown(words: words)
      self.init("unknown-words", "\(error)")
      doubts = [doubt.code]
    case CalibrationError.tooLittleText: self.init("too-little-text", "\(error)")
    case is CalibrationError: self.init("bad-set", "\(error)")
    case is JudgedSetError: self.init("bad-set", "\(error)")
    case is InductionError: self.init("bad-edit", "\(error)")
    case let error as CorpusError:
      self.init(error.code, "\(error)", error.fault == .noFile ? .noInput : .badData)
    case FileLinesError.notText: self.init("not-text", "\(error)")
    case is ConditionError: self.init("bad-condition", "\(error)", .usage)
    case IndexError.noIndex: self.init("no-index", "\(error)", .noInput)
    case IndexError.unreadable: self.init("unreadable-file", "\(error)", .noInput)
    case IndexError.unwritable: self.init("unwritable-file", "\(error)", .inputOutput)
    case InventoryError.interrupted: self.init(Interruption())
    case InventoryError.unreadable: self.init("no-inventory", "\(error)", .noInput)
    case is SenseVectorsError: self.init("bad-sense-file", "\(error)")
    case is InventoryError: self.init("bad-inventory", "\(error)")
    case let error as IndexError: self.init(error.code, "\(error)")
    case is FileLinesError: self.init("unreadable-file", "\(error)", .noInput)
    case is VocabularyError: self.init("bad-vocabulary", "\(error)")
    case FileError.unwritable, ModelFilesError.file(.unwritable):
      self.init("unwritable-file", "\(error)", .inputOutput)
    case ModelFilesError.file(.unreadable), ModelFilesError.missingFile:
      self.init("no-model", "\(error)", .noInput)
    case FileError.changed, ModelFilesError.file(.changed):
      self.init("changed-file", "\(error)", .inputOutput)
    case is FileError: self.init("unreadable-file", "\(error)", .noInput)
    case is ModelFilesError: self.init("bad-model", "\(error)")
    case SenseFileError.broughtAlong: self.init("brought-along", "\(error)")
    case SenseFileError.unreadable: self.init("no-model", "\(error)", .noInput)
    case is SenseFileError: self.init("bad-model", "\(error)")
    case is NoThread: self.init("no-thread", "\(error)", .inputOutput)
    case is OutputError: self.init("output", "\(error)", .inputOutput)
    case is Interruption: self.init("interrupted", "\(error)", .interrupted)
    default: self.init("failed", "\(error)", .internalError)
    }
  }
}

public typealias Interruption = Senses.Interruption
