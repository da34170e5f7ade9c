import ContextualEmbeddings
import Foundation
import JSON
import TestSupport
import Testing
import UnicodeText

@testable import Senses

/// Making the files, and finding them again.
@Suite struct SenseFilesTests {
  let folder = try! TemporaryFolder()

  private func model(_ name: String = "model", layer: Int? = nil) throws -> Model {
    if !FileManager.default.fileExists(atPath: folder(name)) {
      try TinyModel.write(to: folder(name))
    }
    return try Model(contentsOf: folder(name), layer: layer, precision: .float32)
  }

  private func sentences(_ count: Int = 200) -> [SourceText] {
    let words = TinyModel.words.filter { $0.count > 1 && $0.allSatisfy(\.isLetter) }
    var generator = SplitMix64(seed: 3)
    return (0..<count).map { _ in
      SourceText(
        (0..<8).map { _ in words.randomElement(using: &generator)! }.joined(separator: " "))
    }
  }

  private func files(for model: Model, layer: Int, fit: CalibrationFit? = nil) throws -> MadeFiles {
    MadeFiles(
      try YardstickMeasure(of: sentences(), by: model, seed: 1), layer: layer, source: "a text",
      fit,
      for: model)
  }

  /// The mean is that of the uses, and a cosine lies where it was measured.
  @Test func aYardstickIsMeasuredOnAText() throws {
    let model = try model()
    let measure = try YardstickMeasure(of: sentences(), by: model, seed: 1)
    #expect(measure.sentences == 200 && measure.uses == 1000)
    #expect(measure.layers.count == 3 && measure.sameWordPairs > 100)
    let yardstick = measure.yardstick(layer: 1)
    #expect(yardstick.random.count == 101 && yardstick.random == yardstick.random.sorted())
    // Before the first block a word differs from itself by its place alone.
    let band = measure.layers[0].band
    #expect(band.sameWord > 0.9 && band.sameWord > band.random)
    #expect(yardstick.placeAmongRandom(yardstick.random[50]) == 50)
    let again = try YardstickMeasure(of: sentences(), by: model, seed: 1)
    #expect(again.yardstick(layer: 1) == yardstick)
  }

  @Test func tooLittleTextIsRefused() throws {
    do {
      _ = try YardstickMeasure(of: sentences(5), by: model(), seed: 1)
      Issue.record("it was measured")
    } catch let error as CalibrationError {
      #expect("\(error)".hasPrefix("5 sentences of six words or more give "))
    }
  }

  @Test func filesBesideTheModelAreFoundAgain() throws {
    let model = try model()
    #expect(try SenseReader(filesOf: model, data: nil).origin == nil)
    let place = try MadeFiles.folder(for: model, isOwn: false, by: FileWriting(data: nil))
    #expect(place == folder("model/weights"))
    let paths = try files(for: model, layer: 1).write(to: place, by: FileWriting())
    #expect(paths == [folder("model/weights/yardstick.json")])
    let reader = try SenseReader(filesOf: model, data: nil)
    #expect(reader.origin?.folder == place && reader.origin?.text == "a text")
    // Nobody named a layer, so it is the one of the yardstick.
    #expect(reader.model.layer == 1 && reader.yardstick?.layer == 1)
    let named = try SenseReader(filesOf: self.model(layer: 2), data: nil)
    #expect(named.model.layer == 2)
    // They may be made again.
    #expect(try MadeFiles.folder(for: model, isOwn: false, by: FileWriting(data: nil)) == place)
  }

  @Test func thePersonsOwnComeFirst() throws {
    let model = try model()
    try files(for: model, layer: 1).write(to: folder("model/weights"), by: FileWriting())
    let place = try MadeFiles.folder(for: model, isOwn: true, by: FileWriting(data: folder("data")))
    try files(for: model, layer: 2).write(to: place, by: FileWriting())
    #expect(place.hasPrefix(folder("data/models/")))
    #expect(try SenseReader(filesOf: model, data: folder("data")).yardstick?.layer == 2)
    #expect(try SenseReader(filesOf: model, data: folder("other")).yardstick?.layer == 1)
  }

  @Test func filesThatCameWithTheModelStay() throws {
    let model = try model()
    try folder.write("{\"format\":1}", "model/weights/same-sense.json")
    let path = folder("model/weights/same-sense.json")
    #expect(throws: SenseFileError.broughtAlong(path: path)) {
      try MadeFiles.folder(for: model, isOwn: false, by: FileWriting(data: folder("data")))
    }
    _ = try MadeFiles.folder(for: model, isOwn: true, by: FileWriting(data: folder("data")))
  }

  @Test func filesOfOtherWeightsAreLeftOut() throws {
    let model = try model()
    try files(for: model, layer: 1).write(to: folder("model/weights"), by: FileWriting())
    let path = folder("model/weights/yardstick.json")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let mark = model.weightsMark
    try folder.write(
      text.replacing(mark, with: String(mark.reversed())), "model/weights/yardstick.json")
    let reader = try SenseReader(filesOf: model, data: nil)
    #expect(reader.yardstick == nil && reader.model.layer == 2)
    #expect(reader.warnings.count == 1 && reader.warnings[0].hasPrefix("\(path): was made for"))
  }

  @Test func aCalibrationGoesWithItsYardstick() throws {
    let model = try model()
    var cosines = JudgedCosines(by: model, means: [])
    for pair in 0..<100 {
      let x = Double(pair % 2) + Double(pair % 7) / 10
      cosines.add(same: pair % 2 == 1, words: ["w\(pair / 5)z"], centred: [0, x, 0])
    }
    let fit = try CalibrationFit(
      to: cosines, files: [.init(name: "pairs", pairs: 100)], seed: 1)
    let made = try files(for: model, layer: 1, fit: fit)
    #expect(try made.write(to: folder("model/weights"), by: FileWriting()).count == 2)
    let reader = try SenseReader(filesOf: model, data: nil)
    #expect(reader.calibration == fit.calibration && reader.model.layer == 1)
    let evidence = try #require(reader.origin?.evidence)
    #expect(evidence.pairs == 100 && evidence.words == 20 && evidence.files == fit.evidence.files)
    #expect(abs(evidence.area.value - fit.evidence.area.value) < 1e-6)
    // Of a new yardstick it says nothing.
    try files(for: model, layer: 2).write(to: folder("model/weights"), by: FileWriting())
    #expect(!FileManager.default.fileExists(atPath: folder("model/weights/same-sense.json")))
  }

  @Test func exportedWeightsKeepTheirMark() throws {
    let model = try model()
    try files(for: model, layer: 1).write(to: folder("model/weights"), by: FileWriting())
    try model.export(to: folder("exported"), by: FileWriting())
    let exported = try Model(contentsOf: folder("exported"), precision: .float32)
    #expect(exported.weightsMark == model.weightsMark)
    #expect(try SenseReader(filesOf: exported, data: nil).yardstick?.layer == 1)
  }

  /// A number anywhere in a tensor that is looked at makes another mark.
  @Test func otherWeightsHaveAnotherMark() throws {
    let model = try model()
    let mark = model.weightsMark
    let path = folder("model/weights/model.safetensors")
    var bytes = try Array(Data(contentsOf: URL(filePath: path)))
    bytes[bytes.count - 3] ^= 1
    try Data(bytes).write(to: URL(filePath: path))
    #expect(try self.model().weightsMark != mark)
  }

  /// Every number of the files, so large that nothing can be computed with it.
  @Test func numbersThatAreTooLargeAreRefused() throws {
    let model = try model()
    let quantiles = #"{"random": [-0.5, 0.5], "same_word": [-0.5, 0.5]}"#
    let mean = "[\(Array(repeating: "0.1", count: 16).joined(separator: ","))]"
    func yardstick(_ mean: String, _ band: String, _ quantiles: String) -> String {
      let band = #"{"mean": \#(band), "spread": 0.1}"#
      let layer = #"{"mean": \#(mean), "random": \#(band), "same_word": \#(band)}"#
      return
        #"{"format": 1, "layer": 1, "layers": [\#(layer), \#(layer), \#(layer)], "quantiles": \#(quantiles)}"#
    }
    func calibration(_ intercept: String, _ slope: String, _ variance: String) -> String {
      #"{"format": 1, "layer": 1, "features": ["cosine"], "intercept": \#(intercept), "coefficients": [\#(slope)], "covariance": [[\#(variance), 0], [0, 1]]}"#
    }
    func field(_ yardstick: String?, _ calibration: String?) throws -> String? {
      for (name, text) in [("yardstick.json", yardstick), ("same-sense.json", calibration)] {
        try? FileManager.default.removeItem(atPath: folder("model/weights/\(name)"))
        if let text { try folder.write(text, "model/weights/\(name)") }
      }
      do {
        let reader = try SenseReader(filesOf: model, data: nil)
        let judged = reader.judgement(
          of: [Float](repeating: 1, count: 16), and: [Float](repeating: -1, count: 16), doubts: [])
        #expect(judged.probability?.isFinite != false)
        return nil
      } catch SenseFileError.unfit(_, let field, _) {
        return field
      }
    }
    #expect(try field(yardstick(mean, "0.1", quantiles), calibration("-2", "5", "1")) == nil)
    let large = mean.replacing("[0.1,", with: "[1e39,")
    #expect(try field(yardstick(large, "0.1", quantiles), nil) == "mean")
    #expect(try field(yardstick(mean, "1e30", quantiles), nil) == "random, same_word")
    let far = quantiles.replacing("0.5], \"same", with: "1e300], \"same")
    #expect(try field(yardstick(mean, "0.1", far), nil) == "quantiles.random")
    #expect(try field(nil, calibration("1e308", "1e308", "1")) == "intercept")
    #expect(try field(nil, calibration("0", "1e308", "1")) == "coefficients")
    #expect(try field(nil, calibration("0", "1", "1e308")) == "covariance")
    #expect(try field(nil, calibration("-1e9", "1e9", "1e9")) == nil)
  }
}
