/// Someone has asked to stop what is being done.
///
/// Long work asks between its pieces whether to stop, often enough that a person does not wait, and throws this. What can
/// answer with what is known by then does so, and says that it was cut short.
public struct Interruption: Error, Hashable, CustomStringConvertible {
  public init() {}
  public var description: String { "interrupted" }
}
