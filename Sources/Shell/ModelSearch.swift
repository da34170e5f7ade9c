/// Where the program looks for its model.
public struct ModelSearch: Sendable {
  /// Whether there is a file of this name.
  public let exists: @Sendable (_ path: String) -> Bool

  public init(exists: @escaping @Sendable (_ path: String) -> Bool) { self.exists = exists }

  /// The folder of the model: one that was named; else, from the program's own folder upwards, the
  /// first that holds a model, or has one in `share/polyseme`; else the working folder.
  ///
  /// - Parameters:
  ///   - named: By option or environment.
  ///   - program: The path of the program, as far as that is known.
  /// - Throws: `ShellError`, where there is none.
  public func folder(named: String?, program: String?) throws -> String {
    if let named { return named }
    guard let found = places(around: program).first(where: isModel) else {
      throw ShellError(
        "no-model",
        "no model found beside the program or in this folder; name its folder with --model DIR or in "
          + "POLYSEME_MODEL", .noInput)
    }
    return found
  }

  /// The file of senses: that of the model's folder, whether this is named or `weights` in it; else the first in the
  /// places of models.
  ///
  /// - Throws: `ShellError`, where there is none.
  public func senses(model: String, program: String?) throws -> String {
    let places = [model, model + "/.."] + places(around: program)
    let files = places.map { $0 + "/vocab/wordnet.senses" }
    guard let found = files.first(where: exists) else {
      throw ShellError(
        "no-inventory",
        "there is no vocab/wordnet.senses in the model's folder or beside the program; it comes with "
          + "the English model", .noInput)
    }
    return found
  }

  /// The program's own folder and those above, each before its `share/polyseme`; the working folder.
  private func places(around program: String?) -> [String] {
    var folders: [String] = []
    var rest = (program ?? "").split(separator: "/").dropLast()
    while !rest.isEmpty {
      folders.append("/" + rest.joined(separator: "/"))
      rest = rest.dropLast()
    }
    return folders.flatMap { [$0, $0 + "/share/polyseme"] } + ["."]
  }

  private func isModel(_ folder: String) -> Bool { exists(folder + "/weights/config.json") }
}
