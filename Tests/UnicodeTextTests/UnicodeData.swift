import Foundation
import TestSupport

/// The Unicode Character Database files that are kept beside the tests.
enum UnicodeData {
  static let folder = "Unicode-17.0.0"

  /// The lines of a file that are not comments, without the comment at their end.
  static func lines(of file: String) throws -> [Substring] {
    let url = Bundle.module.resourceURL!.appending(path: folder).appending(path: file)
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").compactMap {
      let line = $0.prefix { $0 != "#" }
      return line.allSatisfy(\.isWhitespace) ? nil : line
    }
  }

  /// The value of each code point that a file of a property lists.
  static func values(of file: String) throws -> [UInt32: String] {
    var values: [UInt32: String] = [:]
    for line in try lines(of: file) {
      let fields = line.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
      for point in points(fields[0]) { values[point] = fields[1] }
    }
    return values
  }

  /// The first and the last code point of a data line's first field: "0041..005A" or "00AA".
  static func points(_ field: some StringProtocol) -> ClosedRange<UInt32> {
    let ends = field.split { $0 == "." || $0.isWhitespace }.map { UInt32($0, radix: 16)! }
    return ends.first!...ends.last!
  }

  /// "0044 0307" as text.
  static func text(_ points: some StringProtocol) -> String {
    var scalars = String.UnicodeScalarView()
    for point in points.split(separator: " ") {
      scalars.append(Unicode.Scalar(UInt32(point, radix: 16)!)!)
    }
    return String(scalars)
  }
}

/// A text of a file of break tests, and its boundaries in UTF-8.
struct BreakTest {
  let line: Substring
  let text: String
  let boundaries: [Int]

  /// - Parameter line: Scalars with ÷ at boundaries and × elsewhere.
  init(_ line: Substring) {
    var text = ""
    var boundaries: [Int] = []
    for field in line.split(whereSeparator: \.isWhitespace) {
      if field == "÷" { boundaries.append(text.utf8.count) }
      if field != "÷", field != "×" { text += UnicodeData.text(field) }
    }
    (self.line, self.text, self.boundaries) = (line, text, boundaries)
  }
}

/// The parts of a text between boundaries.
func segments(of text: String, at boundaries: [Int]) -> [String] {
  let utf8 = Array(text.utf8)
  return zip(boundaries, boundaries.dropFirst()).map {
    String(decoding: utf8[$0..<$1], as: UTF8.self)
  }
}

/// All texts of up to three samples, and longer ones at random.
func texts(
  of samples: [Unicode.Scalar], atRandom count: Int, ofLength lengths: ClosedRange<Int>,
  seed: UInt64
) -> [[Unicode.Scalar]] {
  var texts: [[Unicode.Scalar]] = [[]]
  for _ in 0..<3 { texts = [[]] + texts.flatMap { text in samples.map { text + [$0] } } }
  var generator = SplitMix64(seed: seed)
  for _ in 0..<count {
    let length = Int.random(in: lengths, using: &generator)
    texts.append((0..<length).map { _ in samples.randomElement(using: &generator)! })
  }
  return texts
}

/// Text by its scalars, since `==` of strings takes canonical equivalents for the same.
func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
