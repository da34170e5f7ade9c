import Platform

/// Where files of a corpus are: a file, a folder, a pattern, or standard input.
struct Place {
  private let text: String

  init(_ text: String) { self.text = text }

  /// The files there, in the order of their names.
  ///
  /// - Throws: `FileLinesError`; `CorpusError`
  func files(_ options: CorpusOptions) throws -> [CorpusFile] {
    if text != "-", isFolder(text) {
      var seen: Set<String> = []
      let paths = try Self.paths(in: text, &seen)
      guard !paths.isEmpty else { throw CorpusError(.noFile, path: text) }
      return paths.map { CorpusFile($0, options: options, foundBy: text) }
    }
    guard text.contains(where: { "*?[".contains($0) }), !exists(text) else {
      return [CorpusFile(text, options: options)]
    }
    let paths = try matches().flatMap { path -> [String] in
      var seen: Set<String> = []
      return isFolder(path) ? try Self.paths(in: path, &seen) : [path]
    }
    guard !paths.isEmpty else { throw CorpusError(.noFile, path: text) }
    return paths.map { CorpusFile($0, options: options, foundBy: text) }
  }

  /// The files of a folder and of those in it.
  ///
  /// - Parameter seen: Folders that have been gone through; one that a link leads back to is not gone through again.
  private static func paths(in folder: String, _ seen: inout Set<String>) throws -> [String] {
    guard seen.insert(resolved(folder)).inserted else { return [] }
    guard access(folder, R_OK | X_OK) == 0 else {
      throw FileLinesError.cannotOpen(path: folder, reason: SystemError.last.description)
    }
    var paths: [String] = []
    for name in entries(of: folder) {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      paths += isFolder(path) ? try Self.paths(in: path, &seen) : [path]
    }
    return paths
  }

  /// What has a name by the pattern.
  private func matches() -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(text, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
  }
}
