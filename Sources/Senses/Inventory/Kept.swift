import Synchronization

/// What was made once is kept, by a key.
package final class Kept<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let values = Mutex<[Key: Value]>([:])

  package init() {}

  /// The value of a key. Two that ask at once may both make it; one is kept.
  package func value<E: Error>(_ key: Key, _ make: () throws(E) -> Value) throws(E) -> Value {
    if let value = values.withLock({ $0[key] }) { return value }
    let value = try make()
    values.withLock { $0[key] = value }
    return value
  }
}
