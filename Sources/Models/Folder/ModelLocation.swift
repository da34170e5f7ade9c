import Platform

/// Where a path leads that names a model: to a folder of its files, to one of them in a hub's cache, or to that of the
/// encoder in a folder of sentence-transformers.
struct ModelLocation {
  /// The folder of `config.json`.
  let folder: String
  /// What the folders around it call the model; nil where it has only its own name.
  let name: String?

  init(_ path: String) throws(ModelFilesError) {
    var folder = path
    var name = Self.repository(of: resolved(path))
    if !exists("\(path)/config.json"), exists("\(path)/snapshots") {
      folder = try Self.snapshot(in: path)
      name = Self.repository(of: resolved(folder))
    }
    let modules = "\(folder)/\(SentenceModules.fileName)"
    if exists(modules) {
      let inner = try SentenceModules(contentsOf: modules).encoder
      if !inner.isEmpty {
        name = name ?? lastComponent(of: resolved(folder))
        folder += "/\(inner)"
        guard exists("\(folder)/config.json") else {
          throw .missingFile(
            folder: folder, expected: "config.json", advice: "modules.json has the encoder there")
        }
      }
    }
    self.folder = folder
    self.name = name
  }

  /// The newest state of a repository in a hub's cache (`models--ORG--NAME`): the one that `refs/main` names, or the only
  /// one there is.
  private static func snapshot(in path: String) throws(ModelFilesError) -> String {
    let snapshots = "\(path)/snapshots"
    var names: [String] = []
    if exists("\(path)/refs/main") {
      let file = try MappedFile(ofModel: "\(path)/refs/main")
      let text = withExtendedLifetime(file) {
        String(decoding: file.bytes.prefix(256), as: UTF8.self)
      }
      names = [text.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""]
    } else {
      names = entries(of: snapshots)
    }
    guard names.count == 1, isFileName(names[0]), exists("\(snapshots)/\(names[0])") else {
      throw .missingFile(
        folder: path, expected: "snapshot that refs/main names",
        advice: names.count > 1 && !exists("\(path)/refs/main")
          ? "name one of \(names.count) in snapshots" : "fetch the model again")
    }
    return "\(snapshots)/\(names[0])"
  }

  /// `ORG/NAME` of a state in a hub's cache, `…/models--ORG--NAME/snapshots/…`.
  private static func repository(of path: String) -> String? {
    let folders = path.split(separator: "/")
    guard folders.count >= 3, folders[folders.count - 2] == "snapshots" else { return nil }
    let name = folders[folders.count - 3]
    guard name.hasPrefix("models--") else { return nil }
    return String(name.dropFirst("models--".count)).replacing("--", with: "/")
  }
}
