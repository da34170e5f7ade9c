/// Hands things from one thread to another, in order, and keeps no more than a few that wait.
package final class Channel<Element: Sendable>: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private let capacity: Int
  private var waiting: [Element] = []
  private var isClosed = false

  package init(capacity: Int) {
    self.capacity = max(1, capacity)
    lock = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    pthread_cond_destroy(changed)
    lock.deallocate()
    changed.deallocate()
  }

  /// Waits until there is room.
  ///
  /// - Returns: `false` where the channel is closed and nobody will take it.
  package func send(_ element: Element) -> Bool {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while waiting.count >= capacity, !isClosed { pthread_cond_wait(changed, lock) }
    guard !isClosed else { return false }
    waiting.append(element)
    pthread_cond_broadcast(changed)
    return true
  }

  /// Waits until there is something.
  ///
  /// - Returns: `nil` once the channel is closed and empty.
  package func receive() -> Element? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while waiting.isEmpty, !isClosed { pthread_cond_wait(changed, lock) }
    guard !waiting.isEmpty else { return nil }
    pthread_cond_broadcast(changed)
    return waiting.removeFirst()
  }

  /// Waits until there is something, and meanwhile looks up whether to go on waiting.
  ///
  /// - Parameter check: Called every twentieth of a second; what it throws is thrown on.
  /// - Returns: `nil` once the channel is closed and empty.
  package func receive(checking check: () throws -> Void) throws -> Element? {
    while true {
      try check()
      pthread_mutex_lock(lock)
      if waiting.isEmpty, !isClosed {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        time.tv_nsec += 50_000_000
        if time.tv_nsec >= 1_000_000_000 {
          (time.tv_sec, time.tv_nsec) = (time.tv_sec + 1, time.tv_nsec - 1_000_000_000)
        }
        pthread_cond_timedwait(changed, lock, &time)
      }
      let isReady = !waiting.isEmpty || isClosed
      pthread_mutex_unlock(lock)
      // Nobody else receives.
      if isReady { return receive() }
    }
  }

  /// From now on nothing is sent. What waits can still be received.
  package func close() {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    isClosed = true
    pthread_cond_broadcast(changed)
  }

  package var isOpen: Bool {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return !isClosed
  }
}
