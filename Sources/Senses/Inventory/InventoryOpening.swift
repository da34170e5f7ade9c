import Corpora
import Platform

/// Opens the inventory at a path, of whatever kind: its looks tell it.
///
/// - Parameter english: Tells the irregular forms of English words to an inventory that has none of its own.
/// - Throws: `InventoryError`
public func inventory(
  at path: String, english: PackedInventory? = nil
) throws(InventoryError) -> any Inventory {
  if isFolder(path) {
    let isJSON = WordNetJSONFolder.isOne(path)
    guard isJSON || WordNetFolder.isOne(path) else { throw .notAFolder(path: path) }
    let (entries, name) = isJSON ? try WordNetJSONFolder.read(path) : try WordNetFolder.read(path)
    return try SynsetInventory(
      entries, name: name, english: entries.forms.isEmpty ? english : nil)
  }
  // What can be read only once is a table or JSON Lines.
  guard (try? FileStatus(ofFile: path)) != nil else {
    return try OwnInventory(reading: path, english: english)
  }
  let start: [UInt8]
  do { start = try FileLines.start(of: path) } catch {
    throw InventoryError(error, reading: path)
  }
  if PackedInventory.isOne(startingWith: start) { return try PackedInventory(contentsOf: path) }
  if LMFReader.isOne(startingWith: start) {
    let (entries, name) = try LMFReader.read(path)
    return try SynsetInventory(entries, name: name, english: english)
  }
  return try OwnInventory(reading: path, english: english)
}
