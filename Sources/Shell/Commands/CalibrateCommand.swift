import ArgumentParser
import ContextualEmbeddings
import Corpora
import Senses
import UnicodeText

struct CalibrateCommand: ModelFolderCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Measures what the numbers of a model mean, on your own text and judged pairs.",
    discussion: """
      From running text comes the yardstick: how alike random pairs of uses are after each layer, and uses of one word. \
      From pairs judged 1 or 0 comes the probability of one sense, and the layer that vectors are taken from: the one that \
      tells the pairs apart best, unless --layer names one. Uses with the number of their sense are paired, as many of one \
      sense as of two. What the probability is worth is measured on words that it was not fitted to, in five parts, and kept \
      in the file; where it is worth nothing none is made. /score says how judged pairs are written.

      The files go beside the model's weights, or, where nothing may be written there and with --own, to the data folder of \
      the person (~/.local/share/polyseme, or below XDG_DATA_HOME). Whoever opens the model again has them. Files \
      that came with a model are not replaced.

      \(TextLayout.rule)
      """)
  static let isForOneModel = true
  static let topic = Topic.session
  static let replayGap: ReplayGap? = .writes
  static let example = ["/calibrate --text text.txt --own"]

  @Argument(
    help: ArgumentHelp(
      "The model's folder; without it that of the model in use.", valueName: "dir"),
    completion: .directory)
  var folder: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Running text in the language of the model; one file or more.", valueName: "file"),
    completion: .file())
  var text: [String] = []
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Judged pairs, or uses with senses; one file or more.", valueName: "file"),
    completion: .file())
  var judged: [String] = []
  @Option(help: "How judged files are written: jsonl, wic, mcl, scws, coarsewsd or durel.")
  var format = JudgedFormat.jsonl
  @Option(
    help: ArgumentHelp("The answers to a single judged file.", valueName: "file"),
    completion: .file())
  var gold: String?
  @Flag(help: "Keep the files in your own data folder, not beside the model.")
  var own = false
  @OptionGroup var chance: SeedOption
  @OptionGroup var reading: CorpusTextOptions

  func validate() throws {
    if text.isEmpty { throw ValidationError("calibrate takes running text: --text FILE") }
    if gold != nil && judged.count != 1 {
      throw ValidationError(
        "--gold takes one file with --judged; name the answers as the files, gold for data")
    }
  }

  struct Found {
    let model: Model
    let measure: YardstickMeasure
    let fit: CalibrationFit?
    let warnings: [String]
    let files: [String]
    let seed: UInt64

    var layers: [Layer] {
      measure.layers.enumerated().map { number, layer in
        Layer(number: number, band: layer.band, area: fit?.evidence.areas[number])
      }
    }
  }

  struct Layer {
    let number: Int
    let band: LayerCurve.Band
    let area: Double?
  }

  private static let layer: [Field<Layer>] = [
    Field("layer", "its number; 0 is the bare embedding", title: "layer", \.number),
    Field("random", "the mean cosine of random pairs", title: "random pairs", \.band.random),
    Field("random_spread", "their standard deviation", title: "spread", \.band.randomSpread),
    Field("same_word", "the mean cosine of uses of one word", title: "one word", \.band.sameWord),
    Field(
      "same_word_spread", "their standard deviation", title: "spread", \.band.sameWordSpread),
    Field(
      "area_under_curve", "the area under the curve (ROC) of the similarity on the judged pairs",
      title: "area", \.area),
  ]
  static let fields: [Field<Found>] = [
    Field("model", "the model's name", \.model.name),
    Field("layer", "the layer that vectors are taken from", \.model.layer),
    Field("text_sentences", "sentences that were drawn from the text", \.measure.sentences),
    Field("used", "uses that were drawn from these", \.measure.uses),
    Field("random_pairs", "random pairs of uses", \.measure.randomPairs),
    Field("same_word_pairs", "pairs of uses of one word", \.measure.sameWordPairs),
    Field("layers", "what was measured after each layer", each: layer, \.layers),
    Field(
      "evidence", "what the probability is worth; null where none was made",
      with: CalibrationEvidence.fields, \.fit?.evidence),
    Field("files", "the files written", \.files), Field("seed", "what decided chance", \.seed),
  ]
  static let rows = RowFields<Found>(layer, \.layers)

  func find(in session: inout Session) throws -> Found {
    defer { session.progress("") }
    let isOpen = folder.map { $0 == session.model.path } ?? true
    let model =
      isOpen
      ? session.model : try Model(contentsOf: folder!, precision: session.model.precision)
    let writing = try session.writing()
    let place = try MadeFiles.folder(for: model, isOwn: own, by: writing)
    // What is wrong with these is told before the long work.
    let seed = session.seed(chance.seed)
    let sets = try judged.map { path in
      (path: path, pairs: try session.pairs(in: path, format, answers: gold, seed: seed))
    }
    let measure = try YardstickMeasure(
      of: session.sentences(of: text, reading.options(), seed: seed), by: model, seed: seed,
      progress: { session.progress("\($0) of \(counted($1, "sentence")) encoded") },
      checking: session.checkInterrupt)
    var warnings: [String] = []
    var fit: CalibrationFit?
    if !sets.isEmpty {
      do {
        fit = try session.fit(sets, model: model, measure, seed: seed)
      } catch let error as CalibrationError {
        warnings.append("no probability is made: \(error)")
      }
    }
    let layer = fit?.calibration.layer ?? model.layer
    let source =
      "\(counted(measure.sentences, "sentence")) of \(text.map(fileName).joined(separator: ", ")); "
      + "\(counted(measure.randomPairs, "random pair")), "
      + "\(counted(measure.sameWordPairs, "pair")) of uses of one word"
    let files = try MadeFiles(measure, layer: layer, source: source, fit, for: model)
      .write(to: place, by: writing)
    let reader = try SenseReader(filesOf: model, data: writing.data)
    if isOpen { session.read(by: reader) }
    return Found(
      model: reader.model, measure: measure, fit: fit,
      warnings: warnings, files: files, seed: seed)
  }

  func blocks(_ found: Found, in session: Session) -> [Block] {
    let measure = found.measure
    var blocks: [Block] = [
      .text(
        "\(found.model.name), measured on \(counted(measure.sentences, "sentence")): "
          + "\(counted(measure.randomPairs, "random pair")), "
          + "\(counted(measure.sameWordPairs, "pair")) of uses of one word"),
      .gap,
      .table(
        Table(
          found.layers,
          (found.fit == nil ? Array(Self.layer.dropLast()) : Self.layer).columns())),
      .gap,
    ]
    if let evidence = found.fit?.evidence {
      blocks += [
        .text(
          "Vectors are taken from layer \(found.model.layer). Fitted to "
            + "\(evidence.files.map(\.name).joined(separator: ", ")): \(evidence.sentence)."), .gap,
      ]
    }
    return blocks + found.files.map { .text("written to \($0)".onOneLine) }
  }

  func notes(on found: Found, in session: Session) -> Notes {
    var notes = Notes(warnings: found.warnings)
    if !found.warnings.isEmpty { notes.status = .someFailed }
    if let share = found.fit?.evidence.share, !(0.25...0.75).contains(share) {
      notes.warnings.append(
        "\(percent(100 * share)) of the pairs are of one sense, and the probability takes that for what is usual"
      )
    }
    return notes
  }
}

private func fileName(_ path: String) -> String {
  path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
}

extension Session {
  /// A fair sample of the sentences of some files.
  fileprivate func sentences(
    of places: [String], _ options: CorpusOptions, seed: UInt64
  ) throws -> [SourceText] {
    var sample = SentenceSample(capacity: YardstickMeasure.wanted, seed: seed)
    var reading = CorpusReading()
    try forEachPassage(
      of: places, options, where: nil, &reading,
      progress: { passage, reading in
        "\(passage.document.path): \(counted(reading.lines, "line")) read, "
          + "\(counted(sample.found, "sentence")) found"
      }
    ) { passage, reading in
      sample.read(passage.text.span, lineEndsPart: reading.layout == .lines)
    }
    return sample.sentences
  }

  /// The pairs of a judged file.
  fileprivate func pairs(
    in path: String, _ format: JudgedFormat, answers: String?, seed: UInt64
  ) throws -> [JudgedPair] {
    let set = try format.read(path, answers: answers, checking: checkInterrupt)
    var pairs = set.judgedPairs(seed: seed)
    if format == .durel { pairs = pairs.map(\.partedAsDURelDoes) }
    guard pairs.allSatisfy(\.isYesOrNo) else {
      throw ShellError("bad-set", "\(path): \(CalibrationError.grades)")
    }
    return pairs
  }

  fileprivate func fit(
    _ sets: [(path: String, pairs: [JudgedPair])], model: Model, _ measure: YardstickMeasure,
    seed: UInt64
  ) throws -> CalibrationFit {
    var cosines = JudgedCosines(by: model, means: measure.layers.map(\.mean))
    var files: [CalibrationEvidence.File] = []
    for set in sets {
      let before = cosines.same.count
      for start in stride(from: 0, to: set.pairs.count, by: 32) {
        try checkInterrupt()
        progress("\(set.path): \(start) of \(counted(set.pairs.count, "pair")) encoded")
        try cosines.add(
          set.pairs[start..<min(set.pairs.count, start + 32)], of: set.path,
          checking: checkInterrupt)
      }
      files.append(.init(name: fileName(set.path), pairs: cosines.same.count - before))
    }
    progress("fitting")
    return try CalibrationFit(
      to: cosines, layer: model.isLayerNamed ? model.layer : nil, files: files, seed: seed,
      checking: checkInterrupt)
  }
}
