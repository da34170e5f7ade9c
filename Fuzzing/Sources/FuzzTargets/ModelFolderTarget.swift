import ContextualEmbeddings
import Foundation
import Senses

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A whole folder of a model of which one to three files are changed, each by something that knows what it holds. It
/// opens and gives numbers, or says in one line why not; it takes hardly more memory than its files.
let modelFolder = FuzzTarget(
  "model-folder",
  seeds: (0..<64).map { seed in
    var random = SeededGenerator(seed: UInt64(seed))
    return (0..<24).map { _ in .random(in: 0...255, using: &random) }
  }, longest: 64
) { bytes in
  var choices = Choices(bytes)
  var files = choices.next(of: Folders.all)
  let sound = files
  for _ in 0...choices.next(3) {
    let name = files.keys.sorted()[choices.next(files.count)]
    switch choices.next(16) {
    case 0: files[name] = nil
    case 1: files[name] = Folders.noFile
    default:
      files[name] = FileMutation.mutated(
        files[name]!, named: name, files: sound, by: &choices)
    }
    if files.isEmpty { break }
  }
  let size = files.values.reduce(0) { $0 + $1.count }
  let before = peakMemory()
  Folders.open(files)
  require(
    peakMemory() - before <= size + 64 << 20, "\(peakMemory() - before) bytes of memory for \(size)"
  )
}

private enum Folders {
  /// Stands for something that is no plain file.
  static let noFile = Array("no file".utf8)

  static let all: [[String: [UInt8]]] = {
    let common: [String: [UInt8]] = [
      "model.safetensors": SmallModel.weights, "yardstick.json": yardstick,
      "same-sense.json": calibration, "senses.safetensors": senses,
    ]
    let words = Array((SmallModel.words.joined(separator: "\n") + "\n").utf8)
    let ids = SmallModel.words.enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",")
    let tokenizer = """
      {"added_tokens":[{"id":0,"content":"[PAD]","special":true}],"post_processor":{"type":"BertProcessing",\
      "sep":["[SEP]",3],"cls":["[CLS]",2]},"normalizer":{"type":"BertNormalizer","lowercase":true},\
      "pre_tokenizer":{"type":"BertPreTokenizer"},"model":{"type":"WordPiece","unk_token":"[UNK]",\
      "continuing_subword_prefix":"##","max_input_chars_per_word":100,"vocab":{\(ids)}}}
      """
    let settings = #"{"tokenizer_class":"RobertaTokenizer","add_prefix_space":false}"#
    let pieces = #"{"<s>":0,"</s>":1,"<unk>":2,"<pad>":3,"<mask>":4,"t":5,"h":6,"th":7}"#
    let parts: [[String: [UInt8]]] = [
      ["config.json": Array(SmallModel.configuration.utf8), "vocab.txt": words],
      ["config.json": SmallModel.foreign, "tokenizer.json": Array(tokenizer.utf8)],
      [
        "config.json": SmallModel.foreign, "vocab.json": Array(pieces.utf8),
        "merges.txt": Array("#version: 0.2\nt h\n".utf8),
        "tokenizer_config.json": Array(settings.utf8),
      ],
      [
        "config.json": SmallModel.foreign, "vocab.txt": words,
        "special_tokens_map.json": Array(#"{"unk_token":"[UNK]","sep_token":"[SEP]"}"#.utf8),
        "tokenizer_config.json": Array(#"{"do_lower_case":true}"#.utf8),
        "modules.json": Array(
          #"[{"idx":0,"name":"0","path":"","type":"sentence_transformers.models.Transformer"}]"#
            .utf8),
      ],
    ]
    return parts.map { $0.merging(common) { $1 } }
  }()

  private static let yardstick: [UInt8] = {
    let band = #"{"mean":0.1,"spread":0.2}"#
    let layer = #"{"mean":[0.1,0.2,0.3,0.4],"random":\#(band),"same_word":\#(band)}"#
    return Array(
      #"{"format":1,"layer":1,"layers":[\#(layer),\#(layer)],"quantiles":{"random":[-1,0,1],"same_word":[-0.5,0,1]},"source":"a text"}"#
        .utf8)
  }()

  private static let calibration = Array(
    #"{"format":1,"layer":1,"features":["cosine"],"intercept":-1.5,"coefficients":[4],"covariance":[[0.1,0],[0,0.2]]}"#
      .utf8)

  private static let senses = safeTensorsFile(
    #"{"__metadata__":{"format":"1","layer":"1"},"vectors":{"dtype":"I8","shape":[1,4],"data_offsets":[0,4]},"scales":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"counts":{"dtype":"I32","shape":[1],"data_offsets":[8,12]},"keys":{"dtype":"U8","shape":[2],"data_offsets":[12,14]},"mean":{"dtype":"F32","shape":[4],"data_offsets":[14,30]},"mean_of_heads":{"dtype":"F32","shape":[4],"data_offsets":[30,46]},"mean_of_definitions":{"dtype":"F32","shape":[4],"data_offsets":[46,62]}}"#,
    data: 62)

  /// Opens a model of some files, and asks it something.
  static func open(_ files: [String: [UInt8]]) {
    let folder = SmallModel.home.appendingPathComponent("fuzz-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, bytes) in files {
        let path = folder.appendingPathComponent(name).path
        if bytes == noFile {
          require(mkfifo(path, 0o600) == 0, "a FIFO is made")
        } else {
          try Data(bytes).write(to: URL(fileURLWithPath: path))
        }
      }
    } catch { fatalError("\(error)") }
    do {
      let model = try Model(contentsOf: folder.path, precision: .float32, threads: 1)
      let reader = try SenseReader(filesOf: model, data: nil)
      _ = try? SenseVectors(contentsOf: "\(folder.path)/senses.safetensors", for: model)
      guard let a = model.use(of: "bank", in: "the bank of the river"),
        let b = model.use(of: "bank", in: "bank .")
      else { return }
      let judgement = try reader.judgement(of: a, and: b)
      require((-1.0...1).contains(judgement.similarity), "a cosine: \(judgement.similarity)")
      require(judgement.probability.map { 0...1 ~= $0 } ?? true, "a probability")
      for vector in try model.vectors(of: [a, b]) {
        require(vector.allSatisfy(\.isFinite), "numbers")
      }
    } catch {
      let line = "\(error)"
      require(
        !line.isEmpty && line.utf8.count < 4000
          && !line.unicodeScalars.contains { $0.properties.generalCategory == .control },
        "an error is one short line: \(line.utf8.count) bytes")
    }
  }
}

/// The most memory that this process ever took. Bytes.
private func peakMemory() -> Int {
  var usage = rusage()
  #if os(Linux)
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss) << 10
  #else
    getrusage(RUSAGE_SELF, &usage)
    return Int(usage.ru_maxrss)
  #endif
}
