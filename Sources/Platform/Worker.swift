/// Work on a thread of its own.
package final class Worker<Answer: Sendable>: @unchecked Sendable {
  private let thread: pthread_t
  private let errand: Errand<Answer>

  package init(_ body: @escaping @Sendable () -> Answer) {
    let errand = Errand(body)
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let code = pthread_create(
      &thread, nil,
      { context in
        let context: UnsafeMutableRawPointer? = context
        Unmanaged<AnyErrand>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, Unmanaged<AnyErrand>.passRetained(errand).toOpaque())
    precondition(code == 0, "no thread: \(SystemError(code))")
    #if canImport(Darwin)
      self.thread = thread!
    #else
      self.thread = thread
    #endif
    self.errand = errand
  }

  /// Waits for its end; asked once.
  package func join() -> Answer {
    pthread_join(thread, nil)
    return errand.answer!
  }
}

/// What a thread does, without types that a C function cannot know.
private class AnyErrand {
  func run() {}
}

private final class Errand<Answer>: AnyErrand {
  private let body: () -> Answer
  var answer: Answer?

  init(_ body: @escaping () -> Answer) { self.body = body }

  override func run() { answer = body() }
}
