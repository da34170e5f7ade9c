import Senses

/// Why two uses are alike or different, word by word.
struct ExplanationPage {
  let explanation: Explanation
  /// The two uses, in the order in which they were compared.
  let uses: (MarkedText, MarkedText)
  let word: (String, String)

  var html: String {
    HTMLPage(
      title: "Why: \(word.0) and \(word.1)",
      lead: "What each context word adds to the similarity of the two uses. "
        + "The shares and the similarity without any context add up to "
        + "\(decimal(explanation.similarity)).",
      body: """
        <p><button id="order" type="button" aria-pressed="false">Largest share first</button></p>
        <div class="sides">
        \(side("First use", uses.0, explanation.first))
        \(side("Second use", uses.1, explanation.second))
        </div>
        <p>Without any context: \(decimal(explanation.base)). Shares together: \
        \(decimal(explanation.similarity - explanation.base)). Similarity: \
        <strong>\(decimal(explanation.similarity))</strong>.</p>
        \(check)
        """, script: Self.script
    ).text
  }

  private var largest: Double {
    max(1e-9, explanation.words.map { abs($0.share) }.max() ?? 0)
  }

  private func side(_ title: String, _ use: MarkedText, _ words: [Explanation.Word]) -> String {
    let rows = words.enumerated().map { index, word in
      """
      <tr data-place="\(index)" data-share="\(word.share)"><th scope="row">\(escaped(word.text))</th>\
      <td class="track">\(bar(word.share))</td><td>\(decimal(word.share))</td>\
      <td>\(decimal(word.error))</td><td>\(decimal(word.leaveOneOut))</td></tr>
      """
    }
    return """
      <section><h2>\(title)</h2>
      <p>\(marked(use.text, use.use))</p>
      <div class="wide"><table class="shares"><caption>To the right: alike. To the left: different.</caption>
      <thead><tr><th scope="col">word</th><th scope="col"></th><th scope="col">share</th>\
      <th scope="col">± error</th><th scope="col">left out alone</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></div></section>
      """
  }

  private func bar(_ share: Double) -> String {
    let width = decimals(100 * abs(share) / largest, 1)
    let bar = "<span class=\"bar\(share < 0 ? " less" : "")\" style=\"width:\(width)%\"></span>"
    return "<span class=\"half left\">\(share < 0 ? bar : "")</span>"
      + "<span class=\"half\">\(share < 0 ? "" : bar)</span>"
  }

  private var check: String {
    guard let curve = explanation.check, curve.random.count > 2 else { return "" }
    let plot = SVGPlot(
      curves: [
        ("largest share first", curve.largestFirst), ("random order", curve.random),
        ("smallest share first", curve.smallestFirst),
      ], across: "words removed", up: "similarity")
    return """
      <h2>The check</h2>
      <p>If the shares are right, removing words in their order moves the similarity faster than chance does: \
      on average it falls \(decimal(curve.fall)) below random order, and rises \(decimal(curve.rise)) above it.</p>
      \(plot.svg)
      """
  }

  private static let script = """
    const order = document.getElementById("order");
    order.addEventListener("click", () => {
      const sorted = order.getAttribute("aria-pressed") === "false";
      order.setAttribute("aria-pressed", sorted);
      for (const body of document.querySelectorAll(".shares tbody")) {
        const rows = [...body.rows];
        rows.sort(sorted
          ? (a, b) => Math.abs(b.dataset.share) - Math.abs(a.dataset.share)
          : (a, b) => a.dataset.place - b.dataset.place);
        body.append(...rows);
      }
    });
    """
}
