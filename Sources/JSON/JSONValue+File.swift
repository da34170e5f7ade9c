import Platform

/// What is wrong with a file of JSON.
public enum JSONFileError: Error, Equatable, CustomStringConvertible {
  case file(FileError)
  case json(path: String, JSONError)

  public var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .json(let path, let error): "\(shown(path)): \(error)"
    }
  }
}

extension JSONValue {
  /// Reads a file.
  public init(contentsOf path: String) throws(JSONFileError) {
    let file: MappedFile
    do throws(FileError) { file = try MappedFile(path: path) } catch { throw .file(error) }
    defer { withExtendedLifetime(file) {} }
    do throws(JSONError) { try self.init(parsing: file.bytes) } catch {
      throw .json(path: path, error)
    }
    do throws(FileError) { try file.checkUnchanged() } catch { throw .file(error) }
  }
}
