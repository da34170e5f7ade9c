import Foundation

/// A new, empty folder, gone when nobody holds it any more.
public final class TemporaryFolder: Sendable {
  public let path: String

  /// - Parameter name: What its own name begins with.
  public init(_ name: String = "polyseme") throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(name)-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // Without the links that may lead there: it is compared with what programs say.
    path = folder.resolvingSymlinksInPath().path(percentEncoded: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of something in the folder.
  public func callAsFunction(_ name: String) -> String { path + "/" + name }
}
