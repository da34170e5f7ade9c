import ContextualEmbeddings
import Testing
import Tokenization
import UnicodeText

@testable import Senses

/// A reader that is interrupted at a look, and counts what it encodes.
private final class InterruptedReader: UseReader, @unchecked Sendable {
  private let reader = TopicReader()
  private let last: Int?
  private(set) var looks = 0
  private var sinceLook = 0
  /// The most uses encoded between two looks.
  private(set) var most = 0
  /// Uses encoded after the interrupt.
  private(set) var after = 0

  init(at last: Int?) { self.last = last }

  func checkInterrupt() throws {
    looks += 1
    sinceLook = 0
    if looks == last { throw Interruption() }
  }

  func vectors(of uses: [Use]) throws -> [[Float]] {
    sinceLook += uses.count
    most = max(most, sinceLook)
    if let last, looks >= last { after += uses.count }
    return try reader.vectors(of: uses)
  }

  func tokenize(_ text: SourceText) -> TokenizedText { reader.tokenize(text) }
  func embedding(of id: Int32) -> [Float] { reader.embedding(of: id) }
  func judgement(of a: [Float], and b: [Float], doubts: [Doubt]) -> Judgement {
    reader.judgement(of: a, and: b, doubts: doubts)
  }
}

@Suite struct InterruptionTests {
  static let reader = TopicReader()
  static let a = reader.use("She put the money in an account at the [bank] by the river today.")
  static let b = reader.use("We sat by the water at the [bank] and saw a boat on it.")

  @Test(arguments: [400, 800, 2000]) func sharesOfFewerOrdersAddUpToo(look: Int) throws {
    let reader = InterruptedReader(at: look)
    let why = try Explanation(of: Self.a, and: Self.b, by: reader, orders: 100_000)
    let orders = try #require(why.sampledOrders)
    #expect(why.isCut && why.check == nil && orders < 100_000 && orders >= 12)
    #expect(abs(why.words.map(\.share).reduce(why.base, +) - why.similarity) < 1e-9)
    #expect(reader.after == 0 && reader.looks == look)
    // The same orders come first when no one interrupts.
    let whole = try Explanation(of: Self.a, and: Self.b, by: Self.reader, orders: orders)
    #expect(whole.words.map(\.share) == why.words.map(\.share) && !whole.isCut)
  }

  @Test func beforeTheFirstOrdersThereIsNothingToShow() throws {
    for look in 1...2 {
      let reader = InterruptedReader(at: look)
      #expect(throws: Interruption.self) {
        try Explanation(of: Self.a, and: Self.b, by: reader, orders: 100)
      }
      #expect(reader.after == 0)
    }
  }

  @Test func anInterruptedCheckLeavesTheShares() throws {
    let counting = InterruptedReader(at: nil)
    _ = try Explanation(of: Self.a, and: Self.b, by: counting, orders: 40)
    let why = try Explanation(
      of: Self.a, and: Self.b, by: InterruptedReader(at: counting.looks), orders: 40)
    #expect(why.isCut && why.sampledOrders == 42)
  }

  @Test func aContrastOfFewerOrdersAddsUpToo() throws {
    let reader = InterruptedReader(at: 800)
    let contrast = try Contrast(
      of: Self.a, like: Self.b, unlike: Self.a, by: reader, orders: 100_000)
    let shares = (contrast.a + contrast.b + contrast.c).map(\.share)
    #expect(contrast.isCut && contrast.sampledOrders! < 100_000 && reader.after == 0)
    #expect(abs(shares.reduce(contrast.base, +) - contrast.difference) < 1e-9)
  }

  @Test func theNearestChangeSoFarIsShown() throws {
    // It looks up before every word that it leaves out.
    let reader = InterruptedReader(at: Self.a.context.count + 1)
    let flip = try Flip(of: Self.a, to: Self.b, by: reader)
    #expect(flip.isCut && flip.changes.isEmpty && flip.nearest != nil && flip.tried > 0)
    // Only that one, read anew.
    #expect(reader.after == 1)
  }

  @Test func nothingIsEncodedWithoutALook() throws {
    let reader = InterruptedReader(at: nil)
    _ = try Explanation(of: Self.a, and: Self.b, by: reader, orders: 200)
    _ = try Explanation(of: Self.a, and: Self.b, by: reader)
    _ = try Contrast(of: Self.a, like: Self.b, unlike: Self.a, by: reader, orders: 200)
    _ = try Flip(of: Self.a, to: Self.b, by: reader)
    _ = try Stability(of: Self.a, and: Self.b, by: reader)
    _ = try Reading(of: Self.a, between: Self.b, and: Self.a, by: reader)
    _ = try Sameness(of: (0..<300).map { _ in Self.a }, by: reader)
    #expect(reader.most <= 128 + 2, "\(reader.most)")
  }

  @Test func loopsWithoutEncodingLookUpToo() {
    let many = Directions((0..<40).map { [Float($0), 1, Float($0 % 3)] })
    let chances = (0..<40).map { a in (0..<40).map { b in a == b ? 1 : 0.5 } }
    func isInterrupted(_ work: (() throws -> Void) throws -> Void) -> Bool {
      var looks = 0
      do {
        try work {
          looks += 1
          if looks == 2 { throw Interruption() }
        }
        return false
      } catch { return error is Interruption && looks == 2 }
    }
    #expect(isInterrupted { _ = try averageLinkage(chances, floor: 0, checking: $0) })
    #expect(isInterrupted { _ = try Plane(many, checking: $0) })
    #expect(isInterrupted { _ = try TermLint(term: "x", chances: chances, checking: $0) })
    #expect(
      isInterrupted {
        _ = try SenseRecall(directions: many, senses: (0..<40).map { $0 % 2 }, checking: $0)
      })
    #expect(
      isInterrupted {
        var generator = SeededGenerator(seed: 1)
        _ = try SenseCount(of: many, generator: &generator, checking: $0)
      })
  }
}
