import Senses

/// Where the senses of words come from: a file that the first question opens.
public final class InventorySource: Sendable {
  private let open: @Sendable () throws -> any Inventory
  private let opened = Kept<Int, any Inventory>()

  /// - Parameter open: Called by the first question, and again by the next where it throws.
  public init(_ open: @escaping @Sendable () throws -> any Inventory) { self.open = open }

  /// The senses that are packed in a file.
  ///
  /// - Parameter path: Says where it is, or throws.
  public convenience init(packedAt path: @escaping @Sendable () throws -> String) {
    self.init { try PackedInventory(contentsOf: path()) }
  }

  /// - Throws: `InventoryError`, where it cannot be opened; what says where it is, where it is nowhere.
  public var inventory: any Inventory {
    get throws { try opened.value(0) { () throws(any Error) in try open() } }
  }
}
