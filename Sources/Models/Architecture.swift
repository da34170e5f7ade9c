import Transformer

/// The architectures that can be run.
let architectures: [any Architecture.Type] = [
  BERT.self, ELECTRA.self, ERNIE.self, Splinter.self, BERTGeneration.self, DistilBERT.self,
  MegatronBERT.self, RoBERTa.self, XLMRoBERTa.self, CamemBERT.self, Data2VecText.self,
  XLMRoBERTaXL.self, RoBERTaPreLayerNorm.self, ALBERT.self, MPNet.self, NomicBERT.self,
  ModernBERT.self, EuroBERT.self, DeBERTa.self, RoFormer.self,
]

/// A kind of encoder: what its `config.json` may say, and what it is made of. Each has a folder in this room, of its own or of
/// its family, and a place in `architectures`.
protocol Architecture: Sendable {
  /// What `config.json` has under `model_type`.
  static var modelType: String { get }

  /// The class of transformers that runs such encoders.
  static var className: String { get }

  /// Whether published folders name code that came before the class of transformers, and does the same.
  static var replacesCode: Bool { get }

  /// Accepts what `config.json` says.
  init(_ keys: ConfigurationKeys) throws(ConfigurationError)

  var plan: EncoderPlan { get }

  /// The name of the rows of words, which every encoder has. What stands before it in a checkpoint stands before all.
  static var wordRows: String { get }

  /// What stands before the names of tensors that are put on top of the encoder, or otherwise change nothing that it does.
  static var beside: [String] { get }

  /// Tensors beside the encoder that an export keeps.
  static var kept: [String] { get }
}

extension Architecture {
  static var replacesCode: Bool { false }
  static var wordRows: String { BERTNames.words }
  static var beside: [String] { BERTNames.beside }
  static var kept: [String] { [] }

  var configuration: EncoderConfiguration { plan.configuration }
}
