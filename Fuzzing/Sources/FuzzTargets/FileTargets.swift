import Checkpoints
import Foundation
import JSON
import Models
import Tensors
import Tokenization
import Transformer

private let json = FuzzTarget(
  "json",
  seeds: [
    #"{"a":[1,-2.5e-3,true,false,null],"b":{"c":"\u00e9\ud83d\ude00\n\"","":[]}}"#,
    #"[[[[1]]],{"a":{"a":{"a":0}}}, 1E+2 , -0, 123456789012345678901234567890]"#,
    "{" + (0..<20).map { "\"n\($0)\":\($0)" }.joined(separator: ",") + "}", "\"text\"", "0",
  ].map { Array($0.utf8) }
) { bytes in
  guard let value = try? JSONValue(parsing: bytes) else { return }
  for text in [value.compact, value.indented] {
    let again = try? JSONValue(parsing: Array(text.utf8))
    require(again == value, "what is written is what was read")
    require(again?.compact == value.compact, "to the byte")
  }
  require(
    !value.compact.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "controls are escaped, on one line")
}

/// Bytes in memory where a file is expected.
private final class BytesInMemory: ByteStorage, @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer

  init(_ content: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 1)
    copy.copyBytes(from: content)
    bytes = UnsafeRawBufferPointer(copy)
  }

  deinit { bytes.deallocate() }
}

func safeTensorsFile(_ header: String, data: Int) -> [UInt8] {
  withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + header.utf8
    + (0..<data).map { UInt8(truncatingIfNeeded: 37 * $0) }
}

private let safeTensors = FuzzTarget(
  "safetensors",
  seeds: [
    safeTensorsFile("{}", data: 0),
    safeTensorsFile(
      #"{"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[2],"data_offsets":[8,12]}}  "#,
      data: 12),
    safeTensorsFile(
      #"{"__metadata__":{"format":"pt"},"b":{"dtype":"BF16","shape":[],"data_offsets":[0,2]},"none":{"dtype":"F32","shape":[0,9],"data_offsets":[2,2]},"ids":{"dtype":"I64","shape":[1],"data_offsets":[2,10]}}"#,
      data: 10),
    safeTensorsFile(
      #"{"a":{"dtype":"F4","shape":[2,4],"data_offsets":[0,4]}}"#, data: 4),
  ],
  dictionary: [
    "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"", "F32", "F16", "BF16", "F64",
    "I64", "F6_E2M3", "BOOL", "[0,0]", "[0]", "[]", ",0", ",1", "4611686018427387904", "-1",
  ]
) { bytes in
  guard let tensors = try? SafeTensors(BytesInMemory(bytes)) else { return }
  var end = tensors.entries.first?.bytes.lowerBound ?? bytes.count
  for entry in tensors.entries {
    require(entry.bytes.lowerBound == end, "no hole and no overlap")
    require(tensors.entry(entry.name) == entry, "found by its name")
    end = entry.bytes.upperBound
    if let tensor = tensors.tensor(entry.name) {
      require(tensor.shape == entry.shape, "its shape")
      require(
        tensor.withBytes { Array($0) } == Array(bytes[entry.bytes]), "its bytes are the file's")
      require(tensor.values.count == tensor.count, "all numbers")
    }
  }
  require(end == bytes.count, "the tensors end with the file")
}

private let vocabularyText = Array((SmallModel.words.joined(separator: "\n") + "\n").utf8)

private let configuration = FuzzTarget(
  "configuration", seeds: [Array(SmallModel.configuration.utf8)],
  dictionary: [
    "0", "-1", "1.5", "null", "\"gelu_new\"", "\"relu\"", "true", "words", "1e-30", "1e-60",
    "1000000",
    "\"is_decoder\":true,",
  ]
) { bytes in
  SmallModel.check(["config.json": bytes, "vocab.txt": vocabularyText])
}

private let weights = FuzzTarget(
  "weights", seeds: [SmallModel.weights],
  dictionary: [
    "LayerNorm.gamma", "ngram_embeddings", "bert.", "F16", "BF16", "I32", "[4,4]", "[0,4]",
    "\u{7F}\u{80}",
  ], longest: 1 << 14
) { bytes in
  SmallModel.check(["model.safetensors": bytes, "vocab.txt": vocabularyText])
}

private let shardIndex = FuzzTarget(
  "shard-index",
  seeds: [
    Array(
      #"{"metadata":{"total_size":8},"weight_map":{"embeddings.word_embeddings.weight":"a.safetensors","embeddings.LayerNorm.bias":"b.safetensors"}}"#
        .utf8)
  ], dictionary: ["../", "/", "a.safetensors", "\"b\"", "null", "config.json"]
) { bytes in
  if let value = try? JSONValue(parsing: bytes), let index = try? ShardIndex(value) {
    require(!index.names.contains { $0.contains("/") || $0 == ".." }, "in this folder")
    require(index.places.allSatisfy { index.names.contains($0.shard) }, "every file is named")
  }
  SmallModel.check(
    [
      "model.safetensors.index.json": bytes, "vocab.txt": vocabularyText,
      "a.safetensors": SmallModel.weights, "b.safetensors": safeTensorsFile("{}", data: 0),
    ], without: "model.safetensors")
}

private let modules = FuzzTarget(
  "modules",
  seeds: [
    Array(
      #"[{"idx":0,"name":"0","path":"","type":"sentence_transformers.models.Transformer"},{"idx":1,"name":"1","path":"1_Pooling","type":"sentence_transformers.models.Pooling"}]"#
        .utf8)
  ], dictionary: ["../", "/", ".", "\"path\":\"..\"", "null", "Transformer"]
) { bytes in
  if let value = try? JSONValue(parsing: bytes), let modules = try? SentenceModules(value) {
    require(!modules.encoder.contains("/") && modules.encoder != "..", "in this folder")
  }
  SmallModel.check(["modules.json": bytes, "vocab.txt": vocabularyText])
}

private let tokenizerFile = FuzzTarget(
  "tokenizer",
  seeds: ["WordPiece", "WordLevel"].map { type in
    let words = SmallModel.words.enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",")
    return Array(
      """
      {"added_tokens":[{"id":0,"content":"[PAD]"},{"id":6,"content":"bank"}],"post_processor":\
      {"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]},"normalizer":{"type":"BertNormalizer",\
      "lowercase":true,"strip_accents":null},"pre_tokenizer":{"type":"BertPreTokenizer"},\
      "model":{"type":"\(type)","unk_token":"[UNK]","continuing_subword_prefix":"##",\
      "max_input_chars_per_word":100,"vocab":{\(words)}}}
      """.utf8)
  }
    + [
      #"{"post_processor":{"type":"RobertaProcessing","sep":["b",1],"cls":["a",0],"trim_offsets":true,"add_prefix_space":false},"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"\\p{N}{1,3}|(?i:'s)|\\s+(?!\\S)"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","use_regex":false}]},"model":{"type":"BPE","fuse_unk":false,"vocab":{"a":0,"b":1,"ab":2},"merges":[["a","b"]]}}"#,
      #"{"post_processor":{"type":"Sequence","processors":[{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"a","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"special_tokens":{"a":{"ids":[0],"tokens":["a"]}}}]},"normalizer":{"type":"Sequence","normalizers":[{"type":"Replace","pattern":{"String":" "},"content":"▁"},{"type":"NFKC"},{"type":"Strip","strip_left":true,"strip_right":true},{"type":"Prepend","prepend":"▁"}]},"pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"first"},"model":{"type":"Unigram","unk_id":0,"vocab":[["a",-1],["▁",-2.5]],"byte_fallback":false}}"#,
    ].map { Array($0.utf8) },
  dictionary: [
    "\"[UNK]\":1,", "\"vocab\":{", "\"model\":{", "\"vocab\":[", "null", "\"x\":10,", "9", "-1",
    "\"\":1",
    "\\n", "\"a\\u000a\":5",
  ]
) { bytes in
  SmallModel.check(["tokenizer.json": bytes])
  SmallModel.check([
    "tokenizer.json": bytes, "config.json": SmallModel.foreign,
    "tokenizer_config.json": settings("PreTrainedTokenizerFast"),
  ])
  SmallModel.check(["tokenizer.json": bytes, "vocab.txt": vocabularyText])
}

private let tokenizerSettings = FuzzTarget(
  "tokenizer-settings",
  seeds: [
    #"{"do_lower_case":true,"strip_accents":null,"tokenize_chinese_chars":true,"unk_token":"[UNK]","pad_token":{"content":"[PAD]"},"cls_token":"[CLS]"}"#,
    #"{"added_tokens_decoder":{"4":{"content":"[MASK]","special":true},"6":{"content":"bank","lstrip":true,"single_word":true}},"tokenizer_class":"BertTokenizer"}"#,
    #"{"additional_special_tokens":["river",{"content":"the","lstrip":true}],"split_special_tokens":true,"mask_token":null}"#,
    #"{"bank":6,"[TGT]":10}"#,
  ].map { Array($0.utf8) },
  dictionary: ["\"the\"", "\"[CLS]\"", "false", "null", "\"content\"", "\"normalized\"", "\"10\""]
) { bytes in
  for name in ["tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"] {
    SmallModel.check([name: bytes, "vocab.txt": vocabularyText])
  }
}

/// A field of a message of protocol buffers, in fewer than 128 bytes.
private func message(_ field: UInt8, _ content: [UInt8]) -> [UInt8] {
  [field << 3 | 2, UInt8(content.count)] + content
}

/// A model of SentencePiece: its pieces, of which the second is a control one, and its other fields.
private func sentencePieceFile(_ pieces: [String], _ rest: [UInt8]) -> [UInt8] {
  pieces.enumerated().flatMap { number, piece in
    // The score, of four bytes, is -1; the kind stands in field 3.
    message(
      1,
      message(1, Array(piece.utf8)) + [2 << 3 | 5, 0, 0, 0x80, 0xBF]
        + (number < 2 ? [3 << 3, UInt8(2 + number)] : []))
  } + rest
}

private func settings(_ name: String) -> [UInt8] { Array("{\"tokenizer_class\":\"\(name)\"}".utf8) }

/// Read by every class that has rules of its own for such a file.
private let sentencePiece = FuzzTarget(
  "sentencepiece",
  seeds: [
    sentencePieceFile(["<unk>", "<s>", "</s>", "▁", "▁the", "b"], []),
    // Unigram with byte fallback, and a map of characters that changes nothing.
    sentencePieceFile(
      ["<unk>", "<s>", "<0x41>", "▁a"],
      message(2, [3 << 3, 1, 0x98, 2, 1]) + message(3, message(2, [0, 0, 0, 0]))),
    // Merges, and an unknown piece with a number and a name.
    sentencePieceFile(
      ["<unk>", "<s>", "t", "h", "th", "▁"],
      message(2, [3 << 3, 2, 0xC0, 2, 0, 0xEA, 2, 5] + Array("<unk>".utf8))),
    sentencePieceFile(["[PAD]", "[CLS]", "[SEP]", "[UNK]", "▁the"], []),
  ],
  dictionary: [
    "▁", "<unk>", "<s>", "[CLS]", "<mask>", "<0x00>", "\u{0}", "\u{7F}\u{7F}", "\u{18}\u{2}",
    "\u{18}\u{4}",
  ], longest: 512
) { bytes in
  for (name, reader) in [
    ("tokenizer.model", "PreTrainedTokenizerFast"), ("spiece.model", "AlbertTokenizer"),
    ("sentencepiece.bpe.model", "XLMRobertaTokenizer"),
    ("sentencepiece.bpe.model", "CamembertTokenizer"), ("spm.model", "DebertaV2Tokenizer"),
  ] {
    SmallModel.check([
      name: bytes, "tokenizer_config.json": settings(reader), "config.json": SmallModel.foreign,
    ])
  }
}

private let pieceVocabulary =
  #"{"<s>":0,"</s>":1,"<unk>":2,"<pad>":3,"<mask>":4,"t":5,"h":6,"th":7}"#
private let pieceMerges = "#version: 0.2\nt h\n"

private let pieces = FuzzTarget(
  "vocab-json",
  seeds: [
    pieceVocabulary, #"{"[CLS]":0,"[SEP]":1,"[UNK]":2,"[PAD]":3,"[MASK]":4,"t":5,"h":6,"th":7}"#,
    #"{"t":1,"h":0,"th":2}"#,
  ].map { Array($0.utf8) },
  dictionary: ["\"<unk>\"", ":0", ":-1", ":9", ":1.5", "null", "\"Ġ\":8,", "\"\":8,", "{", "["]
) { bytes in
  for reader in ["RobertaTokenizer", "DebertaTokenizer"] {
    SmallModel.check([
      "vocab.json": bytes, "merges.txt": Array(pieceMerges.utf8),
      "tokenizer_config.json": settings(reader), "config.json": SmallModel.foreign,
    ])
  }
}

private let merges = FuzzTarget(
  "merges",
  seeds: [pieceMerges, "t h\r\nth e\r\n", "", "# t\nt #version\n"].map { Array($0.utf8) },
  dictionary: ["t h\n", "th th\n", "#version", " ", "\r\n", "\n\n", "Ġ", "é"]
) { bytes in
  SmallModel.check([
    "vocab.json": Array(pieceVocabulary.utf8), "merges.txt": bytes,
    "tokenizer_config.json": settings("RobertaTokenizer"), "config.json": SmallModel.foreign,
  ])
}

let fileTargets = [
  json, safeTensors, configuration, weights, shardIndex, modules, tokenizerFile, tokenizerSettings,
  sentencePiece, pieces, merges,
]
