import ContextualEmbeddings
import JSON
import Platform

/// What is wrong with a file that says what a model's numbers mean.
public enum SenseFileError: Error, Equatable, CustomStringConvertible {
  case unreadable(FileError)
  case json(path: String, JSONError)
  /// Something is missing, or is not what it has to be.
  case unfit(path: String, field: String, expected: String)

  public var description: String {
    switch self {
    case .unreadable(let error): "\(error)"
    case .json(let path, let error): "\(path): \(error)"
    case .unfit(let path, let field, let expected):
      "\(path): '\(field)' is missing or wrong, expected \(expected); "
        + "make the file anew with training/ or take it away"
    }
  }
}

extension SenseReader {
  /// Takes `yardstick.json` and `same-sense.json` from beside a model's weights; a model may lack
  /// either.
  ///
  /// - Throws: `SenseFileError`, where one is there and cannot be used.
  public init(filesOf model: Model) throws(SenseFileError) {
    let yardstick = try SenseFile("yardstick.json", of: model)
    let calibration = try SenseFile("same-sense.json", of: model)
    self.init(
      model, yardstick: try yardstick?.yardstick(for: model),
      calibration: try calibration?.calibration())
  }
}

/// One of the files, and its fields.
private struct SenseFile {
  let path: String
  let json: JSONValue

  /// `nil` where there is no such file.
  init?(_ name: String, of model: Model) throws(SenseFileError) {
    path = model.folder.file(name)
    guard exists(path) else { return nil }
    do throws(JSONFileError) { json = try JSONValue(contentsOf: path) } catch {
      switch error {
      case .file(let error): throw .unreadable(error)
      case .json(let path, let error): throw .json(path: path, error)
      }
    }
    guard json["format"]?.int == 1 else { throw .unfit(path: path, field: "format", expected: "1") }
  }

  func yardstick(for model: Model) throws(SenseFileError) -> Yardstick {
    let width = model.configuration.hiddenSize
    let entries = json["layers"]?.array ?? []
    guard entries.count == model.layers.count else {
      throw unfit("layers", "\(model.layers.count) of them")
    }
    var layers: [Yardstick.Layer] = []
    for entry in entries {
      let mean = numbers(entry["mean"])
      guard mean.count == width else { throw unfit("mean", "\(width) numbers in each layer") }
      guard let random = entry["random"]?["mean"]?.double,
        let spread = entry["random"]?["spread"]?.double,
        let sameWordSpread = entry["same_word"]?["spread"]?.double,
        let sameWord = entry["same_word"]?["mean"]?.double
      else { throw unfit("random, same_word", "a mean and a spread in each layer") }
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
      layers: layers, layer: try layer(), random: quantiles.0, sameWord: quantiles.1)
  }

  func calibration() throws(SenseFileError) -> Calibration {
    let known = Calibration.Feature.allCases.map(\.rawValue).joined(separator: ", ")
    var features: [Calibration.Feature] = []
    for name in json["features"]?.array ?? [] {
      guard let feature = name.string.flatMap(Calibration.Feature.init) else {
        throw unfit("features", "some of \(known)")
      }
      features.append(feature)
    }
    guard let intercept = json["intercept"]?.double else { throw unfit("intercept", "a number") }
    let coefficients = [intercept] + numbers(json["coefficients"])
    let size = features.count + 1
    guard coefficients.count == size else {
      throw unfit("coefficients", "\(features.count) numbers, one for each feature")
    }
    let covariance = (json["covariance"]?.array ?? []).map { numbers($0) }
    guard covariance.count == size, covariance.allSatisfy({ $0.count == size }) else {
      throw unfit("covariance", "\(size) rows of \(size) numbers")
    }
    return Calibration(
      layer: try layer(), features: features, coefficients: coefficients, covariance: covariance)
  }

  private func layer() throws(SenseFileError) -> Int {
    guard let layer = json["layer"]?.int else { throw unfit("layer", "a whole number") }
    return layer
  }

  private func sorted(_ value: JSONValue?, _ name: String) throws(SenseFileError) -> [Double] {
    let values = numbers(value)
    guard values.count > 1, values == values.sorted() else {
      throw unfit("quantiles.\(name)", "two numbers or more, in order")
    }
    return values
  }

  /// The numbers of an array; none where it holds anything else.
  private func numbers(_ value: JSONValue?) -> [Double] {
    let values = value?.array ?? []
    let numbers = values.compactMap(\.double)
    return numbers.count == values.count ? numbers : []
  }

  private func unfit(_ field: String, _ expected: String) -> SenseFileError {
    .unfit(path: path, field: field, expected: expected)
  }
}
