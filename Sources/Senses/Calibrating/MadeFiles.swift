import ContextualEmbeddings
import JSON
import Platform

/// A yardstick and a calibration as they go into files.
package struct MadeFiles: Sendable {
  private let yardstick: [UInt8]
  private let calibration: [UInt8]?

  /// - Parameter source: What the yardstick was measured on, in words.
  package init(
    _ measure: YardstickMeasure, layer: Int, source: String, _ fit: CalibrationFit?,
    for model: Model
  ) {
    let mark = JSONValue.string(model.weightsMark)
    let yardstick = measure.yardstick(layer: layer)
    self.yardstick = Self.line([
      "format": 1, "layer": .int(layer), "weights": mark,
      "layers": .array(
        yardstick.layers.enumerated().map { number, layer in
          let band = layer.band
          return [
            "layer": .int(number), "mean": .array(layer.mean.map { .rounded(Double($0)) }),
            "random": ["mean": .rounded(band.random), "spread": .rounded(band.randomSpread)],
            "same_word": [
              "mean": .rounded(band.sameWord), "spread": .rounded(band.sameWordSpread),
            ],
          ]
        }),
      "quantiles": [
        "random": .array(yardstick.random.map { .rounded($0) }),
        "same_word": .array(yardstick.sameWord.map { .rounded($0) }),
      ],
      "source": .string(source),
    ])
    calibration = fit.map { fit in
      let calibration = fit.calibration
      return Self.line([
        "format": 1, "layer": .int(calibration.layer), "weights": mark,
        "features": .array(calibration.features.map { .string($0.rawValue) }),
        "intercept": .double(calibration.coefficients[0]),
        "coefficients": .array(calibration.coefficients.dropFirst().map { .double($0) }),
        "covariance": .array(calibration.covariance.map { .array($0.map { .double($0) }) }),
        "evidence": fit.evidence.json,
      ])
    }
  }

  private static func line(_ value: JSONValue) -> [UInt8] { Array((value.compact + "\n").utf8) }

  /// Writes both into a folder, which is made. A calibration that was there belongs to the yardstick that was there.
  ///
  /// - Returns: The files written.
  /// - Throws: `FileError.unwritable`, where as good as nothing has changed.
  @discardableResult
  package func write(
    to folder: String, by writing: FileWriting
  ) throws(FileError) -> [String] {
    try writing.makeFolders(folder)
    let paths = [SenseFolder.yardstick, SenseFolder.calibration].map { "\(folder)/\($0)" }
    let first = try writing.newFile(at: paths[0])
    try first.write(yardstick)
    guard let calibration else {
      guard writing.remove(paths[1]) else { throw .unwritable(paths[1]) }
      try first.finish()
      return [paths[0]]
    }
    let second = try writing.newFile(at: paths[1])
    try second.write(calibration)
    try first.finish()
    try second.finish()
    return paths
  }

  /// Where files may be written that are found when the model is opened: beside it, or in the person's data folder.
  ///
  /// - Parameters:
  ///   - isOwn: Whether the person's folder is wanted in any case.
  /// - Throws: `FileError.unwritable`; `SenseFileError.broughtAlong`, for files that came with the model.
  package static func folder(
    for model: Model, isOwn: Bool, by writing: FileWriting
  ) throws -> String {
    let beside = SenseFolder.beside(model)
    if !isOwn {
      for name in [SenseFolder.yardstick, SenseFolder.calibration] where exists("\(beside)/\(name)")
      {
        // What cannot be read is not ours either.
        guard (try? JSONValue(contentsOf: "\(beside)/\(name)"))?["weights"] != nil else {
          throw SenseFileError.broughtAlong(path: "\(beside)/\(name)")
        }
      }
      if mayWrite(in: beside) { return beside }
    }
    guard let data = writing.data else { throw FileError.unwritable(beside) }
    let own = SenseFolder.own(of: model, in: data)
    try writing.makeFolders(own)
    guard mayWrite(in: own) else { throw FileError.unwritable(own) }
    return own
  }
}

private func mayWrite(in folder: String) -> Bool { access(folder, W_OK) == 0 }
