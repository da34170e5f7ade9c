/// Makes a folder and those around it.
///
/// - Throws: `FileError.unwritable`.
package func makeFolders(_ folder: String) throws(FileError) {
  if exists(folder) { return }
  if let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
    try makeFolders(String(folder[..<slash]))
  }
  guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw .unwritable(folder) }
}
