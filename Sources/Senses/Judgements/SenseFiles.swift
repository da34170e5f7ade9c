import ContextualEmbeddings
import JSON
import Platform

/// What is wrong with a file that says what a model's numbers mean.
public enum SenseFileError: Error, Equatable, CustomStringConvertible {
  case unreadable(FileError)
  case json(path: String, JSONError)
  /// Something is missing, or is not what it has to be.
  case unfit(path: String, field: String, expected: String)
  /// It came with the model, and is not to be replaced.
  case broughtAlong(path: String)

  public var description: String {
    switch self {
    case .unreadable(let error): "\(error)"
    case .json(let path, let error): "\(path): \(error)"
    case .broughtAlong(let path):
      "\(path): came with the model and is not replaced; --own keeps yours in your data folder"
    case .unfit(let path, let field, let expected):
      "\(path): '\(field)' is missing or wrong, expected \(expected); "
        + "take the file away; polyseme calibrate makes another"
    }
  }
}

extension SenseReader {
  /// Takes `yardstick.json` and `same-sense.json` from the person's own data folder, or else from beside the model's
  /// weights; a model may lack either. Where no layer was asked for, vectors are taken from the one that they are for.
  ///
  /// - Parameter data: The data folder; `nil` for none.
  /// - Throws: `SenseFileError`, where a file is there and cannot be used.
  public init(
    filesOf model: Model, data: String? = SenseFolder.data
  ) throws(SenseFileError) {
    var warnings: [String] = []
    for folder in SenseFolder.all(of: model, data: data) {
      let yardstick = try SenseFile(SenseFolder.yardstick, in: folder, of: model, &warnings)
      let calibration = try SenseFile(SenseFolder.calibration, in: folder, of: model, &warnings)
      guard yardstick != nil || calibration != nil else { continue }
      let measured = try yardstick?.yardstick(for: model)
      let fitted = try calibration?.calibration(for: model)
      var model = model
      if !model.isLayerNamed, let layer = fitted?.layer ?? measured?.layer, layer != model.layer {
        // The files have been held against the model: there is such a layer.
        model = try! Model(model, layer: layer, isNamed: false)
      }
      self.init(model, yardstick: measured, calibration: fitted)
      origin = SenseOrigin(
        folder: folder, text: yardstick?.json["source"]?.string,
        evidence: CalibrationEvidence(calibration?.json["evidence"]))
      self.warnings = warnings
      return
    }
    self.init(model)
    self.warnings = warnings
  }
}

/// One of the files, and its fields.
private struct SenseFile {
  let path: String
  let json: JSONValue

  /// `nil` where there is no such file, and where it says that it is another model's.
  init?(
    _ name: String, in folder: String, of model: Model, _ warnings: inout [String]
  ) throws(SenseFileError) {
    path = "\(folder)/\(name)"
    guard exists(path) else { return nil }
    do throws(JSONFileError) { json = try JSONValue(contentsOf: path) } catch {
      switch error {
      case .file(let error): throw .unreadable(error)
      case .json(let path, let error): throw .json(path: path, error)
      }
    }
    guard json["format"]?.int == 1 else { throw .unfit(path: path, field: "format", expected: "1") }
    if let mark = json["weights"]?.string, mark != model.weightsMark {
      warnings.append(
        "\(path): was made for other weights and is left out; polyseme calibrate makes one for these"
      )
      return nil
    }
  }

  func yardstick(for model: Model) throws(SenseFileError) -> Yardstick {
    let width = model.configuration.hiddenSize
    let entries = json["layers"]?.array ?? []
    guard entries.count == model.layers.count else {
      throw unfit("layers", "\(model.layers.count) of them")
    }
    var layers: [Yardstick.Layer] = []
    for entry in entries {
      let mean = numbers(entry["mean"], Self.sizes)
      guard mean.count == width else { throw unfit("mean", "\(width) numbers in each layer") }
      guard let random = number(entry["random"]?["mean"], Self.cosines),
        let spread = number(entry["random"]?["spread"], 0...2),
        let sameWordSpread = number(entry["same_word"]?["spread"], 0...2),
        let sameWord = number(entry["same_word"]?["mean"], Self.cosines)
      else { throw unfit("random, same_word", "a mean and a spread of cosines in each layer") }
      layers.append(
        Yardstick.Layer(
          mean: mean.map(Float.init),
          band: .init(
            random: random, randomSpread: spread, sameWord: sameWord,
            sameWordSpread: sameWordSpread)))
    }
    let quantiles = try (
      sorted(json["quantiles"]?["random"], "random"),
      sorted(json["quantiles"]?["same_word"], "same_word")
    )
    return Yardstick(
      layers: layers, layer: try layer(of: model), random: quantiles.0, sameWord: quantiles.1)
  }

  func calibration(for model: Model) throws(SenseFileError) -> Calibration {
    let known = Calibration.Feature.allCases.map(\.rawValue).joined(separator: ", ")
    var features: [Calibration.Feature] = []
    for name in json["features"]?.array ?? [] {
      guard let feature = name.string.flatMap(Calibration.Feature.init) else {
        throw unfit("features", "some of \(known)")
      }
      features.append(feature)
    }
    guard let intercept = number(json["intercept"], Self.sizes) else {
      throw unfit("intercept", "a number")
    }
    let coefficients = [intercept] + numbers(json["coefficients"], Self.sizes)
    let size = features.count + 1
    guard coefficients.count == size else {
      throw unfit("coefficients", "\(features.count) numbers, one for each feature")
    }
    let covariance = (json["covariance"]?.array ?? []).map { numbers($0, Self.sizes) }
    guard covariance.count == size, covariance.allSatisfy({ $0.count == size }) else {
      throw unfit("covariance", "\(size) rows of \(size) numbers")
    }
    return Calibration(
      layer: try layer(of: model), features: features, coefficients: coefficients,
      covariance: covariance)
  }

  private func layer(of model: Model) throws(SenseFileError) -> Int {
    guard let layer = json["layer"]?.int, model.layers.contains(layer) else {
      throw unfit("layer", "a number from 0 to \(model.layers.upperBound)")
    }
    return layer
  }

  private func sorted(_ value: JSONValue?, _ name: String) throws(SenseFileError) -> [Double] {
    let values = numbers(value, Self.cosines)
    guard values.count > 1, values == values.sorted() else {
      throw unfit("quantiles.\(name)", "two cosines or more, in order")
    }
    return values
  }

  /// What rounding makes of -1 to 1.
  private static let cosines = -1.001...1.001
  /// So far from all that is ever measured that more is damage, and near enough to be computed with.
  private static let sizes = -1e9...1e9

  private func number(_ value: JSONValue?, _ bounds: ClosedRange<Double>) -> Double? {
    value?.double.flatMap { bounds.contains($0) ? $0 : nil }
  }

  /// The numbers of an array; none where it holds anything else.
  private func numbers(_ value: JSONValue?, _ bounds: ClosedRange<Double>) -> [Double] {
    let values = value?.array ?? []
    let numbers = values.compactMap { number($0, bounds) }
    return numbers.count == values.count ? numbers : []
  }

  private func unfit(_ field: String, _ expected: String) -> SenseFileError {
    .unfit(path: path, field: field, expected: expected)
  }
}
