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
  func make() throws(IndexError) {
    if !isThere {
      // A lock alone is what a process leaves that ended before it had made more.
      guard entries(of: path).allSatisfy({ ["lock", "segments"].contains($0) }) else {
        throw .notEmpty(place: path)
      }
    }
    for folder in [path, segments] where mkdir(folder, 0o777) != 0 && errno != EEXIST {
      throw .unwritable(place: folder, reason: SystemError.last.description)
    }
  }
}
