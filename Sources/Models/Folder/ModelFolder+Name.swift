extension ModelFolder {
  /// What the model in a folder calls itself, or the name of the folder. Neither weights nor words are opened.
  ///
  /// - Throws: `ModelFilesError`, where there is no model, or none that can be run.
  public static func name(of path: String) throws(ModelFilesError) -> String {
    let layout = try ModelLayout(path)
    return try ConfigurationFile(contentsOf: layout.configuration).name ?? layout.name
  }
}
