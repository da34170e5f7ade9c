import ContextualEmbeddings
import Shell
import UnicodeText

extension Program {
  /// The versions of program and Unicode, and the model that it would open. The weights stay closed, and where there is
  /// no model that is told, for nobody who asks for a version should need one.
  ///
  /// - Parameter named: The model's folder, as named by option.
  static func versions(model named: String?) -> String {
    let unicode = UnicodeVersions.current
    return """
      polyseme \(version)
      model \(modelName(named))
      Unicode \(unicode.wordBoundaries) for word boundaries, \(unicode.normalForms) for normal forms
      """
  }

  private static func modelName(_ named: String?) -> String {
    do {
      let folder = try modelFolder(named: named)
      return "\(try Model.name(of: folder)), in \(folder)"
    } catch {
      return "none: \(ShellError(error).message)"
    }
  }
}
