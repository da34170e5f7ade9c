import Testing

@testable import ContextualEmbeddings

struct WindowsTests {
  @Test func aTextThatFitsIsOneWindow() {
    for rows in 0...10 {
      let windows = Windows(rows: rows, size: 10)
      #expect(windows.ranges == [0..<rows])
      for row in 0..<rows { #expect(windows.best(for: row) == 0) }
    }
  }

  @Test func windowsOverlapByHalf() {
    #expect(Windows(rows: 11, size: 10).ranges == [0..<10, 1..<11])
    #expect(Windows(rows: 22, size: 10).ranges == [0..<10, 5..<15, 10..<20, 12..<22])
  }

  /// Rows 0 to 7 have their best window first: at row 7, two rows follow in the first window (8, 9) and two
  /// are before it in the second (5, 6). From row 8 on the second has more.
  @Test func aRowIsReadWhereItHasTheMostContext() {
    let windows = Windows(rows: 15, size: 10)
    #expect((0..<15).map(windows.best) == [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1])
  }

  @Test(arguments: 1...9) func noOtherWindowHasMoreContext(size: Int) {
    for rows in 1...40 {
      let windows = Windows(rows: rows, size: size)
      #expect(windows.ranges.allSatisfy { $0.count <= size })
      for row in 0..<rows {
        func context(_ range: Range<Int>) -> Int {
          guard range.contains(row) else { return -1 }
          return min(
            range.lowerBound == 0 ? rows : row - range.lowerBound,
            range.upperBound == rows ? rows : range.upperBound - 1 - row)
        }
        let contexts = windows.ranges.map(context)
        #expect(windows.best(for: row) == contexts.firstIndex(of: contexts.max()!))
      }
    }
  }
}
