import Platform

/// What a class of transformers does with a tokenizer's files.
enum TokenizerClass: Equatable {
  /// `BertTokenizer`: it has rules of its own, which `tokenizer_config.json` sets; of `tokenizer.json` it takes the words and what was
  /// added.
  case bert
  /// A class that makes the rules itself where there is no `tokenizer.json`. What that says was written by the class, and counts.
  case pieces(PieceClass)
  /// What does all that `tokenizer.json` says, and nothing else.
  case file

  /// The class that is named, with or without `Fast`.
  init(named name: String) throws(TokenizerFileError) {
    let plain = name.hasSuffix("Fast") ? String(name.dropLast(4)) : name
    if Self.likeBERT.contains(plain) {
      self = .bert
    } else if let known = PieceClass(rawValue: plain) {
      self = .pieces(known)
    } else if Self.byFile.contains(plain) {
      self = .file
    } else {
      throw .unsupported(
        key: "tokenizer_class",
        expected: "BertTokenizer, PreTrainedTokenizerFast or another that reads tokenizer.json",
        found: quoted(name))
    }
  }

  /// The class where none is named, for models of a type.
  static func usual(for modelType: String) -> TokenizerClass {
    switch modelType {
    case "bert", "distilbert", "electra", "ernie", "megatron-bert", "nomic_bert": .bert
    case "roberta", "roberta-prelayernorm", "data2vec-text": .pieces(.roberta)
    case "xlm-roberta", "xlm-roberta-xl": .pieces(.xlmRoberta)
    case "camembert": .pieces(.camembert)
    case "albert": .pieces(.albert)
    case "deberta": .pieces(.deberta)
    case "deberta-v2": .pieces(.debertaV2)
    default: .file
    }
  }

  private static let likeBERT: Set<String> = [
    "BertTokenizer", "ConvBertTokenizer", "DistilBertTokenizer", "ElectraTokenizer",
    "MobileBertTokenizer", "SqueezeBertTokenizer",
  ]

  /// Classes that read `tokenizer.json`; the rules that some have of their own are those that they write there.
  private static let byFile: Set<String> = [
    "PreTrainedTokenizer", "TokenizersBackend", "BarthezTokenizer", "BartTokenizer",
    "BigBirdTokenizer", "CLIPTokenizer", "CodeGenTokenizer", "CohereTokenizer", "FunnelTokenizer",
    "GemmaTokenizer", "GPT2Tokenizer", "GPTNeoXTokenizer", "HerbertTokenizer", "LlamaTokenizer",
    "LongformerTokenizer", "LukeTokenizer", "MBartTokenizer", "MBart50Tokenizer",
    "MPNetTokenizer", "NllbTokenizer", "Qwen2Tokenizer", "RemBertTokenizer", "SplinterTokenizer",
    "T5Tokenizer", "XGLMTokenizer", "XLNetTokenizer",
  ]
}
