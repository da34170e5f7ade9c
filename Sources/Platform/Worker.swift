/// Work on a thread of its own.
package final class Worker<Answer: Sendable>: @unchecked Sendable {
  private let thread: pthread_t
  private let errand: Errand<Answer>

  /// - Throws: `NoThread`, where the system has no thread to give.
  package init(_ body: @escaping @Sendable () -> Answer) throws(NoThread) {
    let errand = Errand(body)
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let context = Unmanaged<AnyErrand>.passRetained(errand)
    let code = pthread_create(
      &thread, nil,
      { context in
        let context: UnsafeMutableRawPointer? = context
        Unmanaged<AnyErrand>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    guard code == 0 else {
      context.release()
      throw NoThread(reason: SystemError(code))
    }
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

/// There is no thread for some work.
package struct NoThread: Error, Equatable, CustomStringConvertible {
  let reason: SystemError

  package var description: String {
    "no thread could be started: \(reason); end other programs, or raise the limits of memory and processes (ulimit)"
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
