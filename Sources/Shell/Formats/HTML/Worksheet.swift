import Senses

/// The sum of one head for one word, with all numbers that it takes. What is to be worked out can be hidden,
/// so that a class fills it in before it looks; nothing else on the page tells it.
struct Worksheet {
  let arithmetic: AttentionArithmetic
  /// The sentence, the use marked.
  let use: MarkedText
  let heads: Int

  /// Decimals of the numbers to begin with, and of those to be worked out. What is made up is whole.
  private var places: (given: Int, found: Int) { isMadeUp ? (0, 3) : (6, 3) }
  private var isMadeUp: Bool { arithmetic.block == nil }

  var html: String {
    let sum = RoundedArithmetic(arithmetic, places: places.given)
    let head = arithmetic.head
    let width = arithmetic.headWidth
    let root = isMadeUp ? "2" : decimals(arithmetic.divisor, places.given)
    return HTMLPage(
      title: "The arithmetic of attention: “\(arithmetic.word.onOneLine)”",
      lead: "One head's sum for one word, from query and keys to what it found: "
        + (isMadeUp
          ? "a head that is made up, d = 4, whose sums come out by hand."
          : "layer \(head.layer), head \(head.number), d = \(width). q, k and v are the encoder's own, to "
            + "\(places.given) decimals; what can be hidden is worked out from them."),
      body: """
        <p>\(marked(use.text, use.use))</p>
        <p><button id="answers" type="button" aria-pressed="false">Hide what is to be worked out</button></p>
        <div id="sheet">
        <h2>1. Score every place by its key</h2>
        <p>\(turned)Multiply q by k number by number and add up: q·k. Then divide by \(divisor) = \(root)\(added).\(leftOut)</p>
        \(folded("q, and k of every place", table([("q", sum.query)] + sum.rows.map { ($0.text, $0.key) })))
        \(scores(sum))
        <h2>2. Make weights of the scores: softmax</h2>
        <p>Take e to the score less the largest score, and divide by the sum of all: \
        \(Table.answer(shown(sum.total))).</p>
        \(weights(sum))
        <h2>3. Take that much of every value, and add up: Σ a·v</h2>
        \(folded(
          "v of every place, and Σ a·v",
          table(sum.rows.map { ($0.text, $0.value) }, worked: ("Σ a·v", sum.found))))
        \(isMadeUp ? "" : mixing)
        </div>
        """, script: Self.script
    ).text
  }

  private var divisor: String { arithmetic.divisorInWords }

  private var turned: String {
    arithmetic.unturnedQuery == nil
      ? "" : "q and k are turned by their places before; these are the turned ones. "
  }

  private var added: String {
    arithmetic.terms.isEmpty
      ? ""
      : ", and add what the model has for how far the place is: "
        + joined(arithmetic.terms.map(\.rawValue))
  }

  private var leftOut: String {
    arithmetic.rows.contains { $0.score == nil }
      ? " This layer does not look at places that are too far." : ""
  }

  /// What comes of all heads; too much to be worked out on paper.
  private var mixing: String {
    let (head, width) = (arithmetic.head, arithmetic.headWidth)
    let count = arithmetic.concatenated.count
    return """
      <h2>4. Put the \(counted(heads, "head")) side by side</h2>
      <p>\(heads) × \(width) = \(count) numbers, those of head \(head.number) from place \
      \((head.number - 1) * width + 1).</p>
      <h2>5. Mix them by the output layer</h2>
      <p>Its matrix has \(arithmetic.output.count) rows of \(count) numbers, too many to be worked out here. \
      What comes out:</p>
      \(folded("the output", table([("output", rounded(arithmetic.output))])))
      """
  }

  private func scores(_ sum: RoundedArithmetic) -> String {
    let terms = arithmetic.terms.map { Table.Column("+ \($0.rawValue)", right: true) }
    let score = terms.isEmpty ? "÷ \(divisor)" : "score"
    return Table(
      [.init("place"), .init("q·k", right: true)] + terms + [.init(score, right: true)],
      text: sum.rows.map { row in
        [row.text.onOneLine, shown(row.product)]
          + row.terms.map { decimals($0, places.given) }
          + [row.score.map(shown) ?? "too far"]
      }
    ).html { $0 == 1 || $0 == terms.count + 2 }
  }

  private func weights(_ sum: RoundedArithmetic) -> String {
    Table(
      [
        .init("place"), .init("e^", right: true), .init("weight a", right: true),
        .init("", isDrawing: true),
      ],
      sum.rows.map { row in
        [
          Run(row.text.onOneLine), Run(shown(row.exponential)),
          Run(shown(row.weight)), Run("", level: row.weight),
        ]
      }
    ).html { $0 > 0 }
  }

  /// Vectors side by side, a row for each channel; the last column may be worked out.
  private func table(
    _ vectors: [(name: String, values: [Double])], worked: (name: String, values: [Double])? = nil
  ) -> String {
    let columns = vectors + (worked.map { [$0] } ?? [])
    let channels = columns.first?.values.indices ?? 0..<0
    return Table(
      [.init("")] + columns.map { .init($0.name.onOneLine, right: true) },
      text: channels.map { channel in
        ["\(channel + 1)"]
          + vectors.map { decimals($0.values[channel], places.given) }
          + (worked.map { [shown($0.values[channel])] } ?? [])
      }
    ).html { worked != nil && $0 == columns.count }
  }

  private func folded(_ title: String, _ table: String) -> String {
    "<details class=\"numbers\"><summary>\(title)</summary>\n\(table)\n</details>"
  }

  private func rounded(_ vector: [Float]) -> [Double] { vector.map(Double.init) }

  private func shown(_ value: Double) -> String { decimals(value, places.found) }

  private static let script = """
    const answers = document.getElementById("answers");
    answers.addEventListener("click", () => {
      const hidden = document.getElementById("sheet").classList.toggle("hidden");
      answers.setAttribute("aria-pressed", hidden);
    });
    """
}
