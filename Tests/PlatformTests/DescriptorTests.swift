import Foundation
import Platform
import TestSupport
import Testing

struct DescriptorTests {
  /// More than a pipe holds, written while nobody waits for it: the writer waits.
  @Test(arguments: [0, O_NONBLOCK]) func allBytesGoThroughAPipe(flags: CInt) throws {
    var ends: [CInt] = [0, 0]
    #expect(pipe(&ends) == 0)
    _ = fcntl(ends[1], F_SETFL, flags)
    let (source, sink) = (Descriptor(ends[0]), Descriptor(ends[1]))
    defer { close(source.number) }
    let sent = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
    Thread.detachNewThread {
      try? sink.write(sent)
      close(sink.number)
    }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 5000)
    while source.waitForInput(milliseconds: -1), case let count = try source.read(into: &buffer),
      count > 0
    { received += buffer[..<count] }
    #expect(received == sent)
  }

  /// It is open at once, and what is written to it later is read.
  @Test func aFIFOIsWaitedForAfterItIsOpened() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder("pipe"), 0o600) == 0)
    let source = try Descriptor(reading: folder("pipe"))
    defer { close(source.number) }
    #if !canImport(Darwin)
      #expect(!source.waitForInput(milliseconds: 20))
    #endif
    let path = folder("pipe")
    Thread.detachNewThread {
      let sink = Descriptor(open(path, O_WRONLY))
      try? sink.write(Array("late".utf8))
      close(sink.number)
    }
    var buffer = [UInt8](repeating: 0, count: 10)
    #expect(source.waitForInput(milliseconds: 60_000))
    #expect(try source.read(into: &buffer) == 4)
    #expect(source.waitForInput(milliseconds: 60_000))
    #expect(try source.read(into: &buffer) == 0)
  }

  @Test func aReaderThatIsGone() throws {
    var ends: [CInt] = [0, 0]
    #expect(pipe(&ends) == 0)
    signal(SIGPIPE, SIG_IGN)
    close(ends[0])
    defer { close(ends[1]) }
    #expect(throws: SystemError(EPIPE)) { try Descriptor(ends[1]).write([1]) }
  }

  @Test func whatCannotBeOpened() {
    #expect(throws: SystemError(ENOENT)) { try Descriptor(reading: "/no/such") }
  }
}
