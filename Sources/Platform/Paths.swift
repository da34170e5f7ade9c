/// Whether something is at a path, readable or not.
package func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Whether a folder is at a path, or a link to one.
package func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Whether this process may read what is at a path.
package func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

/// A path without links and dots; as it is where it leads nowhere.
package func resolved(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// What is in a folder, by name; nothing where it cannot be read. Names that begin with a dot are left out.
package func entries(of folder: String) -> [String] {
  allEntries(of: folder).filter { !$0.hasPrefix(".") }
}

/// What is in a folder, by name, but for the folder itself and the one around it; nothing where it cannot be read.
package func allEntries(of folder: String) -> [String] {
  guard let stream = opendir(folder) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted()
}

/// Whether a text names something in a folder and nowhere else.
package func isFileName(_ text: String) -> Bool {
  !text.isEmpty && text != "." && text != ".." && !text.utf8.contains(UInt8(ascii: "/"))
    && !text.utf8.contains(0)
}

package func lastComponent(of path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

/// Sees to it that the names in a folder are on the disk, as its files are.
///
/// - Throws: `FileError.unwritable`.
package func syncNames(in folder: String) throws(FileError) {
  let number = open(folder, O_RDONLY | O_CLOEXEC)
  guard number >= 0 else { throw .unwritable(folder) }
  defer { close(number) }
  guard fsync(number) == 0 else { throw .unwritable(folder) }
}
