import Tensors

// T tokens, C channels.

/// One sentence's way through the encoder: what it begins with, which heads are silent, and which rows are wanted.
///
/// Of a sentence that is read again and again with something changed, what does not change is not done again: what lies below
/// the change is kept and begun with, and of the last block only what leads to the wanted rows is run.
public struct EncoderPass: Sendable {
  /// What a pass begins with.
  public enum Start: Sendable {
    case tokens(InputSequence)
    /// States after an earlier layer. Shape `[T, C]`.
    case states(Matrix)
  }

  public var start: Start
  /// Heads whose output is zero.
  public var silenced: Set<Head>
  /// The tokens whose states are given.
  public var rows: Range<Int>

  /// - Parameter rows: Not empty; without it, all.
  public init(_ start: Start, silencing silenced: Set<Head> = [], rows: Range<Int>? = nil) {
    self.start = start
    self.silenced = silenced
    self.rows = rows ?? 0..<start.count
    precondition(
      !self.rows.isEmpty && self.rows.upperBound <= start.count,
      "the rows are some of the sentence's")
  }

  /// T
  public var count: Int { start.count }
}

extension EncoderPass.Start {
  fileprivate var count: Int {
    switch self {
    case .tokens(let input): input.count
    case .states(let states): states.rows
    }
  }
}
