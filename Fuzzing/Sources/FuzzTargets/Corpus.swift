import Foundation

/// Inputs that together reach most of what libFuzzer has found to be reachable in a target: a file for each target, with one input a
/// line, in Base64.
public struct Corpus: Sendable {
  public let path: String

  /// - Parameter folder: The folder of all corpora.
  public init(of target: String, in folder: String) { path = "\(folder)/\(target).base64" }

  /// None where there is no file.
  public var inputs: [[UInt8]] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").map { line in
      guard let input = Data(base64Encoded: String(line)) else {
        fatalError("\(path): a line that is not Base64")
      }
      return Array(input)
    }
  }

  /// Writes other inputs in the place of those that are there, the shortest first.
  public func write(_ inputs: some Sequence<[UInt8]>) throws {
    let lines = Set(inputs).map { Data($0).base64EncodedString() }
    let ordered = lines.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    try (ordered.joined(separator: "\n") + "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
  }
}
