import Senses

/// Why two uses are alike or not.
struct WhyAlike {
  let a, b: ResolvedUse
  let judgement: Judgement
  let explanation: Explanation

  static let fields: [Field<WhyAlike>] = [
    Field("similarity", "the cosine of the two vectors", \.explanation.similarity),
    Field("a", "the one use", \.a), Field("b", "the other use", \.b),
    Field("base", "the similarity of the two words alone", \.explanation.base),
    Field("first", "the words of the first context", each: WhyCommand.word, \.explanation.first),
    Field("second", "the words of the second", each: WhyCommand.word, \.explanation.second),
  ]

  /// For people.
  ///
  /// - Parameters:
  ///   - full: Whether standard errors are shown too.
  func blocks(full: Bool, check: [Block]) -> [Block] {
    let sums = [explanation.first, explanation.second].map { $0.reduce(0) { $0 + $1.share } }
    let sum =
      "\(twoDecimals(explanation.base)) without context, \(change(sums[0])) from the first, "
      + "\(change(sums[1])) from the second = \(decimals(explanation.similarity, 3))."
    let title =
      "Similarity \(decimal(explanation.similarity)) of “\(a.word)” and “\(b.word)”, "
      + "word by word"
    return [
      judgement.line, .gap, .chart(Chart(title, .bars(bars(full)))), .gap,
      .text(
        "\(sum) █ makes alike, ▒ makes different.",
        plain: "\(sum) A positive share makes alike, a negative one different.", indent: 2),
    ] + check
  }

  private func bars(_ full: Bool) -> BarChart {
    func side(_ name: String, _ use: ResolvedUse, _ words: [Explanation.Word]) -> BarChart.Side {
      .init(
        name, use.excerpt,
        words.map { $0.bar(isExact: explanation.sampledOrders == nil) })
    }
    var bars = BarChart(
      [
        side("First use", a, explanation.first),
        side("Second use", b, explanation.second),
      ], right: "makes them alike", left: "makes them different")
    bars.notes = WhyCommand.notes
    bars.showsNotes = full
    return bars
  }
}

extension Explanation.Word {
  /// - Parameter isExact: Whether every order was counted.
  func bar(isExact: Bool) -> BarChart.Bar {
    .init(
      text, share, notes: [isExact ? "exact" : decimals(error, 3), change(-leaveOneOut)])
  }
}
