import Foundation

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

/// Text by its scalars, since `==` of strings takes canonical equivalents for the same.
func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
