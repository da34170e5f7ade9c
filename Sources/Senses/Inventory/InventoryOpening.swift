import Corpora
import Platform

/// Opens the inventory at a path, of whatever kind: its looks tell it.
///
/// - Parameters:
///   - english: Tells the irregular forms of English words to an inventory that has none of its own.
///   - checkInterrupt: Asked now and then while files are read; where it throws `Interruption`, the error says so.
/// - Throws: `InventoryError`
public func inventory(
  at path: String, english: PackedInventory? = nil,
  checkInterrupt: @escaping () throws -> Void = {}
) throws(InventoryError) -> any Inventory {
  if isFolder(path) {
    let isJSON = WordNetJSONFolder.isOne(path)
    guard isJSON || WordNetFolder.isOne(path) else { throw .notAFolder(path: path) }
    let (entries, name) =
      try isJSON
      ? WordNetJSONFolder.read(path, checkInterrupt)
      : WordNetFolder.read(path, checkInterrupt)
    return try SynsetInventory(
      entries, name: name, english: entries.forms.isEmpty ? english : nil)
  }
  // What can be read only once is a table or JSON Lines.
  guard (try? FileStatus(ofFile: path)) != nil else {
    return try OwnInventory(
      reading: path, english: english, checkInterrupt: checkInterrupt)
  }
  let start: [UInt8]
  do { start = try FileLines.start(of: path, checkInterrupt: checkInterrupt) } catch {
    throw InventoryError(error, reading: path)
  }
  if PackedInventory.isOne(startingWith: start) { return try PackedInventory(contentsOf: path) }
  if LMFReader.isOne(startingWith: start) {
    let (entries, name) = try LMFReader.read(path, checkInterrupt)
    return try SynsetInventory(entries, name: name, english: english)
  }
  return try OwnInventory(reading: path, english: english, checkInterrupt: checkInterrupt)
}
