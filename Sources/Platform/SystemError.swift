/// Why the system refused something: one of its numbers for that (`errno`), and what it says of it.
package struct SystemError: Error, Equatable, CustomStringConvertible {
  package let code: CInt

  package init(_ code: CInt) { self.code = code }

  /// Why the last call failed.
  package static var last: SystemError { SystemError(errno) }

  package var description: String {
    // What the system says of it is no news to people.
    code == EBADF ? "it is closed" : String(cString: strerror(code))
  }
}
