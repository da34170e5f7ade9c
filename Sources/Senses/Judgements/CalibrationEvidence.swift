import JSON

/// What a calibration is worth on words that it was not fitted to, as its file says it.
public struct CalibrationEvidence: Sendable, Hashable {
  /// A measure, and where it lies 95 of 100 times, as far as the file says that.
  public struct Measured: Sendable, Hashable {
    public let value: Double
    public let range: ClosedRange<Double>?
  }

  /// A file of judged pairs, and how many of them were used.
  public struct File: Sendable, Hashable {
    public let name: String
    public let pairs: Int

    public init(name: String, pairs: Int) { (self.name, self.pairs) = (name, pairs) }
  }

  /// Words that the pairs are of.
  public let words: Int
  public let pairs: Int
  /// The part of the pairs that people call one sense.
  public let share: Double?
  /// Pairs left out, since the model knows the word of neither use.
  public let unknown: Int
  /// Of even odds.
  public let accuracy: Measured?
  public let area: Measured
  public let quality: ChanceQuality
  /// The area under the curve of the similarities after each layer, on all pairs.
  public let areas: [Double]
  public let files: [File]
}

extension CalibrationEvidence {
  var json: JSONValue {
    func measured(_ measure: Measured?) -> JSONValue { .rounded(measure?.value) }
    func range(_ measure: Measured?) -> JSONValue {
      measure?.range.map { [.rounded($0.lowerBound), .rounded($0.upperBound)] } ?? .null
    }
    return [
      "heldout": "lemmas", "lemmas": .int(words), "pairs": .int(pairs), "share": .rounded(share),
      "unknown": .int(unknown), "accuracy": measured(accuracy), "accuracy_range": range(accuracy),
      "auc": measured(area), "auc_range": range(area), "brier": .rounded(quality.brier),
      "brier_base": .rounded(share.map { $0 * (1 - $0) }),
      "ece": .rounded(quality.calibrationError),
      "reliability": .array(
        quality.bins.map { bin in
          [
            "from": .rounded(bin.from), "to": .rounded(bin.to), "count": .int(bin.count),
            "predicted": .rounded(bin.predicted), "observed": .rounded(bin.observed),
          ]
        }), "auc_by_layer": .array(areas.map { .rounded($0) }),
      "files": .array(files.map { ["name": .string($0.name), "pairs": .int($0.pairs)] }),
    ]
  }

  /// - Returns: `nil` where the file does not say what it is worth.
  init?(_ json: JSONValue?) {
    func measured(_ name: String) -> Measured? {
      guard let value = json?[name]?.double else { return nil }
      let ends = json?["\(name)_range"]?.array?.compactMap(\.double) ?? []
      return Measured(
        value: value, range: ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil)
    }
    guard let words = json?["lemmas"]?.int, let pairs = json?["pairs"]?.int,
      let area = measured("auc"), let brier = json?["brier"]?.double,
      let error = json?["ece"]?.double
    else { return nil }
    self.init(
      words: words, pairs: pairs, share: json?["share"]?.double,
      unknown: json?["unknown"]?.int ?? 0, accuracy: measured("accuracy"), area: area,
      quality: ChanceQuality(brier: brier, calibrationError: error, bins: []),
      areas: json?["auc_by_layer"]?.array?.compactMap(\.double) ?? [],
      files: json?["files"]?.array?.compactMap { file in
        guard let name = file["name"]?.string, let pairs = file["pairs"]?.int else { return nil }
        return File(name: name, pairs: pairs)
      } ?? [])
  }
}

extension JSONValue {
  /// A number with six decimals at most.
  static func rounded(_ value: Double?) -> JSONValue {
    value.map { .double(($0 * 1e6).rounded() / 1e6) } ?? .null
  }
}
