import Platform

/// The folder of an index, and what lies in it.
struct IndexPlace: Sendable, Hashable {
  let path: String

  init(_ path: String) { self.path = path }

  var database: String { "\(path)/index.sqlite" }
  var segments: String { "\(path)/segments" }
  var lock: String { "\(path)/lock" }

  var isThere: Bool { exists(database) }

  /// Makes the folder, where there is none.
  ///
  /// - Throws: `IndexError`.
  func make(by writing: FileWriting) throws(IndexError) {
    if !isThere {
      // A lock alone is what a process leaves that ended before it had made more.
      guard entries(of: path).allSatisfy({ ["lock", "segments"].contains($0) }) else {
        throw .notEmpty(place: path)
      }
    }
    for folder in [path, segments] {
      do { try writing.makeFolder(folder) } catch {
        throw .unwritable(place: folder, reason: error.reason)
      }
    }
  }
}
